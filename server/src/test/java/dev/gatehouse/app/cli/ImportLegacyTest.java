package dev.gatehouse.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.identity.passwords.HashSettings;
import dev.gatehouse.identity.passwords.PasswordHasher;
import dev.gatehouse.platform.crypto.Secret;
import dev.gatehouse.platform.storage.DatabaseSettings;
import dev.gatehouse.platform.storage.DatabaseSettings.DatabaseServer;
import dev.gatehouse.platform.storage.DatabaseSettings.SqliteFile;
import dev.gatehouse.testing.Api;
import dev.gatehouse.testing.TestDatabase;
import dev.gatehouse.testing.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Old databases on every server, carried into a new one of the same kind.
@Order(1)
class ImportLegacyTest extends CliFixture {
  private static final String DATABASES = "dev.gatehouse.testing.TestDatabases#all";
  private static final String HASH =
      new PasswordHasher(HashSettings.bcrypt(4), new SecureRandom())
          .hash(new Secret("Old-Horse-7"))
          .encoded();
  private static final String TOKEN = "1b9d6bcd-bbfd-4b2d-9b5d-ab8dfbbd4bed";

  private DatabaseSettings here = TestDatabase.SQLITE.fresh();
  private String from = "";

  @ParameterizedTest
  @MethodSource(DATABASES)
  void flask_users_come_with_roles_second_factors_and_metadata(TestDatabase kind) {
    String uuid = kind == TestDatabase.POSTGRESQL ? "UUID" : "CHAR(36)";
    old(
        kind,
        "CREATE TABLE users (id "
            + uuid
            + " PRIMARY KEY, email VARCHAR(300), hashed_password"
            + " VARCHAR(200), active BOOLEAN, created_at @time, last_login @time, mfa_secret"
            + " VARCHAR(64), mfa_enabled BOOLEAN, metadata JSON, shoe_size INTEGER)",
        "CREATE TABLE roles (id " + uuid + " PRIMARY KEY, name VARCHAR(80), description TEXT)",
        "CREATE TABLE user_roles (user_id " + uuid + ", role_id " + uuid + ")",
        "CREATE TABLE refresh_tokens (id "
            + uuid
            + ", user_id "
            + uuid
            + ", expires_at @time,"
            + " revoked BOOLEAN, created_at @time)",
        "INSERT INTO users VALUES ('0c2f6a8e-1d1c-4a52-9f4e-0a4a3c1b2d01', 'Ann@Example.com', '"
            + HASH
            + "', @true, '2020-01-02 03:04:05.678901', '2021-01-01 00:00:00',"
            + " 'JBSWY3DPEHPK3PXP', @true, '{\"a\": 1}', 42)",
        "INSERT INTO users VALUES ('0c2f6a8e-1d1c-4a52-9f4e-0a4a3c1b2d02', 'bob@example.com', NULL,"
            + " @false, NULL, NULL, NULL, @false, NULL, 43)",
        "INSERT INTO users VALUES ('0c2f6a8e-1d1c-4a52-9f4e-0a4a3c1b2d03', 'eve@example.com', '"
            + HASH
            + "', @true, NULL, NULL, 'not base 32!', @true, NULL, 44)",
        "INSERT INTO users VALUES ('0c2f6a8e-1d1c-4a52-9f4e-0a4a3c1b2d04', 'nobody', '', @true,"
            + " NULL, NULL, NULL, @false, NULL, 45)",
        "INSERT INTO users VALUES ('0c2f6a8e-1d1c-4a52-9f4e-0a4a3c1b2d05', NULL, '', @true,"
            + " NULL, NULL, NULL, @false, NULL, 46)",
        "INSERT INTO roles VALUES ('0c2f6a8e-1d1c-4a52-9f4e-0a4a3c1b2dff', 'admin', 'x')",
        "INSERT INTO roles VALUES ('0c2f6a8e-1d1c-4a52-9f4e-0a4a3c1b2dfe', 'editor', 'Edits')",
        "INSERT INTO user_roles VALUES ('0c2f6a8e-1d1c-4a52-9f4e-0a4a3c1b2d01',"
            + " '0c2f6a8e-1d1c-4a52-9f4e-0a4a3c1b2dff')",
        "INSERT INTO user_roles VALUES ('0c2f6a8e-1d1c-4a52-9f4e-0a4a3c1b2d01',"
            + " '0c2f6a8e-1d1c-4a52-9f4e-0a4a3c1b2dfe')",
        "INSERT INTO refresh_tokens VALUES ('0c2f6a8e-1d1c-4a52-9f4e-0a4a3c1b2daa',"
            + " '0c2f6a8e-1d1c-4a52-9f4e-0a4a3c1b2d01', '2999-01-01 00:00:00', @false, NULL)");
    done("import-legacy", "--from", from, "--kind", "flask", "--dry-run");
    assertThat(out)
        .contains("Nothing was changed")
        .contains("Roles: admin, editor.")
        .contains("Columns of users that mean nothing here: shoe_size.")
        .contains(
            "user 0c2f6a8e-1d1c-4a52-9f4e-0a4a3c1b2d03 has a second factor that can't be read")
        .contains("user 0c2f6a8e-1d1c-4a52-9f4e-0a4a3c1b2d04 has an email that is not a valid")
        .contains("user 0c2f6a8e-1d1c-4a52-9f4e-0a4a3c1b2d05 has no email")
        .contains("1 live refresh tokens are not carried");
    done("import-legacy", "--from", from, "--kind", "flask");
    assertThat(out).contains("Carried 2 users; 0 had been carried before; 0 have an account");
    done("import-legacy", "--from", from, "--kind", "flask");
    assertThat(out).contains("Carried 0 users; 2 had been carried before; 0 have an account");
    try (TestServer server = TestServer.on(here, Map.of())) {
      assertThat(
              server.number(
                  "SELECT COUNT(*) AS n FROM users WHERE id = :id AND mfa_enabled = TRUE AND"
                      + " mfa_secret IS NOT NULL AND hashed_password LIKE '$2y$04$%'",
                  Map.of("id", java.util.UUID.fromString("0c2f6a8e-1d1c-4a52-9f4e-0a4a3c1b2d01"))))
          .isEqualTo(1);
      assertThat(
              server.number(
                  "SELECT COUNT(*) AS n FROM user_roles ur JOIN roles r ON r.id = ur.role_id WHERE"
                      + " r.name IN ('admin', 'editor', 'user')",
                  Map.of()))
          .isEqualTo(4);
      assertThat(server.api().login("ann@example.com", "Old-Horse-7").expect(200).json().toString())
          .contains("\"mfa_required\":true", "\"methods\":[\"totp\"]");
      server.api().login("bob@example.com", "Old-Horse-7").expect(401);
    }
  }

