package dev.gatehouse.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.testing.Answer;
import dev.gatehouse.testing.Api;
import dev.gatehouse.testing.Authenticator;
import dev.gatehouse.testing.Mails;
import dev.gatehouse.testing.OnSqlite;
import dev.gatehouse.testing.PasskeyUser;
import dev.gatehouse.testing.SoftPasskey;
import dev.gatehouse.testing.TestServer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What a role or an administrator asks for comes before everything else.
@OnSqlite
class ForcedStepTest extends MfaJourney {
  private static final String OTHER = "Another1234";

  @Override
  Map<String, String> environment() {
    return Map.of("MFA_REQUIRED_ROLES", "auditor");
  }

  @Test
  void whoever_holds_the_role_sets_a_second_factor_up_before_anything_else() {
    String email = auditor();
    Answer half = login(email, PASSWORD);
    assertThat(half.members()).containsExactly("mfa_enrollment_required", "mfa_token");
    String token = half.text("mfa_token");
    for (String path : List.of("/me", "/mfa", "/sessions")) {
      api.bearer("GET", AUTH + path, token).expect(401);
    }
    api.refresh(token).expect(401);
    verify(token, "123456").expectProblem(401, AGAIN);
    api.post(AUTH + "/me/password", Map.of("password_token", token, "new_password", OTHER))
        .expectProblem(401, AGAIN);
    Map<String, String> asker = Map.of("mfa_token", token);
    Answer key = api.post(AUTH + "/mfa/totp/enroll", asker).expect(200);
    Authenticator app = new Authenticator(server, key.text("secret"));
    Answer done = confirm(token, app.code()).expect(200);
    codes(done);
    api.me(Api.pair(done).access()).expect(200);
    api.post(AUTH + "/mfa/totp/enroll", asker).expectProblem(401, AGAIN);
    confirm(token, app.next()).expectProblem(401, AGAIN);
    assertThat(login(email, PASSWORD).members()).contains("mfa_required");
    delete("/mfa/totp", Api.pair(done).access()).expectProblem(403);
  }

  @Test
  void contract_v1_and_session_mode_say_so_too() {
    String email = auditor();
    assertThat(api.login(email, PASSWORD).expect(200).members())
        .containsExactly("mfa_enrollment_required", "mfa_token");
    try (TestServer session = server.anotherNode(Map.of("AUTH_MODE", "session"))) {
      Answer half =
          session
              .api()
              .post(AUTH + "/login", Map.of("email", email, "password", PASSWORD))
              .expect(200);
      assertThat(half.json().at("/data/mfa_enrollment_required").booleanValue()).isTrue();
    }
  }

  @Test
  void a_token_for_setting_up_bears_five_wrong_codes_and_lives_five_minutes() {
    String email = auditor();
    String token = login(email, PASSWORD).text("mfa_token");
    Answer key = api.post(AUTH + "/mfa/totp/enroll", Map.of("mfa_token", token)).expect(200);
    Authenticator app = new Authenticator(server, key.text("secret"));
    for (int i = 0; i < 5; i++) {
      confirm(token, app.wrong()).expectProblem(401, WRONG_CODE);
    }
    confirm(token, app.code()).expectProblem(401, AGAIN);
    String late = login(email, PASSWORD).text("mfa_token");
    server.time().pass(Duration.ofMinutes(6));
    api.post(AUTH + "/mfa/totp/enroll", Map.of("mfa_token", late)).expectProblem(401, AGAIN);
  }

  @Test
  void a_token_for_the_next_step_dies_with_the_epoch_and_with_the_account() {
    for (String change : List.of("auth_epoch = auth_epoch + 1", "is_active = FALSE")) {
      String email = auditor();
      String token = login(email, PASSWORD).text("mfa_token");
      String other = newEmail();
      api.register(other, PASSWORD).expect(201);
      server.sql("UPDATE users SET password_change_required = TRUE WHERE email = :e", of(other));
      String forced = login(other, PASSWORD).text("password_token");
      for (String one : List.of(email, other)) {
        server.sql("UPDATE users SET " + change + " WHERE email = :e", of(one));
      }
      api.post(AUTH + "/mfa/totp/enroll", Map.of("mfa_token", token)).expectProblem(401, AGAIN);
      change(forced, OTHER).expectProblem(401, AGAIN);
    }
  }

  private static Map<String, String> of(String email) {
    return Map.of("e", email);
  }

  @Test
  void a_role_that_is_given_ends_what_was_opened_without_a_second_factor() {
    Somebody person = somebody();
    String[] key = {"Authorization", "Bearer " + apiKey(person)};
    api.get(AUTH + "/me", key).expect(200);
    root.put("/users/" + person.id() + "/roles/auditor").expect(204);
    api.me(person.pair().access()).expect(401);
    api.get(AUTH + "/me", key).expect(401);
    api.refresh(person.pair().refresh()).expect(401);
    root.send("DELETE", "/users/" + person.id() + "/roles/auditor").expect(204);
    api.refresh(person.pair().refresh()).expect(401);
    assertThat(login(person.email(), PASSWORD).members()).contains("access_token");
  }

