package dev.gatehouse.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.testing.Answer;
import dev.gatehouse.testing.OnEveryDatabase;
import dev.gatehouse.testing.TestServer;
import dev.gatehouse.testing.Together;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Contract SESSION as a client of the old backend meets it.
@OnEveryDatabase
@Order(1)
class SessionContractTest extends Journey {
  private static final String AUTH = "/api/auth";
  private static final String REFUSAL = "Invalid or expired session";

  @Override
  Map<String, String> environment() {
    return Map.of("AUTH_MODE", "session");
  }

  @Test
  void a_registration_answers_an_envelope_with_a_token_that_works() {
    String email = newEmail();
    Answer answer =
        api.post(
                AUTH + "/register",
                Map.of("email", email, "name", "Grace", "password", "securepassword123"))
            .expect(201);
    assertEnvelope(answer, "User registered successfully");
    JsonNode data = answer.json().get("data");
    assertThat(data.propertyNames()).containsExactlyInAnyOrder("token", "user", "session_info");
    assertThat(data.get("user").propertyNames())
        .containsExactlyInAnyOrder("id", "email", "name", "created_at");
    assertThat(data.get("session_info").propertyNames())
        .containsExactlyInAnyOrder("expires_at", "created_at");
    assertThat(UUID.fromString(token(answer)).version()).isEqualTo(4);
    Answer me = me(token(answer)).expect(200);
    assertEnvelope(me, "User retrieved successfully");
    assertThat(me.json().at("/data/user/email").stringValue()).isEqualTo(email);
    assertEnvelope(get("/verify", token(answer)).expect(200), "OK");
  }

  @Test
  void a_login_answers_the_same_shape() {
    String email = newEmail();
    register(email).expect(201);
    Answer in = login(email).expect(200);
    assertEnvelope(in, "Login successful");
    me(token(in)).expect(200);
  }

  @Test
  void errors_are_problem_documents_that_also_say_success_false_and_message() {
    String email = newEmail();
    register(email).expect(201);
    assertRefusal(register(email), 400, "Email already registered");
    assertRefusal(
        api.post(AUTH + "/login", Map.of("email", email, "password", "wrong")),
        401,
        "Invalid email or password");
    assertRefusal(me(UUID.randomUUID().toString()), 401, REFUSAL);
    assertRefusal(api.get(AUTH + "/me"), 401, REFUSAL);
    assertRefusal(api.get(AUTH + "/nothing-here"), 404, "There is nothing at this path");
    assertRefusal(
        api.send("PUT", AUTH + "/me", BodyPublishers.noBody()),
        405,
        "This path does not take this method");
    Answer invalid = api.post(AUTH + "/login", Map.of("email", "x")).expectProblem(422);
    assertThat(invalid.text("message")).isEqualTo(invalid.text("detail"));
    assertThat(invalid.json().get("errors").size()).isEqualTo(2);
    assertThat(api.get("/api/v1/auth/me").expectProblem(401).members()).doesNotContain("success");
  }

  @Test
  void a_logout_kills_the_token_at_once_and_is_always_200() {
    Answer in = register(newEmail()).expect(201);
    Answer out = post("/logout", token(in)).expect(200);
    assertEnvelope(out, "Logged out successfully");
    assertThat(out.json().get("data").isNull()).isTrue();
    assertRefusal(me(token(in)), 401, REFUSAL);
    assertRefusal(post("/refresh", token(in)), 401, REFUSAL);
    post("/logout", token(in)).expect(200);
    post("/logout", "garbage").expect(200);
    api.post(AUTH + "/logout").expect(200);
  }

  @Test
  void a_refresh_replaces_the_token_and_the_old_one_opens_nothing_else() {
    Answer in = register(newEmail()).expect(201);
    me(token(in)).expect(200);
    Answer next = post("/refresh", token(in)).expect(200);
    assertEnvelope(next, "Session refreshed successfully");
    assertThat(token(next)).isNotEqualTo(token(in));
    me(token(next)).expect(200);
    assertRefusal(me(token(in)), 401, REFUSAL);
    assertRefusal(get("/sessions", token(in)), 401, REFUSAL);
    Answer again = post("/refresh", token(in)).expect(200);
    assertThat(token(again)).isEqualTo(token(next));
  }

  @Test
  void the_old_token_is_dead_on_another_node_too() throws InterruptedException {
    try (TestServer other = server.anotherNode()) {
      Answer in = register(newEmail()).expect(201);
      bearer(other, token(in)).expect(200);
      Answer next = post("/refresh", token(in)).expect(200);
      for (int tries = 0; bearer(other, token(in)).status() == 200 && tries < 400; tries++) {
        Thread.sleep(10);
      }
      bearer(other, token(in)).expect(401);
      bearer(other, token(next)).expect(200);
    }
  }

