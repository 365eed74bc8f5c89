package dev.gatehouse.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.platform.storage.DatabaseSettings;
import dev.gatehouse.platform.storage.DatabaseSettings.SqliteFile;
import dev.gatehouse.testing.Answer;
import dev.gatehouse.testing.Api;
import dev.gatehouse.testing.Authenticator;
import dev.gatehouse.testing.Load;
import dev.gatehouse.testing.Mails;
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
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
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

  /// Row 9: what is good once is so across a restart.
  @Test
  void links_and_half_way_tokens_outlive_kill_9_and_are_good_once_all_the_same()
      throws SQLException {
    DatabaseSettings database = TestDatabase.SQLITE.fresh();
    Map<String, String> environment = TestServer.environment(database);
    Map<String, Map<String, String>> calls = new LinkedHashMap<>();
    Map<String, String> used = new LinkedHashMap<>();
    try (ServerProcess first = ServerProcess.start(environment)) {
      Api api = first.api();
      Mails mails = new Mails(api);
      Api.Pair moves = api.newcomer("moves@example.com");
      Map<String, String> move = Map.of("new_email", "moved@example.com", "password", PASSWORD);
      bearer(api, "/api/auth/me/email", move, moves).expect(202);
      api.register("forgot@example.com", PASSWORD).expect(201);
      api.post("/api/auth/password/forgot", Map.of("email", "forgot@example.com")).expect(202);
      invite(api, database, "guest@example.com");
      calls.put("/email/verify", link(mails, "forgot@example.com", "Confirm your email"));
      calls.put("/password/reset", link(mails, "forgot@example.com", "new password"));
      calls.get("/password/reset").put("new_password", "Another1234");
      calls.put("/email/change/confirm", link(mails, "moved@example.com", "Confirm your new"));
      calls.put("/email/change/undo", link(mails, "moves@example.com", "about to change"));
      calls.put("/invitations/accept", link(mails, "guest@example.com", "invited"));
      calls.get("/invitations/accept").put("password", PASSWORD);
      calls.put("/mfa/verify", halfWay(api, "careful@example.com"));
      used.putAll(halfWay(api, "quick@example.com"));
      api.post("/api/auth/mfa/verify", used).expect(200);
      first.kill();
    }
    try (ServerProcess second = ServerProcess.start(environment)) {
      second.api().post("/api/auth/mfa/verify", used).expect(401);
      calls.forEach((path, body) -> {
        assertThat(second.api().post("/api/auth" + path, body).status()).as(path).isIn(200, 201);
        second.api().post("/api/auth" + path, body).expect(401);
      });
    }
  }

  private static Map<String, String> link(Mails mails, String email, String subject) {
    return new HashMap<>(Map.of("token", mails.await(email, subject).token()));
  }

  private static Answer bearer(Api api, String path, Object body, Api.Pair pair) {
    return api.post(path, body, "Authorization", "Bearer " + pair.access());
  }

  private static void invite(Api api, DatabaseSettings database, String email) throws SQLException {
    api.register("root@example.com", PASSWORD).expect(201);
    Path file = ((SqliteFile) database.target()).file();
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        var statement = connection.createStatement()) {
      statement.execute("PRAGMA busy_timeout = 10000");
      statement.execute(
          "INSERT INTO user_roles (user_id, role_id) SELECT u.id, r.id FROM users u, roles r"
              + " WHERE u.email = 'root@example.com' AND r.name = 'admin'");
    }
    Api.Pair root = Api.pair(api.login("root@example.com", PASSWORD));
    bearer(api, "/api/admin/invitations", Map.of("email", email), root).expect(201);
  }

  /// What completes a sign-in whose password was right.
  private static Map<String, String> halfWay(Api api, String email) {
    Api.Pair pair = api.newcomer(email);
    Answer enrolled = bearer(api, "/api/auth/mfa/totp/enroll", Map.of(), pair).expect(200);
    Authenticator app = new Authenticator(Clock.systemUTC(), enrolled.text("secret"));
    Map<String, String> proof = Map.of("code", app.code());
    Answer done = bearer(api, "/api/auth/mfa/totp/confirm", proof, pair).expect(200);
    return Map.of(
        "mfa_token",
        api.login(email, PASSWORD).expect(200).text("mfa_token"),
        "method",
        "recovery_code",
        "code",
        done.json().get("recovery_codes").get(0).stringValue());
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
