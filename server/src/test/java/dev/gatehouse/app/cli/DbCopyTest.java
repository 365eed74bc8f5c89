package dev.gatehouse.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.platform.storage.DatabaseSettings;
import dev.gatehouse.testing.Api;
import dev.gatehouse.testing.TestDatabase;
import dev.gatehouse.testing.TestServer;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Order(1)
class DbCopyTest extends CliFixture {
  private static final String DATABASES = "dev.gatehouse.testing.TestDatabases#all";

  @ParameterizedTest
  @MethodSource(DATABASES)
  void whoever_was_signed_in_stays_so_on_the_copy_and_on_the_copy_of_the_copy(TestDatabase kind) {
    DatabaseSettings first = TestDatabase.SQLITE.fresh();
    DatabaseSettings second = kind.fresh();
    DatabaseSettings third = TestDatabase.SQLITE.fresh();
    Api.Pair pair;
    try (TestServer server = TestServer.on(first, Map.of())) {
      pair = server.api().newcomer("ann@example.com");
      server.api().newcomer("bob@example.com");
      server.sql(
          "UPDATE users SET metadata = :json, mfa_secret = :secret, name = :name WHERE email ="
              + " 'ann@example.com'",
          Map.of(
              "json",
              "{\"b\": 1.50, \"a\": [\"ü\", null, true, 12345678901234567890]}",
              "secret",
              new byte[] {0, 1, (byte) 255},
              "name",
              "Ünïcödé 🙂 'quoted'"));
    }
    copy(first, second);
    assertThat(out).containsPattern("users +2 rows").contains("Everything is there and the same");
    try (TestServer server = TestServer.on(second, Map.of())) {
      server.api().me(pair.access()).expect(200);
      pair = Api.pair(server.api().refresh(pair.refresh()));
    }
    copy(second, third);
    try (TestServer server = TestServer.on(third, Map.of())) {
      server.api().me(pair.access()).expect(200);
      pair = Api.pair(server.api().refresh(pair.refresh()));
      server.api().login("bob@example.com", "Test1234").expect(200);
      assertThat(
              server.number(
                  "SELECT COUNT(*) AS n FROM users WHERE name = :name AND mfa_secret = :secret",
                  Map.of("name", "Ünïcödé 🙂 'quoted'", "secret", new byte[] {0, 1, (byte) 255})))
          .isEqualTo(1);
    }
  }

  @Test
  void a_database_in_use_is_neither_copied_nor_copied_into() {
    DatabaseSettings first = TestDatabase.SQLITE.fresh();
    DatabaseSettings second = TestDatabase.SQLITE.fresh();
    try (TestServer server = TestServer.on(first, Map.of())) {
      server.api().newcomer("ann@example.com");
      refusedToCopy("stop the server first", first, second);
    }
    try (TestServer server = TestServer.on(second, Map.of())) {
      server.api().newcomer("bob@example.com");
    }
    refusedToCopy("copy into an empty one", first, second);
    refusedToCopy("is the database that would be copied", first, first);
  }

  @ParameterizedTest
  @MethodSource(DATABASES)
  void a_copy_that_did_not_finish_is_not_served_and_is_done_again(TestDatabase kind) {
    DatabaseSettings first = TestDatabase.SQLITE.fresh();
    DatabaseSettings second = kind.fresh();
    try (TestServer server = TestServer.on(first, Map.of())) {
      server.api().newcomer("ann@example.com");
    }
    try (TestServer server = TestServer.on(second, Map.of())) {
      server.api().newcomer("half@example.com");
      server.sql(
          "INSERT INTO server_state (name, value) VALUES ('copy_unfinished', 'true')", Map.of());
    }
    environment.clear();
    environment.putAll(TestServer.environment(second));
    refusedSaying("did not finish", "users", "list");
    copy(first, second);
    environment.clear();
    environment.putAll(TestServer.environment(second));
    done("users", "list");
    assertThat(out).contains("ann@example.com").doesNotContain("half@example.com");
  }

  private void copy(DatabaseSettings from, DatabaseSettings to) {
    environment.clear();
    environment.putAll(TestServer.environment(from));
    done("db", "copy", "--to", url(to));
  }

  private void refusedToCopy(String part, DatabaseSettings from, DatabaseSettings to) {
    environment.clear();
    environment.putAll(TestServer.environment(from));
    refusedSaying(part, "db", "copy", "--to", url(to));
  }

  private static String url(DatabaseSettings settings) {
    Map<String, String> named = new HashMap<>(TestServer.environment(settings));
    String path = named.get("DB_PATH");
    return path == null ? String.valueOf(named.get("DATABASE_URL")) : "sqlite:///" + path;
  }
}