  @Test
  void fifty_refreshes_at_once_all_get_the_same_new_token() {
    Answer in = register(newEmail()).expect(201);
    List<Answer> answers = atOnce(50, () -> post("/refresh", token(in)));
    assertThat(answers).allSatisfy(answer -> answer.expect(200));
    assertThat(answers.stream().map(SessionContractTest::token).distinct()).hasSize(1);
    me(token(answers.getFirst())).expect(200);
  }

  @Test
  void tabs_that_race_again_and_again_log_nobody_out() {
    String current = token(register(newEmail()).expect(201));
    for (int round = 0; round < 5; round++) {
      String held = current;
      List<Answer> answers = Together.times(6, () -> post("/refresh", held));
      assertThat(answers).allSatisfy(answer -> answer.expect(200));
      current = token(answers.getFirst());
      me(current).expect(200);
    }
  }

  @Test
  void a_token_older_than_the_grace_ends_the_session() {
    Answer in = register(newEmail()).expect(201);
    Answer next = post("/refresh", token(in)).expect(200);
    server.time().pass(Duration.ofSeconds(9));
    assertThat(token(post("/refresh", token(in)).expect(200))).isEqualTo(token(next));
    server.time().pass(Duration.ofSeconds(2));
    assertRefusal(post("/refresh", token(in)), 401, REFUSAL);
    assertRefusal(me(token(next)), 401, REFUSAL);
    assertRefusal(post("/refresh", token(next)), 401, REFUSAL);
  }

  @Test
  void a_session_lasts_thirty_minutes_from_creation_or_refresh() {
    Answer in = register(newEmail()).expect(201);
    server.time().pass(Duration.ofMinutes(29));
    me(token(in)).expect(200);
    Answer next = post("/refresh", token(in)).expect(200);
    server.time().pass(Duration.ofMinutes(29));
    me(token(next)).expect(200);
    server.time().pass(Duration.ofMinutes(2));
    assertRefusal(me(token(next)), 401, REFUSAL);
    assertRefusal(post("/refresh", token(next)), 401, REFUSAL);
  }

  @Test
  void a_body_that_is_none_is_refused_where_none_is_needed() {
    Answer in = register(newEmail()).expect(201);
    for (String path : List.of("/refresh", "/logout-all", "/logout")) {
      String bearer = "Bearer " + token(in);
      api.post(AUTH + path, "{bad", "Authorization", bearer).expectProblem(422);
      api.post(AUTH + path, "{\"a\":1,\"a\":2}", "Authorization", bearer).expectProblem(400);
    }
    me(token(in)).expect(200);
  }

  @Test
  void an_id_in_upper_case_is_the_same_session() {
    Answer in = register(newEmail()).expect(201);
    String id = get("/sessions", token(in)).json().at("/data/sessions/0/id").stringValue();
    delete("/sessions/" + id.toUpperCase(java.util.Locale.ROOT), token(in)).expect(200);
    me(token(in)).expect(401);
  }

  @Test
  void a_sign_in_that_meets_a_logout_of_all_sessions_is_not_a_wrong_password() {
    String email = newEmail();
    Answer in = register(email).expect(201);
    List<java.util.concurrent.Callable<Integer>> calls = new java.util.ArrayList<>();
    for (int i = 0; i < 6; i++) {
      calls.add(() -> login(email).status());
    }
    calls.add(() -> post("/logout-all", token(in)).status());
    assertThat(Together.all(calls)).containsOnly(200);
  }

  @Test
  void sessions_are_listed_with_masked_tokens() {
    String email = newEmail();
    Answer first = register(email).expect(201);
    Answer second =
        api.post(
                AUTH + "/login",
                Map.of("email", email, "password", "securepass123"),
                "User-Agent",
                "Phone/1.0")
            .expect(200);
    Answer listed = get("/sessions", token(first)).expect(200);
    assertEnvelope(listed, "User sessions retrieved successfully");
    assertThat(listed.json().at("/data/total_active_sessions").intValue()).isEqualTo(2);
    JsonNode phone = listed.json().at("/data/sessions/0");
    assertThat(phone.get("session_token").stringValue())
        .isEqualTo(token(second).substring(0, 8) + "...");
    assertThat(phone.get("user_agent").stringValue()).isEqualTo("Phone/1.0");
    assertThat(phone.get("current").booleanValue()).isFalse();
    assertThat(listed.json().at("/data/sessions/1/current").booleanValue()).isTrue();
    assertThat(listed.body()).doesNotContain(token(first)).doesNotContain(token(second));
    String id = phone.get("id").stringValue();
    assertRefusal(
        delete("/sessions/" + id, token(register(newEmail()))), 404, "There is no such session");
    assertEnvelope(delete("/sessions/" + id, token(first)).expect(200), "Session ended");
    assertRefusal(me(token(second)), 401, REFUSAL);
  }

