package dev.gatehouse.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.testing.Answer;
import dev.gatehouse.testing.Api;
import dev.gatehouse.testing.OnEveryDatabase;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Contract JWT as a client of the old backend meets it.
@OnEveryDatabase
class JwtContractTest extends Journey {
  private static final String AUTH = "/api/auth";
  private static final String FORM = "application/x-www-form-urlencoded";

  @Test
  void a_registration_answers_a_pair_and_the_user_and_both_work() {
    String email = newEmail();
    Answer answer =
        api.post(
                AUTH + "/register",
                Map.of("email", email, "password", "securepass123", "name", "Ada Lovelace"))
            .expect(201);
    assertThat(answer.members())
        .containsExactly("access_token", "expires_in", "refresh_token", "token_type", "user");
    assertThat(answer.text("token_type")).isEqualTo("bearer");
    assertThat(answer.json().get("expires_in").intValue()).isEqualTo(1800);
    JsonNode user = answer.json().get("user");
    assertThat(user.get("email").stringValue()).isEqualTo(email);
    assertThat(user.get("name").stringValue()).isEqualTo("Ada Lovelace");
    assertThat(user.get("is_active").booleanValue()).isTrue();
    assertThat(user.get("is_admin").booleanValue()).isFalse();
    assertThat(user.get("roles").toString()).isEqualTo("[\"user\"]");
    assertThat(user.get("last_login").isNull()).isFalse();
    assertThat(me(answer.text("access_token")).json()).isEqualTo(user);
    assertThat(refresh(answer.text("refresh_token")).expect(200).members())
        .containsExactly("access_token", "expires_in", "refresh_token", "token_type");
  }

  @Test
  void a_second_registration_of_the_mailbox_is_400_and_a_malformed_one_422() {
    String email = newEmail();
    register(email).expect(201);
    register(email).expectProblem(400, "Email already registered");
    register("not an email").expectProblem(422);
    api.post(AUTH + "/register", Map.of("email", newEmail(), "password", "short"))
        .expectProblem(422);
  }

  @Test
  void a_login_answers_the_same_shape_by_json_and_by_the_password_form() {
    String email = newEmail();
    register(email).expect(201);
    Answer json =
        api.post(AUTH + "/login", Map.of("email", email, "password", "securepass123")).expect(200);
    Answer form =
        form("grant_type=password&username=" + email + "&password=securepass123&scope=")
            .expect(200);
    assertThat(form.members()).isEqualTo(json.members());
    me(form.text("access_token")).expect(200);
    assertThat(json.json().get("user").get("id")).isEqualTo(form.json().get("user").get("id"));
  }

  @Test
  void a_form_is_held_to_the_rules_of_json() {
    form("username=a@b.example").expectProblem(422);
    form("username=nobody@b.example&password=x").expectProblem(401, "Invalid email or password");
    form("username=a@b.example&username=c@b.example&password=x").expectProblem(400);
    form("username=nonsense&password=x").expectProblem(422);
    form("username=%ff%fe&password=x").expectProblem(422);
    Answer elsewhere =
        api.send(
            "POST",
            AUTH + "/register",
            BodyPublishers.ofString("email=a@b.example&password=securepass123"),
            "Content-Type",
            FORM);
    elsewhere.expectProblem(415);
  }

  @Test
  void verify_tells_the_user_and_refuses_everybody_else() {
    Answer in = register(newEmail()).expect(201);
    Answer verified = get("/verify", in.text("access_token")).expect(200);
    assertThat(verified.members()).containsExactly("user");
    assertThat(verified.json().get("user")).isEqualTo(in.json().get("user"));
    get("/verify", "garbage").expectProblem(401, "Invalid credentials");
    Answer nobody = api.get(AUTH + "/verify").expectProblem(401);
    assertThat(nobody.header("WWW-Authenticate")).isEqualTo("Bearer");
  }

  @Test
  void a_logout_ends_the_session_by_bearer_or_by_refresh_token_and_is_always_200() {
    Answer one = register(newEmail()).expect(201);
    assertThat(post("/logout", one.text("access_token")).expect(200).text("message"))
        .isEqualTo("Logged out");
    me(one.text("access_token")).expectProblem(401, "Invalid credentials");
    refresh(one.text("refresh_token")).expectProblem(401, "Invalid token");
    Answer two = register(newEmail()).expect(201);
    api.post(AUTH + "/logout", Map.of("refresh_token", two.text("refresh_token"))).expect(200);
    me(two.text("access_token")).expect(401);
    post("/logout", "garbage").expect(200);
    api.post(AUTH + "/logout").expect(200);
  }

