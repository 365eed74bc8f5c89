package dev.gatehouse.identity.notices;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A text with holes: `{{name}}`.
record Template(String text) {
  private static final Pattern HOLE = Pattern.compile("\\{\\{\\s*([a-z_]+)\\s*}}");
  private static final int LONGEST_VALUE = 2000;

  Set<String> holes() {
    Set<String> holes = new HashSet<>();
    Matcher matcher = HOLE.matcher(text);
    while (matcher.find()) {
      holes.add(matcher.group(1));
    }
    return holes;
  }

  /// The text with each hole filled by what `escaping` makes of its value.
  String fill(Map<String, String> values, UnaryOperator<String> escaping) {
    return HOLE.matcher(text)
        .replaceAll(hole ->
            Matcher.quoteReplacement(
                escaping.apply(values.getOrDefault(hole.group(1), "unknown"))));
  }

  /// A value on one line, without what would turn the direction of the text or hide a part of it.
  static String oneLine(String value) {
    StringBuilder line = new StringBuilder();
    value
        .codePoints()
        .limit(LONGEST_VALUE)
        .map(c -> isPlain(c) ? c : ' ')
        .forEach(line::appendCodePoint);
    return line.toString();
  }

  /// The same inside HTML, in an element or in a quoted attribute.
  static String html(String value) {
    return oneLine(value)
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }

  private static boolean isPlain(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE,
          Character.UNASSIGNED ->
          false;
      default -> true;
    };
  }
}