  @Test
  void logout_all_ends_every_session_also_on_another_node() throws InterruptedException {
    try (TestServer other = server.anotherNode()) {
      String email = newEmail();
      Answer first = register(email).expect(201);
      Answer second = login(email).expect(200);
      bearer(other, token(second)).expect(200);
      Answer ended = post("/logout-all", token(first)).expect(200);
      assertEnvelope(ended, "All sessions ended");
      assertThat(ended.json().at("/data/sessions_ended").intValue()).isEqualTo(2);
      assertRefusal(me(token(first)), 401, REFUSAL);
      assertRefusal(me(token(second)), 401, REFUSAL);
      for (int tries = 0; bearer(other, token(second)).status() == 200 && tries < 400; tries++) {
        Thread.sleep(10);
      }
      bearer(other, token(second)).expect(401);
    }
  }

  @Test
  void a_change_of_roles_leaves_the_session_and_shows_at_once() {
    Answer in = register(newEmail()).expect(201);
    String id = in.json().at("/data/user/id").stringValue();
    me(token(in)).expect(200);
    server.sql("UPDATE users SET auth_epoch = auth_epoch + 1 WHERE id = :id", id(id));
    me(token(in)).expect(200);
    post("/refresh", token(in)).expect(200);
  }

  @Test
  void only_who_may_removes_everybodys_expired_sessions() {
    Answer in = register(newEmail()).expect(201);
    assertRefusal(post("/cleanup", token(in)), 403, "This needs the permission sessions:write");
    String admin = newEmail();
    String id = register(admin).expect(201).json().at("/data/user/id").stringValue();
    server.sql(
        "INSERT INTO user_roles (user_id, role_id)"
            + " SELECT u.id, r.id FROM users u, roles r WHERE u.id = :id AND r.name = 'admin'",
        id(id));
    server.time().pass(Duration.ofMinutes(31));
    String own = token(login(admin).expect(200));
    Answer removed = post("/cleanup", own).expect(200);
    assertEnvelope(removed, "Expired sessions removed");
    assertThat(removed.json().at("/data/sessions_removed").intValue()).isGreaterThanOrEqualTo(2);
    assertThat(post("/cleanup", own).json().at("/data/sessions_removed").intValue()).isZero();
    me(own).expect(200);
  }

  @Test
  void the_last_use_of_a_session_is_written_behind_the_answer() throws InterruptedException {
    Answer in = register(newEmail()).expect(201);
    server.time().pass(Duration.ofMinutes(5));
    me(token(in)).expect(200);
    String used = "";
    for (int tries = 0; tries < 150; tries++) {
      JsonNode session = get("/sessions", token(in)).expect(200).json().at("/data/sessions/0");
      used = session.get("last_used_at").stringValue();
      if (!used.equals(session.get("created_at").stringValue())) {
        return;
      }
      Thread.sleep(100);
    }
    assertThat(used).as("the session was never noted as used").isEmpty();
  }

  @Test
  void the_database_holds_no_session_token() {
    Answer in = register(newEmail()).expect(201);
    post("/refresh", token(in)).expect(200);
    String prefix = token(in).substring(0, 8);
    assertThat(
            server.number(
                "SELECT COUNT(*) AS n FROM user_sessions WHERE token_prefix = :prefix",
                Map.of("prefix", prefix)))
        .isZero();
  }

  private static Map<String, Object> id(String id) {
    return Map.of("id", UUID.fromString(id));
  }

  private static void assertEnvelope(Answer answer, String message) {
    assertThat(answer.members()).containsExactly("data", "message", "success");
    assertThat(answer.text("message")).isEqualTo(message);
    assertThat(answer.json().get("success").booleanValue()).isTrue();
  }

  private static void assertRefusal(Answer answer, int status, String detail) {
    answer.expectProblem(status, detail);
    assertThat(answer.text("message")).isEqualTo(detail);
    assertThat(answer.json().get("success").booleanValue()).isFalse();
  }

  private static String token(Answer answer) {
    return answer.json().at("/data/token").stringValue();
  }

  private static Answer bearer(TestServer node, String token) {
    return node.api().bearer("GET", AUTH + "/me", token);
  }

  private Answer register(String email) {
    return api.post(
        AUTH + "/register", Map.of("email", email, "name", "N", "password", "securepass123"));
  }

  private Answer login(String email) {
    return api.post(AUTH + "/login", Map.of("email", email, "password", "securepass123"));
  }

  private Answer me(String token) {
    return get("/me", token);
  }

  private Answer get(String path, String token) {
    return api.bearer("GET", AUTH + path, token);
  }

  private Answer post(String path, String token) {
    return api.bearer("POST", AUTH + path, token);
  }

  private Answer delete(String path, String token) {
    return api.bearer("DELETE", AUTH + path, token);
  }
}
