package dev.gatehouse.bench.subject;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// How the measured server is started.
///
/// @param description for the report
/// @param command everything before `serve`
public record Build(String description, List<String> command) {

  /// The distribution below `home`, with its own choice of options for the JVM.
  public static Build distribution(Path home) {
    Path launcher = home.resolve("bin/gatehouse").toAbsolutePath();
    if (!Files.isExecutable(launcher)) {
      throw new IllegalArgumentException(launcher + " is not there");
    }
    return new Build("distribution, " + cache(home), List.of(launcher.toString()));
  }

  /// The classes as compiled, started plainly: for a checkout that has made no distribution.
  ///
  /// @param java the `java` to start with
  public static Build plain(String java, String classPath) {
    List<String> command = new ArrayList<>(List.of(java));
    command.addAll(
        List.of(
            "--enable-native-access=ALL-UNNAMED",
            "-XX:+UseSerialGC",
            "-XX:+UseCompactObjectHeaders"));
    String more = System.getenv().getOrDefault("GATEHOUSE_JAVA_OPTS", "");
    more.lines()
        .flatMap(line -> Stream.of(line.split(" +", -1)))
        .filter(option -> !option.isEmpty())
        .forEach(command::add);
    command.addAll(List.of("-cp", classPath, "dev.gatehouse.Main"));
    return new Build("plain `java -cp`, no AOT cache", List.copyOf(command));
  }

  private static String cache(Path home) {
    try (Stream<Path> files = Files.list(home.resolve("lib"))) {
      return files.anyMatch(file -> file.toString().endsWith(".aot"))
          ? "with its AOT cache"
          : "without an AOT cache";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
