package dev.gatehouse.platform.config;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// The effective value of every variable while the settings are made from them. One thread only.
public final class Values {
  private final Catalogue catalogue;
  private final Map<String, Setting> settings;
  private final Map<String, String> notes = new HashMap<>();
  private final List<String> warnings;

  /// One value. A `fault` is a sentence that stops the start if this value is the one that counts.
  record Setting(String spelling, String text, Origin origin, @Nullable String fault) {}

  Values(Catalogue catalogue, Map<String, Setting> settings, List<String> warnings) {
    this.catalogue = catalogue;
    this.settings = new LinkedHashMap<>(settings);
    this.warnings = new ArrayList<>(warnings);
    for (Setting setting : settings.values()) {
      if (setting.fault() != null) {
        throw new ConfigException(setting.fault());
      }
    }
  }

  /// Whether a person set the variable, in any source.
  public boolean isSet(Variable<?> variable) {
    Setting setting = settings.get(variable.name());
    return setting != null && setting.origin().byOperator();
  }

  /// Gives a variable that nobody set a value that the declaration could not know.
  public void assume(Variable<?> variable, String text, Origin origin) {
    settings.putIfAbsent(variable.name(), new Setting(variable.name(), text, origin, null));
  }

  /// The value, or the default.
  ///
  /// @throws ConfigException when there is neither, or the value is bad
  public <T> T get(Variable<T> variable) {
    return find(variable)
        .orElseThrow(() -> new ConfigException(variable.name() + " is needed but not set."));
  }

  /// The value or the default, or empty when there is neither.
  ///
  /// @throws ConfigException when the value is bad
  public <T> Optional<T> find(Variable<T> variable) {
    Setting setting = settings.get(variable.name());
    if (setting != null) {
      return Optional.of(parse(variable, setting));
    }
    String fallback = variable.fallback();
    return fallback == null
        ? Optional.empty()
        : Optional.of(
            parse(variable, new Setting(variable.name(), fallback, Origin.DEFAULT, null)));
  }

  /// The text as it was set, or empty.
  public Optional<String> text(Variable<?> variable) {
    return Optional.ofNullable(settings.get(variable.name())).map(Setting::text);
  }

  /// The names that are set of a family such as `BRAND_*`.
  public Set<String> membersOf(Variable<?> family) {
    Set<String> members = new TreeSet<>(settings.keySet());
    members.removeIf(name -> !catalogue.find(name).filter(family::equals).isPresent());
    return members;
  }

  /// Keeps a sentence for the operator that does not stop the start.
  public void warn(String sentence) {
    warnings.add(sentence);
  }

  /// What was warned of, in order.
  public List<String> warnings() {
    return List.copyOf(warnings);
  }

  /// Adds a remark to the variable's line in [#describe()].
  public void note(Variable<?> variable, String remark) {
    notes.put(variable.name(), remark);
  }

  /// `NAME=value # where from`, one line a variable, secrets masked. A variable whose feature does
  /// not exist yet is listed only when it is set.
  public List<String> describe() {
    List<String> lines = new ArrayList<>();
    for (Variable<?> variable : catalogue.variables()) {
      if (variable.isFamily()) {
        membersOf(variable).forEach(name -> lines.add(line(variable, name)));
      } else if (!variable.later() || settings.containsKey(variable.name())) {
        lines.add(line(variable, variable.name()));
      }
    }
    return List.copyOf(lines);
  }

  private String line(Variable<?> variable, String name) {
    Setting setting = settings.get(name);
    String fallback = variable.fallback();
    String text = setting != null ? setting.text() : fallback == null ? "" : fallback;
    Origin origin = setting != null ? setting.origin() : Origin.DEFAULT;
    String where = text.isEmpty() ? "unset" : origin.label();
    String remark = notes.containsKey(name) ? ", " + notes.get(name) : "";
    String shown = text.isEmpty() ? "" : variable.mask(text).replaceAll("\\p{Cntrl}", "?");
    return name + "=" + shown + "  # " + where + remark;
  }

  private static <T> T parse(Variable<T> variable, Setting setting) {
    try {
      return variable.parser().parse(setting.text());
    } catch (IllegalArgumentException e) {
      String shown =
          variable.display() == Variable.Display.PLAIN
              ? ", not \"" + setting.text().replaceAll("\\p{Cntrl}", "?") + "\""
              : "";
      throw new ConfigException(
          "%s (%s) %s%s."
              .formatted(setting.spelling(), setting.origin().label(), e.getMessage(), shown),
          e);
    }
  }
}