  @ParameterizedTest
  @MethodSource(DATABASES)
  void pairs_users_get_new_ids_and_of_one_mailbox_none_comes_unless_the_newest_is_asked_for(
      TestDatabase kind) throws IOException {
    old(
        kind,
        "CREATE TABLE users (id INTEGER PRIMARY KEY, email VARCHAR(300), hashed_password"
            + " VARCHAR(200), full_name VARCHAR(500), is_active BOOLEAN, is_verified BOOLEAN,"
            + " is_superuser BOOLEAN, created_at @time, updated_at @time)",
        pairs(7, "root@example.com", "Root", "@true"),
        pairs(8, "Twin@example.com", "Old Twin", "@false"),
        pairs(9, "twin@EXAMPLE.com", "New Twin", "@false"),
        pairs(10, "long@example.com", "n".repeat(400), "@false"));
    assertThat(gatehouse("import-legacy", "--from", from, "--kind", "fastapi-pairs", "--map", "m"))
        .isEqualTo(3);
    assertThat(out)
        .contains("One mailbox: users 8 (Twin@example.com), 9 (twin@example.com); none is carried.")
        .contains("Carried 2 users");
    assertThat(Files.readString(folder.resolve("m")))
        .startsWith("legacy_id,id\n7,")
        .hasLineCount(3);
    refusedSaying(
        "exists already", "import-legacy", "--from", from, "--kind", "fastapi-pairs", "--map", "m");
    done(
        "import-legacy",
        "--from",
        from,
        "--kind",
        "fastapi-pairs",
        "--on-conflict",
        "newest",
        "--map",
        "n");
    assertThat(out).contains("Carried 1 users; 2 had been carried before");
    try (TestServer server = TestServer.on(here, Map.of())) {
      assertThat(
              server.number("SELECT legacy_id AS n FROM users WHERE name = 'New Twin'", Map.of()))
          .isEqualTo(9);
      Api.Pair pair = Api.pair(server.api().login("root@example.com", "Old-Horse-7"));
      assertThat(server.api().me(pair.access()).json().get("legacy_id").longValue()).isEqualTo(7);
      assertThat(
              server.number(
                  "SELECT COUNT(*) AS n FROM user_roles ur JOIN roles r ON r.id = ur.role_id JOIN"
                      + " users u ON u.id = ur.user_id WHERE r.name = 'admin' AND u.legacy_id = 7",
                  Map.of()))
          .isEqualTo(1);
      server.sql(
          "UPDATE users SET hashed_password = NULL, email = 'moved@example.com', email_key ="
              + " 'moved@example.com' WHERE legacy_id = 7",
          Map.of());
      done("import-legacy", "--from", from, "--kind", "fastapi-pairs", "--on-conflict", "newest");
      assertThat(out).contains("Carried 0 users; 3 had been carried before");
      assertThat(
              server.number(
                  "SELECT COUNT(*) AS n FROM users WHERE hashed_password IS NULL", Map.of()))
          .isEqualTo(1);
    }
  }

