package dev.gatehouse.launcher;

import static java.nio.file.attribute.PosixFilePermissions.fromString;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// A machine below one folder: its own home, `PATH` and system folders, and JVMs that only print
/// how they were started.
final class Machine {
  private static final List<String> TOOLS =
      List.of(
          "cat",
          "cksum",
          "cp",
          "env",
          "find",
          "grep",
          "ln",
          "mkdir",
          "mktemp",
          "mv",
          "readlink",
          "rm",
          "sed",
          "sh",
          "sleep",
          "stat",
          "touch",
          "uname");
  private static final List<String> SYSTEM_FOLDERS =
      List.of("/usr/lib/jvm", "/usr/java", "/opt/java", "/Library/Java", "/usr/libexec");

  final Path root;
  private final Map<String, String> environment = new HashMap<>();

  Machine(Path root) throws IOException {
    this.root = root;
    Path tools = Files.createDirectories(root.resolve("tools"));
    for (String tool : TOOLS) {
      script(tools.resolve(tool), "#!/bin/sh\nexec %s \"$@\"\n".formatted(onPath(tool)));
    }
    environment.put("PATH", tools.toString());
    environment.put("HOME", Files.createDirectories(root.resolve("home")).toString());
  }

  void set(String name, String value) {
    environment.put(name, value);
  }

  /// Puts a folder before the others on the `PATH`.
  void path(Path folder) {
    environment.merge("PATH", folder.toString(), (path, first) -> first + ":" + path);
  }

  /// A JVM, with a compiler, that says where it is and what it was given.
  Path java(String folder, String version) throws IOException {
    Path home = root.resolve(folder);
    script(
        home.resolve("bin/java"),
        """
        #!/bin/sh
        echo "java $0"
        echo "in $PWD"
        for argument in "$@"; do echo "argument $argument"; done
        """);
    script(home.resolve("bin/javac"), "#!/bin/sh\n");
    Files.writeString(
        home.resolve("release"),
        "IMPLEMENTOR=\"Nobody\"\nJAVA_VERSION=\"%s\"\nJAVA_VERSION_DATE=\"2026-04-21\"\n"
            .formatted(version));
    return home;
  }

  static void script(Path file, String text) throws IOException {
    Files.createDirectories(file.resolveSibling(""));
    Files.writeString(file, text);
    Files.setPosixFilePermissions(file, fromString("rwxr-xr-x"));
  }

  /// The distribution's scripts, with this machine's system folders in them.
  Path distribution(String folder) throws IOException {
    Path target = root.resolve(folder);
    install(Path.of("src/main/dist"), target);
    return target;
  }

  /// Copies a file or a whole folder of scripts.
  void install(Path source, Path target) throws IOException {
    try (Stream<Path> files = Files.walk(source)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String text = Files.readString(file);
        for (String system : SYSTEM_FOLDERS) {
          text = text.replace(system, root + system);
        }
        script(target.resolve(source.relativize(file).toString()).normalize(), text);
      }
    }
  }

  Run run(Path command, String... arguments) throws IOException, InterruptedException {
    return start(command, arguments).end();
  }

  /// Starts it in the home folder.
  Running start(Path command, String... arguments) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
            Stream.concat(Stream.of(command.toString()), Stream.of(arguments)).toList());
    builder.environment().clear();
    builder.environment().putAll(environment);
    builder.directory(root.resolve("home").toFile());
    Path out = Files.createTempFile(root, "out", "");
    Path err = Files.createTempFile(root, "err", "");
    builder.redirectOutput(out.toFile()).redirectError(err.toFile());
    return new Running(builder.start(), out, err);
  }

  private static Path onPath(String tool) {
    return Stream.of(System.getenv("PATH").split(":"))
        .map(folder -> Path.of(folder, tool))
        .filter(Files::isExecutable)
        .findFirst()
        .orElseThrow();
  }

  record Running(Process process, Path out, Path err) {
    Run end() throws IOException, InterruptedException {
      return new Run(process.waitFor(), Files.readAllLines(out), Files.readAllLines(err));
    }
  }

  /// @param out the lines of standard output
  /// @param err the lines of standard error
  record Run(int exit, List<String> out, List<String> err) {}
}
