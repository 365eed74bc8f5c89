package dev.gatehouse.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.platform.storage.DatabaseSettings;
import dev.gatehouse.platform.storage.DatabaseSettings.DatabaseServer;
import dev.gatehouse.platform.storage.Wire;
import dev.gatehouse.testing.Api;
import dev.gatehouse.testing.Eventually;
import dev.gatehouse.testing.LiveSocket;
import dev.gatehouse.testing.TestDatabase;
import dev.gatehouse.testing.TestServer;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// One of two nodes loses the way to the database.
class CutOffNodeTest {
  private static final Map<String, String> IMPATIENT = Map.of("REVOCATION_MAX_STALE", "2");

  @Test
  void a_node_without_the_database_answers_for_nobody_and_is_well_again_by_itself()
      throws Exception {
    DatabaseSettings direct = TestDatabase.POSTGRESQL.fresh();
    DatabaseServer server = (DatabaseServer) direct.target();
    try (Wire wire = new Wire(server.port());
        TestServer whole = TestServer.on(direct, IMPATIENT);
        TestServer cut = TestServer.on(through(wire, direct, server), IMPATIENT)) {
      Api.Pair stays = whole.api().newcomer("stays@example.com");
      Api.Pair leaves = whole.api().newcomer("leaves@example.com");
      cut.api().me(stays.access()).expect(200);
      cut.api().me(leaves.access()).expect(200);
      String ticket =
          cut.api()
              .bearer("POST", "/api/auth/ws/ticket", stays.access())
              .expect(200)
              .text("ticket");
      LiveSocket near = LiveSocket.bearer(whole.port(), stays.access());
      LiveSocket far = LiveSocket.bearer(cut.port(), stays.access());
      wire.cut();
      Eventually.holds("it answers for nobody", () -> cut.api().me(stays.access()).status() == 503);
      assertThat(far.closeCode()).isEqualTo(4401);
      assertThat(socket(cut, stays)).isEqualTo(503);
      assertThat(LiveSocket.status(cut.port(), "/ws?ticket=" + ticket)).isEqualTo(503);
      assertThat(near.isClosed()).isFalse();
      whole.api().logout(leaves.access()).expect(200);
      whole.api().me(stays.access()).expect(200);
      cut.api().me(leaves.access()).expectProblem(503);
      Eventually.holds("it says so", () -> cut.api().get("/health").status() == 503);
      wire.mend();
      Eventually.holds("it is back", () -> cut.api().me(stays.access()).status() == 200);
      cut.api().me(leaves.access()).expect(401);
      assertThat(socket(cut, stays)).isEqualTo(101);
      assertThat(socket(cut, leaves)).isEqualTo(401);
      assertThat(near.isClosed()).isFalse();
      near.close();
      Eventually.holds("it is well", () -> cut.api().get("/health").status() == 200);
    }
  }

  private static int socket(TestServer node, Api.Pair pair) {
    return LiveSocket.status(node.port(), "/ws", "Authorization", "Bearer " + pair.access());
  }

  private static DatabaseSettings through(
      Wire wire, DatabaseSettings direct, DatabaseServer server) {
    return new DatabaseSettings(
        new DatabaseServer(
            server.kind(),
            "127.0.0.1",
            wire.port(),
            server.database(),
            server.user(),
            server.password(),
            server.ssl()),
        direct.pool(),
        false);
  }
}