  @ParameterizedTest
  @MethodSource(DATABASES)
  void live_sessions_go_on_with_the_tokens_that_their_clients_hold(TestDatabase kind) {
    String uuid = kind == TestDatabase.POSTGRESQL ? "UUID" : "VARCHAR(36)";
    old(
        kind,
        "CREATE TABLE users (id INTEGER PRIMARY KEY, email VARCHAR(300), name VARCHAR(100),"
            + " hashed_password VARCHAR(200), created_at @time)",
        "CREATE TABLE user_sessions (id INTEGER PRIMARY KEY, session_token "
            + uuid
            + ", user_id"
            + " INTEGER, is_active BOOLEAN, expires_at @time, created_at @time, last_used_at @time,"
            + " ip_address VARCHAR(64), user_agent TEXT)",
        "INSERT INTO users VALUES (1, 'ann@example.com', 'Ann', '"
            + HASH
            + "', '2020-01-01"
            + " 00:00:00')",
        session(1, TOKEN, "@true", "2999-01-01 00:00:00"),
        session(2, "2b9d6bcd-bbfd-4b2d-9b5d-ab8dfbbd4bed", "@false", "2999-01-01 00:00:00"),
        session(3, "3b9d6bcd-bbfd-4b2d-9b5d-ab8dfbbd4bed", "@true", "2001-01-01 00:00:00"),
        session(4, "4b9d6bcd-bbfd-1b2d-9b5d-ab8dfbbd4bed", "@true", "2999-01-01 00:00:00"));
    done("import-legacy", "--from", from, "--kind", "sessions");
    assertThat(out)
        .contains("Carried 1 live sessions.")
        .contains("session 4 has a token that is no v4 UUID")
        .doesNotContain("4b9d6bcd");
    done("import-legacy", "--from", from, "--kind", "sessions");
    assertThat(out).contains("Carried 0 live sessions.");
    try (TestServer server = TestServer.on(here, Map.of("AUTH_MODE", "session"))) {
      String bearer = "Bearer " + TOKEN;
      assertThat(
              server
                  .api()
                  .get("/api/auth/me", "Authorization", bearer)
                  .expect(200)
                  .json()
                  .at("/data/user/email")
                  .stringValue())
          .isEqualTo("ann@example.com");
      String next =
          server
              .api()
              .post("/api/auth/refresh", Map.of(), "Authorization", bearer)
              .expect(200)
              .json()
              .at("/data/token")
              .stringValue();
      server.api().get("/api/auth/me", "Authorization", bearer).expect(401);
      server.api().get("/api/auth/me", "Authorization", "Bearer " + next).expect(200);
      done("import-legacy", "--from", from, "--kind", "sessions");
      assertThat(out).contains("Carried 0 live sessions.");
      server.api().get("/api/auth/me", "Authorization", bearer).expect(401);
    }
  }