  @Test
  void an_opaque_session_does_not_outlast_the_role_either() {
    Somebody person = somebody();
    try (TestServer session = server.anotherNode(Map.of("AUTH_MODE", "session"))) {
      String token =
          session
              .api()
              .post(AUTH + "/login", Map.of("email", person.email(), "password", PASSWORD))
              .json()
              .at("/data/token")
              .stringValue();
      session.api().bearer("GET", AUTH + "/me", token).expect(200);
      root.on(session.api()).put("/users/" + person.id() + "/roles/auditor").expect(204);
      session.api().bearer("GET", AUTH + "/me", token).expect(401);
      session.api().bearer("POST", AUTH + "/refresh", token).expect(401);
    }
  }

  @Test
  void a_new_setting_holds_for_sessions_that_are_older() {
    Somebody person = somebody("user");
    try (TestServer strict = server.anotherNode(Map.of("MFA_REQUIRED_ROLES", "user"))) {
      strict.api().me(person.pair().access()).expect(401);
      strict.api().refresh(person.pair().refresh()).expect(401);
      Answer registered =
          strict
              .api()
              .post(AUTH + "/register", Map.of("email", newEmail(), "password", PASSWORD))
              .expect(200);
      assertThat(registered.members()).containsExactly("mfa_enrollment_required", "mfa_token");
    }
  }

  @Test
  void a_forced_change_ends_every_session_and_leads_to_another_password() {
    Somebody person = somebody("user");
    root.post("/users/" + person.id() + "/password/force-change").expect(200);
    api.me(person.pair().access()).expect(401);
    api.refresh(person.pair().refresh()).expect(401);
    Answer half = login(person.email(), PASSWORD);
    assertThat(half.members()).containsExactly("password_change_required", "password_token");
    String token = half.text("password_token");
    api.me(token).expect(401);
    api.refresh(token).expect(401);
    verify(token, "123456").expectProblem(401, AGAIN);
    api.post(AUTH + "/mfa/totp/enroll", Map.of("mfa_token", token)).expectProblem(401, AGAIN);
    change(token, "short").expectProblem(422);
    change(token, PASSWORD).expectProblem(422);
    change(token, person.email()).expectProblem(422);
    Api.Pair pair = Api.pair(change(token, OTHER));
    api.me(pair.access()).expect(200);
    change(token, "Third1234").expectProblem(401, AGAIN);
    login(person.email(), OTHER).text("access_token");
    new Mails(api).await(person.email(), "Choose another password");
  }

  @Test
  void the_second_factor_comes_before_the_new_password() {
    Person person = enrolled();
    root.post("/users/" + person.id() + "/password/force-change").expect(200);
    String half = half(person.email());
    change(half, OTHER).expectProblem(401, AGAIN);
    Answer next = verify(half, person.app().next()).expect(200);
    assertThat(next.members()).containsExactly("password_change_required", "password_token");
    String access = Api.pair(change(next.text("password_token"), OTHER)).access();
    delete("/mfa/totp", access).expect(204);
  }

  @Test
  void a_new_password_by_an_administrator_does_not_lift_a_forced_change() {
    Somebody person = somebody("user");
    root.post("/users/" + person.id() + "/password/force-change").expect(200);
    root.patch("/users/" + person.id(), Map.of("password", OTHER)).expect(200);
    assertThat(login(person.email(), OTHER).members()).contains("password_token");
  }

  @Test
  void both_steps_come_one_after_the_other() {
    String email = auditor();
    server.sql(
        "UPDATE users SET password_change_required = TRUE WHERE email = :email",
        Map.of("email", email));
    String token = login(email, PASSWORD).text("password_token");
    Answer next = change(token, OTHER).expect(200);
    assertThat(next.members()).containsExactly("mfa_enrollment_required", "mfa_token");
  }

  @Test
  void an_administrator_takes_the_factors_away_and_with_them_every_session() {
    Person person = enrolled();
    SoftPasskey lost = new PasskeyUser(api, person.access()).newPasskey();
    Answer user = root.post("/users/" + person.id() + "/mfa/reset").expect(200);
    assertThat(user.json().get("mfa_enabled").booleanValue()).isFalse();
    api.me(person.access()).expect(401);
    api.refresh(person.refresh()).expect(401);
    PasskeyUser.login(api, lost).expectProblem(401, "Invalid passkey");
    String access = login(person.email(), PASSWORD).text("access_token");
    assertThat(
            api.bearer("GET", AUTH + "/mfa", access).json().get("recovery_codes_left").intValue())
        .isZero();
  }

  @Test
  void nobody_takes_a_proof_from_somebody_more_powerful() {
    Somebody clerk = somebody(role("users:write"));
    for (String path : List.of("/mfa/reset", "/password/force-change")) {
      clerk.post("/users/" + root.id() + path).expectProblem(403);
    }
    api.me(root.pair().access()).expect(200);
  }

  private String auditor() {
    String email = newEmail();
    api.register(email, PASSWORD).expect(201);
    giveRole(email, "auditor");
    return email;
  }

  private Answer login(String email, String password) {
    return api.post(AUTH + "/login", Map.of("email", email, "password", password)).expect(200);
  }

  private Answer confirm(String token, String code) {
    return api.post(AUTH + "/mfa/totp/confirm", Map.of("mfa_token", token, "code", code));
  }

  private Answer change(String token, String password) {
    return api.post(
        AUTH + "/me/password", Map.of("password_token", token, "new_password", password));
  }

  private String apiKey(Somebody person) {
    return call(
            "/api-keys",
            person.pair().access(),
            Map.of("name", "robot", "scopes", List.of("account:read")))
        .expect(201)
        .text("key");
  }
}