  @Test
  void two_tabs_and_fifty_refreshes_at_once_log_nobody_out() {
    Answer in = register(newEmail()).expect(201);
    List<Answer> answers = atOnce(50, () -> refresh(in.text("refresh_token")));
    assertThat(answers).allSatisfy(answer -> answer.expect(200));
    assertThat(answers.stream().map(answer -> answer.text("refresh_token")).distinct()).hasSize(1);
    me(answers.getFirst().text("access_token")).expect(200);
    server.time().pass(Duration.ofSeconds(11));
    api.post(
            AUTH + "/refresh",
            Map.of("refresh_token", in.text("refresh_token")),
            "User-Agent",
            "Thief/6.6")
        .expectProblem(401, "Invalid token");
    me(answers.getFirst().text("access_token")).expect(401);
  }

  @Test
  void sessions_are_listed_without_a_token_and_ended_one_by_one() {
    String email = newEmail();
    Answer first = register(email).expect(201);
    Answer second =
        api.post(AUTH + "/login", Map.of("email", email, "password", "securepass123")).expect(200);
    JsonNode listed = get("/sessions", first.text("access_token")).expect(200).json();
    assertThat(listed.get("total_active_sessions").intValue()).isEqualTo(2);
    JsonNode newest = listed.get("sessions").get(0);
    assertThat(newest.get("session_token").isNull()).isTrue();
    assertThat(newest.get("current").booleanValue()).isFalse();
    assertThat(newest.get("ip_address").stringValue()).isEqualTo("127.0.0.1");
    String id = newest.get("id").stringValue();
    delete("/sessions/" + id, register(newEmail()).text("access_token")).expectProblem(404);
    assertThat(delete("/sessions/" + id, first.text("access_token")).expect(200).text("message"))
        .isEqualTo("Session ended");
    me(second.text("access_token")).expect(401);
    me(first.text("access_token")).expect(200);
    delete("/sessions/" + id, first.text("access_token")).expectProblem(404);
    delete("/sessions/nonsense", first.text("access_token")).expectProblem(404);
  }

  @Test
  void logout_all_ends_every_session_and_the_next_sign_in_works() {
    String email = newEmail();
    Answer first = register(email).expect(201);
    Answer second =
        api.post(AUTH + "/login", Map.of("email", email, "password", "securepass123")).expect(200);
    JsonNode ended = post("/logout-all", first.text("access_token")).expect(200).json();
    assertThat(ended.get("sessions_ended").intValue()).isEqualTo(2);
    me(first.text("access_token")).expect(401);
    refresh(second.text("refresh_token")).expect(401);
    api.post(AUTH + "/login", Map.of("email", email, "password", "securepass123")).expect(200);
  }

  @Test
  void a_pair_of_one_contract_opens_the_other() {
    Api.Pair pair = newcomer();
    me(pair.access()).expect(200);
    refresh(pair.refresh()).expect(200);
    Answer in = register(newEmail()).expect(201);
    api.me(in.text("access_token")).expect(200);
  }

  @Test
  void the_config_of_a_sign_in_page_is_public() {
    JsonNode config = api.get(AUTH + "/config").expect(200).json();
    assertThat(config.get("auth_mode").stringValue()).isEqualTo("jwt");
    assertThat(config.get("registration").stringValue()).isEqualTo("open");
    assertThat(config.get("password_policy").stringValue()).isEqualTo("length");
  }

  @Test
  void a_sign_in_shows_in_the_last_login_that_another_session_sees() {
    String email = newEmail();
    Answer first = register(email).expect(201);
    server.time().pass(Duration.ofSeconds(3));
    Answer second =
        api.post(AUTH + "/login", Map.of("email", email, "password", "securepass123")).expect(200);
    assertThat(me(first.text("access_token")).text("last_login"))
        .isEqualTo(second.json().get("user").get("last_login").stringValue());
  }

  private Answer register(String email) {
    return api.post(AUTH + "/register", Map.of("email", email, "password", "securepass123"));
  }

  private Answer form(String fields) {
    return api.send("POST", AUTH + "/login", BodyPublishers.ofString(fields), "Content-Type", FORM);
  }

  private Answer refresh(String token) {
    return api.post(AUTH + "/refresh", Map.of("refresh_token", token));
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
