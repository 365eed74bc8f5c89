package dev.gatehouse.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.platform.crypto.Secret;
import dev.gatehouse.platform.storage.DatabaseSettings;
import dev.gatehouse.platform.storage.DatabaseSettings.DatabaseServer;
import dev.gatehouse.platform.storage.DatabaseSettings.ServerKind;
import dev.gatehouse.testing.Answer;
import dev.gatehouse.testing.Api;
import dev.gatehouse.testing.Load;
import dev.gatehouse.testing.TestServer;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// PostgreSQL goes away under load and comes back.
@Order(1)
class LostDatabaseTest {
  private static final String PASSWORD = "Test1234";

  /// Those of the pool, and the one that listens.
  private static final int MOST_CONNECTIONS = 6 + 1;

  @TempDir Path data;

  @Test
  void without_its_database_the_server_says_503_and_is_well_again_without_a_restart()
      throws Exception {
    int port = freePort();
    EmbeddedPostgres database = start(port);
    try (TestServer server = TestServer.on(settings(port), environment())) {
      Api api = server.api();
      Api.Pair before = api.newcomer("ada@example.com");
      try (Load load = new Load(api, 8, false)) {
        load.awaitMore(30);
        database.close();
        await("unhealthy", () -> api.get("/health").status() == 503);
        await("credentials are not answered for", () -> api.me(before.access()).status() == 503);
        for (Answer answer :
            new Answer[] {
              api.me(before.access()),
              api.login("ada@example.com", PASSWORD),
              api.refresh(before.refresh()),
              api.logout(before.access()),
              api.register("late@example.com", PASSWORD)
            }) {
          assertThat(answer.expectProblem(503).header("Retry-After")).matches("[1-9]\\d*");
        }
        api.get("/health/live").expect(200);
        database = start(port);
        await("healthy", () -> api.get("/health").status() == 200);
        load.awaitMore(30);
        load.stop();
        assertThat(load.answers().keySet()).isSubsetOf(201, 503);
        assertThat(load.missing(api)).isEmpty();
      }
      api.me(before.access()).expect(200);
      api.refresh(before.refresh()).expect(200);
      assertThat(
              server.number(
                  "SELECT COUNT(*) AS n FROM pg_stat_activity WHERE application_name = 'gatehouse'",
                  Map.of()))
          .isLessThanOrEqualTo(MOST_CONNECTIONS);
    } finally {
      database.close();
    }
  }

  private EmbeddedPostgres start(int port) throws IOException {
    return EmbeddedPostgres.builder()
        .setPort(port)
        .setDataDirectory(data.resolve("data"))
        .setCleanDataDirectory(false)
        .start();
  }

  private static Map<String, String> environment() {
    return Map.of("REVOCATION_MAX_STALE", "3", "DB_POOL_SIZE", "3", "DB_MAX_OVERFLOW", "3");
  }

  private static DatabaseSettings settings(int port) {
    return new DatabaseSettings(
        new DatabaseServer(
            ServerKind.POSTGRESQL,
            "127.0.0.1",
            port,
            "postgres",
            "postgres",
            new Secret("postgres"),
            "disable"),
        new DatabaseSettings.Pool(3, 3, Duration.ofHours(1), Duration.ofSeconds(20)),
        false);
  }

  private static void await(String what, BooleanSupplier condition) throws InterruptedException {
    long deadline = System.nanoTime() + Duration.ofMinutes(2).toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as(what).isLessThan(deadline);
      Thread.sleep(50);
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
