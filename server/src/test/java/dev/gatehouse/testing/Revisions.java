package dev.gatehouse.testing;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/// The revisions of the schema that this program knows. Not every number need be taken.
public final class Revisions {
  private static final List<Integer> NUMBERS = numbers();

  /// The number of the newest.
  public static final int HEAD = NUMBERS.getLast();

  /// The number of the one before it.
  public static final int BEFORE_HEAD = NUMBERS.get(NUMBERS.size() - 2);

  /// How many there are.
  public static final int COUNT = NUMBERS.size();

  private Revisions() {}

  private static List<Integer> numbers() {
    try (BufferedReader index =
        new BufferedReader(
            new InputStreamReader(
                Objects.requireNonNull(Revisions.class.getResourceAsStream("/db/migrations/index")),
                StandardCharsets.UTF_8))) {
      return index
          .lines()
          .filter(line -> !line.isBlank())
          .map(line -> Integer.valueOf(line.split("_", 2)[0]))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
