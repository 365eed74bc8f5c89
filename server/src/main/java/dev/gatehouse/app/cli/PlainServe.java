package dev.gatehouse.app.cli;

import dev.gatehouse.app.Settings;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// `gatehouse serve`, alone or with `--host` and `--port`, read without picocli.
///
/// The server's start is what people wait for, and picocli takes a third of it: its classes are of
/// a format too old for the AOT cache. Every other command line is picocli's.
public final class PlainServe {
  private static final Map<String, String> OPTIONS = Map.of("--host", "HOST", "--port", "PORT");

  private PlainServe() {}

  /// The variables that the command line sets; empty when picocli has to read it.
  public static Optional<Map<String, String>> read(String... arguments) {
    if (arguments.length % 2 == 0 || !arguments[0].equals("serve")) {
      return Optional.empty();
    }
    Map<String, String> given = new LinkedHashMap<>();
    for (int i = 1; i < arguments.length; i += 2) {
      String variable = OPTIONS.get(arguments[i]);
      String value = arguments[i + 1];
      if (variable == null || value.startsWith("-") || given.put(variable, value) != null) {
        return Optional.empty();
      }
    }
    return Optional.of(given);
  }

  /// Serves until it is told to stop.
  ///
  /// @param options variables that win over every other source
  /// @return the exit code, when it could not start
  @SuppressWarnings("SystemOut") // as for every command, before there is a log
  public static int run(Map<String, String> options) {
    try {
      ServeCommand.serve(Settings.load(Path.of("").toAbsolutePath(), System.getenv(), options));
      return 0;
    } catch (RuntimeException e) {
      Optional<String> sentence = Failures.sentence(e);
      if (sentence.isEmpty()) {
        throw e;
      }
      System.err.println(sentence.get());
      return Cli.UNUSABLE;
    }
  }
}
