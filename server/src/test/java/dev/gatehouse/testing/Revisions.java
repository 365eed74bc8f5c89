package dev.gatehouse.testing;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/// The revisions of the schema that this program knows.
public final class Revisions {
  /// The number of the newest, and so of all.
  public static final int HEAD = count();

  private Revisions() {}

  private static int count() {
    try (BufferedReader index =
        new BufferedReader(
            new InputStreamReader(
                Objects.requireNonNull(Revisions.class.getResourceAsStream("/db/migrations/index")),
                StandardCharsets.UTF_8))) {
      return (int) index.lines().filter(line -> !line.isBlank()).count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
