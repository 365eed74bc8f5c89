package dev.gatehouse.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.platform.storage.DatabaseSettings;
import dev.gatehouse.platform.storage.DatabaseSettings.SqliteFile;
import dev.gatehouse.testing.Api;
import dev.gatehouse.testing.Load;
import dev.gatehouse.testing.ServerProcess;
import dev.gatehouse.testing.TestDatabase;
import dev.gatehouse.testing.TestServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The real process: killed, told to stop, or started where it can't start.
@Order(1)
class CrashTest {
  private static final String PASSWORD = "Test1234";

  @ParameterizedTest
  @EnumSource(
      value = TestDatabase.class,
      names = {"SQLITE", "POSTGRESQL"})
  void every_registration_that_was_acknowledged_survives_kill_9(TestDatabase kind)
      throws InterruptedException {
    Map<String, String> environment = TestServer.environment(kind.fresh());
    try (ServerProcess first = ServerProcess.start(environment);
        Load load = new Load(first.api(), 32, true)) {
      load.awaitMore(150);
      first.kill();
      load.stop();
      try (ServerProcess second = ServerProcess.start(environment)) {
        assertThat(load.missing(second.api())).isEmpty();
        second.api().newcomer("afterwards@example.com");
      }
    }
  }

  @Test
  void sigterm_under_load_loses_no_answer_and_ends_with_0_within_10_seconds()
      throws InterruptedException {
    Map<String, String> environment = TestServer.environment(TestDatabase.SQLITE.fresh());
    try (ServerProcess first = ServerProcess.start(environment);
        Load load = new Load(first.api(), 32, true)) {
      load.awaitMore(150);
      long begun = System.nanoTime();
      first.terminate();
      assertThat(first.exitCode()).isZero();
      assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(10));
      load.stop();
      assertThat(load.answers().keySet()).isSubsetOf(0, 201, 503);
      try (ServerProcess second = ServerProcess.start(environment)) {
        assertThat(load.missing(second.api())).isEmpty();
      }
    }
  }

  @Test
  void tokens_and_sessions_outlive_kill_9() {
    Map<String, String> environment = TestServer.environment(TestDatabase.SQLITE.fresh());
    Api.Pair ada;
    Api.Pair out;
    Api.Pair rotated;
    try (ServerProcess first = ServerProcess.start(environment)) {
      ada = first.api().newcomer("ada@example.com");
      out = first.api().newcomer("out@example.com");
      rotated = Api.pair(first.api().refresh(ada.refresh()));
      first.api().logout(out.access()).expect(200);
      first.kill();
    }
    try (ServerProcess second = ServerProcess.start(environment)) {
      second.api().me(ada.access()).expect(200);
      second.api().me(out.access()).expect(401);
      second.api().refresh(out.refresh()).expect(401);
      second.api().refresh(rotated.refresh()).expect(200);
    }
  }

  @Test
  void a_port_that_is_taken_is_one_sentence() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Map<String, String> environment = TestServer.environment(TestDatabase.SQLITE.fresh());
      environment.put("PORT", Integer.toString(taken.getLocalPort()));
      assertThat(refusal(ServerProcess.start(environment)))
          .contains("Port " + taken.getLocalPort(), "taken");
    }
  }

  @Test
  void a_database_of_another_program_is_one_sentence_and_left_alone() throws SQLException {
    DatabaseSettings database = TestDatabase.SQLITE.fresh();
    Path file = ((SqliteFile) database.target()).file();
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        var statement = connection.createStatement()) {
      statement.execute("CREATE TABLE django_migrations (id INTEGER)");
    }
    assertThat(refusal(ServerProcess.start(TestServer.environment(database))))
        .contains("django_migrations");
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        var statement = connection.createStatement();
        var tables = statement.executeQuery("SELECT COUNT(*) FROM sqlite_master")) {
      assertThat(tables.getInt(1)).isEqualTo(1);
    }
  }

  @Test
  void a_database_file_that_is_read_only_is_one_sentence() throws IOException {
    DatabaseSettings database = TestDatabase.SQLITE.fresh();
    Map<String, String> environment = TestServer.environment(database);
    try (ServerProcess first = ServerProcess.start(environment)) {
      first.api().register("ada@example.com", PASSWORD).expect(201);
      first.terminate();
      first.exitCode();
    }
    Path file = ((SqliteFile) database.target()).file();
    Path folder = file.toAbsolutePath().getParent();
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r--r--r--"));
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("r-xr-xr-x"));
    try {
      assertThat(refusal(ServerProcess.startUnder(withoutPrivileges(), environment)))
          .contains("cannot be opened", "read-only");
    } finally {
      Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    }
    try (ServerProcess again = ServerProcess.start(environment)) {
      again.api().login("ada@example.com", PASSWORD).expect(200);
    }
  }

  @Test
  void a_file_that_is_no_database_is_one_sentence() throws IOException {
    DatabaseSettings database = TestDatabase.SQLITE.fresh();
    Path file = ((SqliteFile) database.target()).file();
    Files.writeString(file, "these are not the tables you are looking for".repeat(100));
    assertThat(refusal(ServerProcess.start(TestServer.environment(database))))
        .contains("not an SQLite database");
  }

  /// Root writes to any file, whatever its permissions: take that from it.
  private static List<String> withoutPrivileges() {
    return System.getProperty("user.name").equals("root")
        ? List.of("setpriv", "--bounding-set", "-dac_override", "--inh-caps", "-dac_override")
        : List.of();
  }

  /// The one line with which the server ends, exit code 2.
  private static String refusal(ServerProcess process) {
    try (process) {
      assertThat(process.exitCode()).as("%s", process.output()).isEqualTo(2);
      List<String> complaints =
          process.output().stream().filter(line -> !line.contains(" INFO ")).toList();
      assertThat(complaints).hasSize(1);
      return complaints.getFirst();
    }
  }
}
