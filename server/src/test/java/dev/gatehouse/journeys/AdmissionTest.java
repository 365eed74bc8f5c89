package dev.gatehouse.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.testing.Answer;
import dev.gatehouse.testing.Api;
import dev.gatehouse.testing.TestDatabase;
import dev.gatehouse.testing.TestServer;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Who may register, and what an older backend asked of every call.
class AdmissionTest {

  @Test
  void nobody_registers_where_registration_is_closed() {
    try (TestServer server = start(Map.of("REGISTRATION", "closed"))) {
      refused(server.api(), 403, "Registration is closed");
    }
  }

  @Test
  void strangers_do_not_register_where_it_takes_an_invitation() {
    try (TestServer server = start(Map.of("REGISTRATION", "invite"))) {
      refused(server.api(), 403, "Registration is by invitation only");
      assertThat(server.number("SELECT COUNT(*) AS n FROM users", Map.of())).isZero();
    }
  }

  @Test
  void only_the_named_domains_register_however_they_are_spelled() {
    try (TestServer server =
        start(Map.of("REGISTRATION_DOMAINS", "Example.com, b\u00fccher.example"))) {
      Api api = server.api();
      register(api, "a@EXAMPLE.com").expect(201);
      register(api, "a@xn--bcher-kva.example").expect(201);
      for (String other : new String[] {"a@sub.example.com", "a@example.com.evil.org"}) {
        Answer answer = register(api, other).expectProblem(422);
        assertThat(answer.json().at("/errors/0/field").stringValue()).isEqualTo("email");
        api.register(other, "Test1234").expectProblem(422);
      }
    }
  }

  @Test
  void with_csrf_strict_every_unsafe_v1_call_but_login_carries_a_header() {
    try (TestServer server = start(Map.of("CSRF_STRICT", "true"))) {
      Api api = server.api();
      Map<String, String> person = Map.of("email", "a@example.com", "password", "Test1234");
      api.post(Api.V1 + "/register", person).expectProblem(403, "CSRF token missing");
      api.post(Api.V1 + "/register", person, "X-CSRF-Token", "anything").expect(201);
      Api.Pair pair = Api.pair(api.login("a@example.com", "Test1234"));
      api.refresh(pair.refresh()).expectProblem(403, "CSRF token missing");
      Api.Pair next = Api.pair(api.refresh(pair.refresh(), "X-CSRF-Token", "anything"));
      api.logout(next.access()).expectProblem(403, "CSRF token missing");
      api.me(next.access()).expect(200);
      api.post("/api/auth/refresh", Map.of("refresh_token", next.refresh())).expect(200);
      assertThat(api.get(Api.V1 + "/csrf").expect(200).text("csrf_token")).isNotBlank();
    }
  }

  private static void refused(Api api, int status, String detail) {
    register(api, "a@example.com").expectProblem(status, detail);
    api.register("a@example.com", "Test1234").expectProblem(status, detail);
    assertThat(api.get("/api/auth/config").text("registration")).isNotEqualTo("open");
  }

  private static Answer register(Api api, String email) {
    return api.post("/api/auth/register", Map.of("email", email, "password", "securepass123"));
  }

  private static TestServer start(Map<String, String> environment) {
    return TestServer.start(TestDatabase.SQLITE, environment);
  }
}