  @Test
  void an_old_database_is_left_as_it_was_and_none_is_made() throws IOException {
    old(
        TestDatabase.SQLITE,
        "CREATE TABLE users (id CHAR(32) PRIMARY KEY, email TEXT, name TEXT, hashed_password TEXT,"
            + " is_active BOOLEAN, is_admin BOOLEAN, created_at @time, updated_at @time)",
        "INSERT INTO users VALUES ('0c2f6a8e1d1c4a529f4e0a4a3c1b2d01', 'ann@example.com', 'Ann', '"
            + HASH
            + "', 1, 1, '2020-01-02T03:04:05+02:00', NULL)");
    Path file = Path.of(from.substring("sqlite:///".length()));
    byte[] before = Files.readAllBytes(file);
    done("import-legacy", "--from", from, "--kind", "fastapi-jwt");
    assertThat(Files.readAllBytes(file)).isEqualTo(before);
    assertThat(out).contains("Carried 1 users");
    refusedSaying(
        "lacks the columns full_name, is_superuser",
        "import-legacy",
        "--from",
        from,
        "--kind",
        "fastapi-pairs");
    refusedSaying(
        "There is no database file",
        "import-legacy",
        "--from",
        "sqlite:///no.db",
        "--kind",
        "flask");
    assertThat(folder.resolve("no.db")).doesNotExist();
    refusedSaying("--kind must be", "import-legacy", "--from", from, "--kind", "rails");
    refusedSaying(
        "--from must begin with", "import-legacy", "--from", "oracle://x", "--kind", "flask");
  }

  private static String pairs(int id, String email, String name, String admin) {
    return "INSERT INTO users VALUES (%d, '%s', '%s', '%s', @true, @false, %s, '2020-01-%02d 00:00:00', NULL)"
        .formatted(id, email, HASH, name, admin, id);
  }

  private static String session(int id, String token, String active, String expires) {
    return "INSERT INTO user_sessions VALUES (%d, '%s', 1, %s, '%s', '2025-01-01 00:00:00', NULL, '192.0.2.1', 'Old Browser')"
        .formatted(id, token, active, expires);
  }

  /// Makes an old database, and an empty new one.
  private void old(TestDatabase kind, String... statements) {
    DatabaseSettings old = kind.fresh();
    here = kind.fresh();
    environment.putAll(TestServer.environment(here));
    done("db", "init");
    String jdbc =
        switch (old.target()) {
          case SqliteFile(Path file) -> {
            from = "sqlite:///" + file;
            yield "jdbc:sqlite:" + file;
          }
          case DatabaseServer server -> {
            String scheme = server.kind().name().toLowerCase(Locale.ROOT);
            String at = server.host() + ":" + server.port() + "/" + server.database();
            String password = server.password().reveal();
            from = scheme + "://" + server.user() + ":" + password + "@" + at + "?sslmode=disable";
            yield "jdbc:"
                + scheme.replace("mysql", "mariadb")
                + "://"
                + at
                + "?user="
                + server.user()
                + "&password="
                + password;
          }
        };
    String time =
        switch (kind) {
          case SQLITE -> "DATETIME";
          case POSTGRESQL -> "TIMESTAMP";
          case MARIADB, MYSQL -> "DATETIME(6)";
        };
    try (Connection connection = DriverManager.getConnection(jdbc);
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(
            sql.replace("@time", time).replace("@true", "TRUE").replace("@false", "FALSE"));
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
