package dev.gatehouse.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.platform.storage.DatabaseSettings;
import dev.gatehouse.testing.Answer;
import dev.gatehouse.testing.Api;
import dev.gatehouse.testing.Jwt;
import dev.gatehouse.testing.TestDatabase;
import dev.gatehouse.testing.TestServer;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// `gatehouse why`, beside a server.
class WhyCommandTest extends CliFixture {

  @Test
  void it_tells_of_a_session_and_of_a_request_what_the_server_wrote_down() {
    DatabaseSettings database = TestDatabase.SQLITE.fresh();
    try (TestServer server = TestServer.on(database, Map.of())) {
      Api.Pair pair = server.api().newcomer("ada@example.com");
      Answer wrong = server.api().login("ada@example.com", "WrongTest1234");
      String session = Jwt.of(pair.access()).claims().get("sid").stringValue();
      environment.putAll(TestServer.environment(database));
      done("why", session);
      assertThat(out)
          .contains("Session " + session, "by pwd", "lives until", "session.start done")
          .doesNotContain("ended ", pair.access(), pair.refresh());
      server.time().pass(Duration.ofSeconds(1));
      server.api().logout(pair.access()).expect(200);
      done("why", session);
      assertThat(out).contains("ended", ": logout", "session.end done");
      done("why", wrong.header("X-Request-Id"));
      assertThat(out).contains("session.start refused: wrong_password").doesNotContain("ada@");
    }
  }

  @Test
  void it_tells_why_a_credential_was_refused_without_showing_it() {
    DatabaseSettings database = TestDatabase.SQLITE.fresh();
    environment.putAll(TestServer.environment(database));
    String request;
    String access;
    try (TestServer server = TestServer.on(database, Map.of())) {
      access = server.api().newcomer("ada@example.com").access();
      server.time().pass(Duration.ofMinutes(40));
      request = server.api().me(access).expect(401).header("X-Request-Id");
    }
    done("why", request);
    assertThat(out)
        .contains("the credential was refused, expired: it has expired")
        .contains("it was of   " + Jwt.of(access).claims().get("sid").stringValue())
        .doesNotContain(access, Jwt.of(access).payload());
  }

  @Test
  void a_rotation_of_keys_at_the_command_line_is_written_down() {
    done("db", "init");
    done("keys", "rotate");
    String key = out.replaceFirst("(?s)^Made the key ([0-9a-f]{16}).*", "$1");
    done("why", key);
    assertThat(out).contains("signing_key.rotate done, target " + key);
    done("keys", "rotate", "--compromised");
    done("why", out.replaceFirst("(?s)^Made the key ([0-9a-f]{16}).*", "$1"));
    assertThat(out).contains("signing_key.rotate done: compromised");
  }

  @Test
  void what_is_not_recorded_is_said_to_be_so() {
    done("db", "init");
    String sentence = "Nothing is recorded about a session or request of this id.";
    refused(sentence, "why", "0198aaaa-0000-7000-8000-000000000000");
    refused(sentence, "why", "' OR 1=1 --");
    assertThat(gatehouse("why")).isEqualTo(2);
  }
}
