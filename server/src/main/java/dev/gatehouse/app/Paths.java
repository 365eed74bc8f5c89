package dev.gatehouse.app;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/// Paths as configuration names them.
final class Paths {
  private Paths() {}

  /// `text` as a path that starts at `directory` unless it is absolute.
  ///
  /// @throws IllegalArgumentException when no file can be called so
  static Path below(Path directory, String text) {
    try {
      return directory.resolve(text).normalize();
    } catch (InvalidPathException e) {
      throw new IllegalArgumentException("must be the path of a file", e);
    }
  }
}
