package dev.gatehouse.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.identity.accounts.UserId;
import dev.gatehouse.identity.onetime.OneTimeTokens;
import dev.gatehouse.identity.onetime.Purpose;
import dev.gatehouse.platform.crypto.Randomness;
import dev.gatehouse.testing.Api;
import dev.gatehouse.testing.Jwt;
import dev.gatehouse.testing.LiveSocket;
import dev.gatehouse.testing.OnEveryDatabase;
import dev.gatehouse.testing.TestServer;
import dev.gatehouse.testing.Together;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/// Row 20, for sockets: whatever ends a session closes every socket that stands on it, by whichever
/// way it came in, on every node.
@OnEveryDatabase
@Order(1)
class LiveEndingsTest extends AdminJourney {
  private static final String AUTH = "/api/auth";
  private static final Map<String, Object> NOTHING = Map.of();

  @BeforeEach
  @Override
  void signInAgain() {
    root = signIn(ADMINISTRATOR);
  }

  @Test
  void every_ending_closes_every_way_in_on_both_nodes() {
    Map<String, Consumer<Somebody>> endings =
        Map.of(
            "logout", one -> api.logout(one.pair().access()).expect(200),
            "ended by the user", one -> endFromElsewhere(one),
            "all ended", one -> api.bearer("POST", AUTH + "/logout-all", one.pair().access()),
            "ended by an administrator",
                one -> root.post("/users/" + one.id() + "/sessions/end").expect(200),
            "one ended by an administrator",
                one -> root.delete("/sessions/" + sid(one)).expect(204),
            "deactivated",
                one -> root.patch("/users/" + one.id(), Map.of("is_active", false)).expect(200),
            "deleted", one -> root.delete("/users/" + one.id()).expect(204),
            "a role given", one -> root.put("/users/" + one.id() + "/roles/auditor"),
            "password reset", this::resetPassword);
    try (TestServer other = server.anotherNode()) {
      List<Callable<List<Integer>>> all = new ArrayList<>();
      endings.forEach((name, ending) -> all.add(() -> ended(somebody("user"), other, ending)));
      assertThat(Together.all(all))
          .allSatisfy(codes -> assertThat(codes).hasSize(6).containsOnly(4401));
    }
  }

  @Test
  void reuse_of_a_refresh_token_closes_them_too() {
    try (TestServer other = server.anotherNode()) {
      Somebody one = somebody("user");
      Api.Pair next = Api.pair(api.refresh(one.pair().refresh()));
      server.time().pass(Duration.ofSeconds(11));
      assertThat(
              ended(
                  new Somebody(api, one.id(), one.email(), next),
                  other,
                  _ -> api.refresh(one.pair().refresh(), "User-Agent", "Thief").expect(401)))
          .hasSize(6)
          .containsOnly(4401);
    }
  }

  @Test
  void a_socket_on_another_node_is_closed_within_the_bound_and_a_second() {
    try (TestServer other = server.anotherNode()) {
      Api.Pair pair = newcomer();
      try (LiveSocket socket = LiveSocket.bearer(other.port(), pair.access())) {
        long begun = System.nanoTime();
        api.logout(pair.access()).expect(200);
        assertThat(socket.closeCode()).isEqualTo(4401);
        assertThat(Duration.ofNanos(System.nanoTime() - begun))
            .isLessThan(NodesTest.ON_A_BUSY_MACHINE.plusSeconds(1));
      }
    }
  }

  @Test
  void others_of_the_user_and_other_users_hear_of_it_or_not() {
    try (TestServer other = server.anotherNode()) {
      Somebody one = somebody("user");
      Somebody stranger = somebody("user");
      Api.Pair second = Api.pair(api.login(one.email(), PASSWORD));
      try (LiveSocket same = LiveSocket.bearer(other.port(), one.pair().access());
          LiveSocket strange = LiveSocket.bearer(other.port(), stranger.pair().access())) {
        api.logout(second.access()).expect(200);
        same.next("session.ended");
        root.patch("/users/" + one.id(), Map.of("name", "Renamed")).expect(200);
        assertThat(same.next("security.event").toString()).doesNotContain(root.id());
        assertThat(same.next("user.changed").at("/data/user_id").stringValue()).isEqualTo(one.id());
        root.patch("/users/" + stranger.id(), Map.of("name", "Other")).expect(200);
        strange.next("user.changed");
        assertThat(strange.rest().toString()).doesNotContain(one.id());
        assertThat(same.rest().toString()).doesNotContain(stranger.id());
      }
    }
  }

