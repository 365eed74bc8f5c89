package dev.gatehouse.platform.config;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One declared variable: its names, its default, what its text means, and its line in the docs.
///
/// @param name as operators write it; a trailing `*` declares a family (`BRAND_*`)
/// @param aliases other names of the same variable
/// @param fallback the text used when nobody sets it; null when there is none or it depends
/// @param shownDefault how the docs show the default
/// @param doc one sentence for the docs
/// @param later whether the feature behind it does not exist yet
public record Variable<T>(
    String name,
    List<String> aliases,
    @Nullable String fallback,
    String shownDefault,
    String doc,
    ValueParser<T> parser,
    Display display,
    boolean later) {

  /// How much of a value may be seen.
  public enum Display {
    PLAIN,
    /// A URL whose password is masked.
    URL,
    SECRET
  }

  public Variable {
    aliases = List.copyOf(aliases);
  }

  /// A variable whose default is `fallback`.
  public static <T> Variable<T> of(
      String name, String fallback, ValueParser<T> parser, String doc) {
    return new Variable<>(
        name, List.of(), fallback, "`" + fallback + "`", doc, parser, Display.PLAIN, false);
  }

  /// A variable without a fixed default; `shownDefault` tells the docs what holds instead.
  public static <T> Variable<T> open(
      String name, String shownDefault, ValueParser<T> parser, String doc) {
    return new Variable<>(name, List.of(), null, shownDefault, doc, parser, Display.PLAIN, false);
  }

  /// The same variable, which may also be called `alias`.
  public Variable<T> alsoNamed(String alias) {
    List<String> all = new ArrayList<>(aliases);
    all.add(alias);
    return new Variable<>(name, all, fallback, shownDefault, doc, parser, display, later);
  }

  /// The same variable, never shown.
  public Variable<T> secret() {
    return shown(Display.SECRET);
  }

  /// The same variable, shown with any password in it masked.
  public Variable<T> maskedUrl() {
    return shown(Display.URL);
  }

  /// The same variable, accepted although the server does nothing with it yet.
  public Variable<T> notYet() {
    return new Variable<>(name, aliases, fallback, shownDefault, doc, parser, display, true);
  }

  private Variable<T> shown(Display how) {
    return new Variable<>(name, aliases, fallback, shownDefault, doc, parser, how, later);
  }

  boolean isFamily() {
    return name.endsWith("*");
  }

  /// Whether `spelling`, in upper case and without `GATEHOUSE_`, means this variable.
  boolean answersTo(String spelling) {
    if (isFamily()) {
      String prefix = name.substring(0, name.length() - 1);
      return spelling.startsWith(prefix) && spelling.length() > prefix.length();
    }
    return name.equals(spelling) || aliases.contains(spelling);
  }

  /// `text` as it may be shown.
  String mask(String text) {
    return switch (display) {
      case PLAIN -> text;
      case SECRET -> "[redacted]";
      case URL -> text.contains("://") ? maskUrl(text) : "[redacted]";
    };
  }

  private static String maskUrl(String text) {
    return text.replaceFirst("(?s)://.*@", "://[redacted]@")
        .replaceFirst("(?s)\\?.*", "?[redacted]");
  }
}
