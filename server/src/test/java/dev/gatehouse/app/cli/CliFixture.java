package dev.gatehouse.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;

/// Command lines in a folder of their own, on SQLite.
abstract class CliFixture {
  static final String SECRET = "Zm9vYmFyIGlzIG5vdCBhIHNlY3JldCwgYnV0IGxvbmc";
  static final String OTHER_SECRET = "YW5vdGhlciBvbmUgdGhhdCBub2JvZHkga25vd3MgeWV0";
  static final String PASSWORD = "Correct-Horse-7";

  @TempDir Path folder;
  final Map<String, String> environment = new HashMap<>(Map.of("SECRET_KEY", SECRET));
  final FakeKeyboard keyboard = new FakeKeyboard();
  String out = "";
  String err = "";

  CliFixture() {
    environment.put("BCRYPT_ROUNDS", "4");
    environment.put("DB_CONNECT_TIMEOUT", "1");
  }

  /// Runs a command line; its exit code.
  final int gatehouse(String... arguments) {
    ByteArrayOutputStream outBytes = new ByteArrayOutputStream();
    ByteArrayOutputStream errBytes = new ByteArrayOutputStream();
    Shell shell =
        new Shell(
            folder,
            environment,
            keyboard,
            new PrintWriter(outBytes, true, StandardCharsets.UTF_8),
            new PrintWriter(errBytes, true, StandardCharsets.UTF_8));
    int code = Cli.run(shell, arguments);
    shell.out().flush();
    shell.err().flush();
    assertThat(shell.out().checkError()).as("what was said got lost").isFalse();
    out = outBytes.toString(StandardCharsets.UTF_8);
    err = errBytes.toString(StandardCharsets.UTF_8);
    return code;
  }

  final void done(String... arguments) {
    int code = gatehouse(arguments);
    assertThat(err).isEmpty();
    assertThat(code).isZero();
  }

  /// Exit code 2, and nothing but this sentence.
  final void refused(String sentence, String... arguments) {
    int code = gatehouse(arguments);
    assertThat(err).isEqualTo(sentence + System.lineSeparator());
    assertThat(out).isEmpty();
    assertThat(code).isEqualTo(2);
  }

  /// Exit code 2 and one line that says so.
  final void refusedSaying(String part, String... arguments) {
    int code = gatehouse(arguments);
    assertThat(err).contains(part).hasLineCount(1).doesNotContain("Exception");
    assertThat(out).isEmpty();
    assertThat(code).isEqualTo(2);
  }

  final void admin(String name) {
    keyboard.input = PASSWORD;
    done("db", "create-admin", "--username", name, "--password-stdin");
  }

  Path database() {
    return folder.resolve("data/gatehouse.db");
  }

  static void change(Path database, String... statements) {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + database);
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  static long number(Path database, String query) {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + database);
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      rows.next();
      return rows.getLong(1);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /// What a test types.
  static final class FakeKeyboard implements Keyboard {
    @Nullable String input;
    boolean terminal;
    final Deque<String> answers = new ArrayDeque<>();

    @Override
    public byte[] read(int most) throws IOException {
      byte[] bytes = String.valueOf(input).getBytes(StandardCharsets.UTF_8);
      return new ByteArrayInputStream(bytes).readNBytes(most);
    }

    @Override
    public boolean isTerminal() {
      return terminal;
    }

    @Override
    public Optional<String> ask(String question) {
      return Optional.ofNullable(answers.poll());
    }

    @Override
    public Optional<String> askSilently(String question) {
      return ask(question);
    }

    void types(String... lines) {
      terminal = true;
      answers.addAll(List.of(lines));
    }
  }
}
