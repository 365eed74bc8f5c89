package dev.gatehouse.platform.config;

import dev.gatehouse.platform.config.Values.Setting;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads the sources in order, the later wins: `.env`, `gatehouse.env`, the environment, options.
///
/// In one source `GATEHOUSE_<NAME>` wins over `<NAME>`. An empty value is as good as none: it hides
/// nothing. Two spellings of one variable with different values in one source are a contradiction,
/// unless something stronger decides.
public final class Sources {
  private static final Pattern EXPANSION = Pattern.compile("\\$\\{\\w+");

  private final Catalogue catalogue;
  private final Map<String, Setting> settings = new LinkedHashMap<>();
  private final List<String> warnings = new ArrayList<>();

  private Sources(Catalogue catalogue) {
    this.catalogue = catalogue;
  }

  /// Reads everything.
  ///
  /// @param directory where `.env` and `gatehouse.env` are looked for; neither need be there
  /// @param options the command line's, by variable name
  /// @throws ConfigException for an unknown name or a line that cannot be read
  public static Values read(
      Catalogue catalogue,
      Path directory,
      Map<String, String> environment,
      Map<String, String> options) {
    Sources sources = new Sources(catalogue);
    sources.file(directory.resolve(".env"), Origin.SHARED_FILE);
    sources.file(directory.resolve("gatehouse.env"), Origin.OWN_FILE);
    sources.environment(environment);
    sources.layer(Origin.OPTION, entries(options));
    return new Values(catalogue, sources.settings, sources.warnings);
  }

  private void file(Path path, Origin origin) {
    EnvFile.Content content = EnvFile.parse(text(path, origin));
    for (EnvFile.Fault fault : content.faults()) {
      String sentence = "%s, line %d, %s".formatted(origin.label(), fault.line(), fault.why());
      if (origin == Origin.OWN_FILE) {
        throw new ConfigException(sentence + ".");
      }
      warnings.add(sentence + " and is left alone.");
    }
    layer(origin, content.entries());
  }

  /// The file's text; empty when there is none. A folder named `.env` is somebody's Python.
  private static String text(Path path, Origin origin) {
    if (origin == Origin.SHARED_FILE && Files.isDirectory(path)) {
      return "";
    }
    try {
      return Files.readString(path);
    } catch (NoSuchFileException _) {
      return "";
    } catch (CharacterCodingException e) {
      throw new ConfigException("The file " + path + " is not UTF-8 text.", e);
    } catch (IOException e) {
      throw new ConfigException("The file " + path + " cannot be read.", e);
    }
  }

  private void environment(Map<String, String> environment) {
    Map<String, String> ours = new LinkedHashMap<>(environment);
    ours.keySet()
        .removeIf(name -> !name.equals(name.toUpperCase(Locale.ROOT)) && !isPrefixed(name));
    catalogue.reserved().forEach(ours::remove);
    layer(Origin.ENVIRONMENT, entries(ours));
  }

  private static List<EnvFile.Entry> entries(Map<String, String> map) {
    List<EnvFile.Entry> entries = new ArrayList<>();
    map.forEach((name, value) -> entries.add(new EnvFile.Entry(name, value, 0, true)));
    return entries;
  }

  private void layer(Origin origin, List<EnvFile.Entry> entries) {
    for (boolean prefixed : new boolean[] {false, true}) {
      Map<String, Setting> found = new LinkedHashMap<>();
      for (EnvFile.Entry entry : entries) {
        if (isPrefixed(entry.name()) == prefixed) {
          add(found, origin, entry);
        }
      }
      settings.putAll(found);
    }
  }

  private void add(Map<String, Setting> found, Origin origin, EnvFile.Entry entry) {
    String spelling = upper(entry.name());
    String plain = isPrefixed(spelling) ? spelling.substring(Catalogue.PREFIX.length()) : spelling;
    Optional<Variable<?>> known = catalogue.find(plain);
    if (known.isEmpty()) {
      unknown(origin, entry);
    } else if (!entry.value().isBlank()) {
      String name = known.get().isFamily() ? plain : known.get().name();
      Setting setting = new Setting(spelling, entry.value(), origin, expansion(origin, entry));
      found.merge(name, setting, Sources::together);
    }
  }

  private void unknown(Origin origin, EnvFile.Entry entry) {
    boolean ours = isPrefixed(entry.name());
    if (origin == Origin.SHARED_FILE && ours) {
      warnings.add(entry.name() + " in .env is not a variable of Gatehouse and is left alone.");
    } else if (origin == Origin.OWN_FILE) {
      throw new ConfigException(
          "gatehouse.env, line %d: %s is not a variable of Gatehouse."
              .formatted(entry.line(), entry.name()));
    } else if (origin == Origin.OPTION || (origin == Origin.ENVIRONMENT && ours)) {
      throw new ConfigException(
          "%s (%s) is not a variable of Gatehouse.".formatted(entry.name(), origin.label()));
    }
  }

  /// Other readers of env files put `${NAME}` in; taking it as it stands would be a silent
  /// surprise.
  private static @Nullable String expansion(Origin origin, EnvFile.Entry entry) {
    if (entry.literal() || !EXPANSION.matcher(entry.value()).find()) {
      return null;
    }
    return "%s in %s holds ${...}, which is not expanded: write the value out, or put it in single quotes."
        .formatted(upper(entry.name()), origin.label());
  }

  private static Setting together(Setting first, Setting second) {
    if (first.text().equals(second.text())) {
      return second;
    }
    String where = second.origin().label();
    String fault =
        first.spelling().equals(second.spelling())
            ? "%s is set twice in %s, with different values.".formatted(first.spelling(), where)
            : "%s and %s are the same variable, but %s gives them different values."
                .formatted(first.spelling(), second.spelling(), where);
    return new Setting(second.spelling(), second.text(), second.origin(), fault);
  }

  private static boolean isPrefixed(String name) {
    return upper(name).startsWith(Catalogue.PREFIX);
  }

  private static String upper(String name) {
    return name.toUpperCase(Locale.ROOT);
  }
}
