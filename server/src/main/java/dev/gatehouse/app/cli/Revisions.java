package dev.gatehouse.app.cli;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// Revisions as the command line writes them.
final class Revisions {
  private Revisions() {}

  /// @param head what `head` stands for
  /// @throws Refusal when `text` is no revision
  static int parse(String text, int head) {
    return switch (text.strip().toLowerCase(Locale.ROOT)) {
      case "head" -> head;
      case "base" -> 0;
      case String number when number.matches("[0-9]{1,9}") -> Integer.parseInt(number);
      default ->
          throw new Refusal(
              "\"%s\" is not a revision: give a number of `gatehouse db history`, head, or 0 for the empty database."
                  .formatted(text.replaceAll("\\p{Cntrl}", "?")));
    };
  }

  static String list(List<Integer> revisions) {
    return revisions.stream().map(String::valueOf).collect(Collectors.joining(", "));
  }
}
