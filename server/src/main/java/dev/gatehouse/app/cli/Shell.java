package dev.gatehouse.app.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;

/// What surrounds a command line.
///
/// @param directory relative paths start here
/// @param environment the environment variables
record Shell(
    Path directory,
    Map<String, String> environment,
    Keyboard keyboard,
    PrintWriter out,
    PrintWriter err) {

  /// Those of this process.
  static Shell ofProcess() {
    return new Shell(
        Path.of("").toAbsolutePath(),
        System.getenv(),
        Keyboard.ofProcess(),
        new PrintWriter(System.out, true, StandardCharsets.UTF_8),
        new PrintWriter(System.err, true, StandardCharsets.UTF_8));
  }

  /// @throws Refusal when no file can be called so
  Path file(String name) {
    try {
      return directory.resolve(name).normalize();
    } catch (InvalidPathException e) {
      throw new Refusal("No file can be called " + name.replaceAll("\\p{Cntrl}", "?") + ".");
    }
  }

  String searchPath() {
    return environment.getOrDefault("PATH", "");
  }
}