  /// Each node knows the database's time only as exactly as the way to the database is short.
  @Test
  void nothing_is_lost_where_a_clock_is_a_little_ahead() {
    try (TestServer other = server.anotherNode(Duration.ofMillis(900))) {
      Somebody one = somebody("user");
      Api.Pair second = Api.pair(api.login(one.email(), PASSWORD));
      try (LiveSocket socket = LiveSocket.bearer(other.port(), one.pair().access())) {
        api.logout(second.access()).expect(200);
        socket.next("session.ended");
        root.patch("/users/" + one.id(), Map.of("name", "Renamed")).expect(200);
        String action;
        do {
          action = socket.next("security.event").at("/data/action").stringValue();
        } while (!action.equals("user.change"));
      }
    }
  }

  @Test
  void a_ticket_opens_one_socket_however_many_ask_at_once() {
    try (TestServer other = server.anotherNode()) {
      Api.Pair pair = newcomer();
      String ticket = ticket(pair.access());
      List<Callable<Integer>> calls = new ArrayList<>();
      for (int i = 0; i < 12; i++) {
        int port = i % 2 == 0 ? server.port() : other.port();
        calls.add(() -> LiveSocket.status(port, "/ws?ticket=" + ticket));
      }
      assertThat(Together.all(calls).stream().sorted()).startsWith(101, 401).endsWith(401);
      assertThat(LiveSocket.status(server.port(), "/ws?ticket=" + ticket)).isEqualTo(401);
    }
  }

  @Test
  void a_ticket_is_over_after_thirty_seconds_and_with_its_session() {
    Api.Pair pair = newcomer();
    String late = ticket(pair.access());
    server.time().pass(Duration.ofSeconds(31));
    assertThat(LiveSocket.status(server.port(), "/ws?ticket=" + late)).isEqualTo(401);
    String ended = ticket(pair.access());
    api.logout(pair.access()).expect(200);
    assertThat(LiveSocket.status(server.port(), "/ws?ticket=" + ended)).isEqualTo(401);
  }

  /// The codes with which six sockets are closed: each way in, on each node.
  private List<Integer> ended(Somebody one, TestServer other, Consumer<Somebody> ending) {
    List<LiveSocket> sockets = new ArrayList<>();
    for (int port : List.of(server.port(), other.port())) {
      String token = one.pair().access();
      sockets.add(LiveSocket.bearer(port, token));
      sockets.add(LiveSocket.open(port, "/ws", "Sec-WebSocket-Protocol", "bearer, " + token));
      sockets.add(LiveSocket.open(port, "/ws?ticket=" + ticket(token)));
    }
    ending.accept(one);
    return sockets.stream().map(LiveSocket::closeCode).toList();
  }

  private void endFromElsewhere(Somebody one) {
    Api.Pair elsewhere = Api.pair(api.login(one.email(), PASSWORD));
    api.bearer("DELETE", AUTH + "/sessions/" + sid(one), elsewhere.access()).expect(200);
  }

  private static String sid(Somebody one) {
    return Jwt.of(one.pair().access()).claims().get("sid").stringValue();
  }

  private void resetPassword(Somebody one) {
    var clock = server.database().clock();
    OneTimeTokens tokens = new OneTimeTokens(new Randomness(clock), clock);
    UserId id = new UserId(UUID.fromString(one.id()));
    long epoch =
        server.number("SELECT auth_epoch AS n FROM users WHERE id = :id", Map.of("id", id.value()));
    String token =
        server.database().write(tx -> tokens.issue(tx, id, Purpose.PASSWORD_RESET, epoch));
    api.post(AUTH + "/password/reset", Map.of("token", token, "new_password", "securepass123"))
        .expect(200);
  }

  private String ticket(String access) {
    return api.post(AUTH + "/ws/ticket", NOTHING, "Authorization", "Bearer " + access)
        .expect(200)
        .text("ticket");
  }
}
