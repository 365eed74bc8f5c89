package dev.gatehouse.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.testing.Api;
import dev.gatehouse.testing.LiveSocket;
import dev.gatehouse.testing.OnSqlite;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// What is told over a WebSocket, and to whom.
@OnSqlite
class LiveTest extends Journey {

  @Test
  void a_sign_in_elsewhere_is_told_and_so_is_its_end() {
    String email = newEmail();
    Api.Pair here = api.newcomer(email);
    try (LiveSocket socket = LiveSocket.bearer(server.port(), here.access())) {
      Api.Pair there = Api.pair(api.login(email, PASSWORD));
      JsonNode started = socket.next("session.started");
      assertThat(started.get("data").get("current").booleanValue()).isFalse();
      assertThat(started.get("data").get("ip_address").stringValue()).isEqualTo("127.0.0.1");
      api.logout(there.access()).expect(200);
      JsonNode ended = socket.next("session.ended");
      assertThat(ended.get("data").get("reason").stringValue()).isEqualTo("logout");
      assertThat(ended.get("data").get("session_id"))
          .isEqualTo(started.get("data").get("session_id"));
      assertThat(socket.isClosed()).isFalse();
    }
  }

  @Test
  void the_end_of_the_session_closes_the_socket() {
    Api.Pair pair = newcomer();
    try (LiveSocket socket = LiveSocket.bearer(server.port(), pair.access())) {
      api.logout(pair.access()).expect(200);
      assertThat(socket.closeCode()).isEqualTo(4401);
    }
  }

  @Test
  void a_credential_that_runs_out_is_warned_of_and_closes_the_socket() {
    Api.Pair pair = newcomer();
    try (LiveSocket socket = LiveSocket.bearer(server.port(), pair.access())) {
      server.time().pass(Duration.ofSeconds(1770));
      socket.next("token.expiring");
      server.time().pass(Duration.ofSeconds(31));
      assertThat(socket.closeCode()).isEqualTo(4401);
    }
  }

  @Test
  void what_ends_nothing_is_told_when_it_happens() {
    String email = newEmail();
    Api.Pair pair = api.newcomer(email);
    server.time().pass(Duration.ofSeconds(2)); // what was before is not told, but by a moment
    try (LiveSocket socket = LiveSocket.bearer(server.port(), pair.access())) {
      api.login(email, "Wrong1234").expect(401);
      JsonNode refused = socket.next("security.event");
      assertThat(refused.get("data").get("action").stringValue()).isEqualTo("session.start");
      assertThat(refused.get("data").get("result").stringValue()).isEqualTo("refused");
      api.login(newEmail(), "Wrong1234").expect(401);
      api.login(email, "Wrong1234").expect(401);
      assertThat(socket.next("security.event").get("id")).isNotEqualTo(refused.get("id"));
      assertThat(socket.rest()).isEmpty();
    }
  }
}
