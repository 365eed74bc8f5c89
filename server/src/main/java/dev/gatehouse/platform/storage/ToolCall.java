package dev.gatehouse.platform.storage;

import dev.gatehouse.platform.crypto.Secret;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// One call of a database server's own program. The password goes through the environment, which
/// its owner alone can read, and never through the arguments.
///
/// @param program a path, or the bare name when it was not found
/// @param isThere whether it was found
/// @param input what it reads from standard input, or null
public record ToolCall(
    String program,
    boolean isThere,
    List<String> words,
    Surroundings surroundings,
    @Nullable Path input) {
  private static final Pattern PLAIN = Pattern.compile("[\\w@%+=:,./-]+");

  /// What the program finds in its environment.
  record Surroundings(Map<String, String> open, String passwordName, Secret password) {}

  /// The command as a person would type it, without the password: the program asks for it.
  public String shown() {
    Stream<String> variables =
        surroundings.open.entrySet().stream().map(e -> e.getKey() + "=" + quoted(e.getValue()));
    String askForPassword = surroundings.passwordName.equals("MYSQL_PWD") ? "-p" : "--password";
    Stream<String> command =
        Stream.concat(Stream.of(program, askForPassword), words.stream()).map(ToolCall::quoted);
    String line = Stream.concat(variables, command).collect(Collectors.joining(" "));
    return input == null ? line : line + " < " + quoted(input.toString());
  }

  /// Runs the program to its end.
  ///
  /// @throws ToolException with its first complaint when it fails
  public void run() {
    List<String> command = new ArrayList<>(List.of(program));
    command.addAll(words);
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().putAll(surroundings.open);
    builder.environment().put(surroundings.passwordName, surroundings.password.reveal());
    if (input != null) {
      builder.redirectInput(input.toFile());
    }
    Ended ended = finish(builder);
    if (ended.status != 0) {
      throw new ToolException(
          "%s failed: %s".formatted(Path.of(program).getFileName(), ended.complaint()));
    }
  }

  static boolean isMariadb(Path program) {
    ProcessBuilder builder = new ProcessBuilder(program.toString(), "--version");
    return finish(builder.redirectErrorStream(true)).output.contains("MariaDB");
  }

  private static Ended finish(ProcessBuilder builder) {
    try {
      Process process = builder.start();
      if (builder.redirectInput().equals(ProcessBuilder.Redirect.PIPE)) {
        process.getOutputStream().close();
      }
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return new Ended(process.waitFor(), output);
    } catch (IOException e) {
      throw new ToolException("%s can't be run".formatted(builder.command().getFirst()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ToolException("Interrupted while %s ran".formatted(builder.command().getFirst()));
    }
  }

  private static String quoted(String word) {
    return PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
  }

  private record Ended(int status, String output) {
    String complaint() {
      return output
          .lines()
          .filter(line -> !line.isBlank())
          .findFirst()
          .map(String::strip)
          .orElse("exit code " + status);
    }
  }
}
