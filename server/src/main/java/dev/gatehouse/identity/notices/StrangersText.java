package dev.gatehouse.identity.notices;

import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// What somebody else chose the words of. Mail programs make links of what looks like one, so a
/// mail that is genuine would carry it for them.
final class StrangersText {
  private static final int LONGEST = 80;
  private static final Pattern LINKED =
      Pattern.compile(
          "://|www\\.|@|[\\p{L}\\p{N}-][.\\u3002\\uff0e\\uff61]\\p{L}{2}",
          Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

  private StrangersText() {}

  /// The words of `text` that no mail program makes a link of, up to 80 characters.
  static String defanged(String text) {
    String kept =
        Arrays.stream(text.split("[\\s\\p{Z}\\p{C}]+", -1))
            .filter(word -> !word.isEmpty() && !LINKED.matcher(word).find())
            .collect(Collectors.joining(" "));
    return kept.codePointCount(0, kept.length()) <= LONGEST
        ? kept
        : kept.substring(0, kept.offsetByCodePoints(0, LONGEST));
  }
}
