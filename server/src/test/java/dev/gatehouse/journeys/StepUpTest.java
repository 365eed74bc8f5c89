package dev.gatehouse.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.testing.Answer;
import dev.gatehouse.testing.Api;
import dev.gatehouse.testing.Jwt;
import dev.gatehouse.testing.Mails;
import dev.gatehouse.testing.OnSqlite;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// Proof anew of who is asking, and a new password: what a stolen session is not enough for.
@OnSqlite
class StepUpTest extends MfaJourney {
  private static final String OTHER = "Another1234";

  @Test
  void a_proof_anew_begins_a_session_that_nobody_has_seen() {
    Api.Pair old = newcomer();
    server.time().pass(Duration.ofMinutes(11));
    expectInsufficient(call("/mfa/totp/enroll", old.access(), "{}"));
    Answer renewed = call("/reauthenticate", old.access(), Map.of("password", PASSWORD));
    Api.Pair fresh = Api.pair(renewed);
    assertThat(sid(fresh.access())).isNotEqualTo(sid(old.access()));
    api.me(old.access()).expect(401);
    api.refresh(old.refresh()).expect(401);
    call("/mfa/totp/enroll", fresh.access(), "{}").expect(200);
  }

  @Test
  void a_refresh_makes_no_session_recent() {
    Api.Pair old = newcomer();
    server.time().pass(Duration.ofMinutes(11));
    Api.Pair fresh = Api.pair(api.refresh(old.refresh()));
    expectInsufficient(call("/mfa/totp/enroll", fresh.access(), "{}"));
  }

  @Test
  void where_second_factors_are_on_a_password_alone_renews_nothing() {
    Person person = enrolled();
    server.time().pass(Duration.ofMinutes(11));
    expectInsufficient(call("/reauthenticate", person.access(), Map.of("password", PASSWORD)));
    api.me(person.access()).expect(200);
    String code = person.app().next();
    call("/reauthenticate", person.access(), Map.of("password", "Wrong1234", "code", code))
        .expectProblem(401, "Invalid password");
    Answer both =
        call("/reauthenticate", person.access(), Map.of("password", PASSWORD, "code", code));
    String access = both.expect(200).text("access_token");
    assertThat(
            server.number(
                "SELECT COUNT(*) AS n FROM user_sessions WHERE id = :id AND auth_methods = 'pwd"
                    + " otp'",
                Map.of("id", UUID.fromString(sid(access)))))
        .isEqualTo(1);
    delete("/mfa/totp", access).expect(204);
  }

  @Test
  void a_code_or_a_recovery_code_is_enough_and_is_used_up() {
    Person person = enrolled();
    String code = person.app().next();
    String access =
        call("/reauthenticate", person.access(), Map.of("code", code)).text("access_token");
    call("/reauthenticate", access, Map.of("code", code)).expectProblem(401, WRONG_CODE);
    String recovery = person.recoveryCodes().getFirst();
    String again =
        call("/reauthenticate", access, Map.of("code", recovery)).expect(200).text("access_token");
    call("/reauthenticate", again, Map.of("code", recovery)).expectProblem(401, WRONG_CODE);
    call("/mfa/recovery-codes", again, "{}").expect(200);
  }

  @Test
  void a_new_password_does_not_keep_an_old_second_factor_fresh() {
    Person person = enrolled();
    server.time().pass(Duration.ofMinutes(9));
    Answer changed =
        call(
                "/me/password",
                person.access(),
                Map.of("current_password", PASSWORD, "new_password", OTHER))
            .expect(200);
    String access = changed.text("access_token");
    expectInsufficient(delete("/mfa/totp", access));
    expectInsufficient(call("/mfa/recovery-codes", access, "{}"));
    expectInsufficient(call("/mfa/totp/enroll", access, "{}"));
    expectInsufficient(call("/reauthenticate", access, Map.of("password", OTHER)));
    String proven =
        call("/reauthenticate", access, Map.of("code", person.app().next())).text("access_token");
    delete("/mfa/totp", proven).expect(204);
  }

  @Test
  void a_session_from_another_backend_is_never_recent() {
    String email = newEmail();
    Api.Pair pair = api.newcomer(email);
    server.sql(
        "UPDATE user_sessions SET auth_methods = 'pwd carried' WHERE id = :id",
        Map.of("id", UUID.fromString(sid(pair.access()))));
    expectInsufficient(call("/mfa/totp/enroll", pair.access(), "{}"));
  }

  @Test
  void a_new_password_ends_everything_that_the_old_one_opened() {
    String email = newEmail();
    Api.Pair elsewhere = api.newcomer(email);
    Api.Pair here = Api.pair(api.login(email, PASSWORD));
    call("/me/password", here.access(), Map.of("current_password", "no", "new_password", OTHER))
        .expectProblem(401, "Invalid password");
    call("/me/password", here.access(), Map.of("current_password", PASSWORD, "new_password", "x"))
        .expectProblem(422);
    api.me(elsewhere.access()).expect(200);
    Api.Pair renewed =
        Api.pair(
            call(
                "/me/password",
                here.access(),
                Map.of("current_password", PASSWORD, "new_password", OTHER)));
    for (Api.Pair old : List.of(elsewhere, here)) {
      api.me(old.access()).expect(401);
      api.refresh(old.refresh()).expect(401);
    }
    assertThat(sid(renewed.access())).isNotEqualTo(sid(here.access()));
    api.me(renewed.access()).expect(200);
    api.login(email, PASSWORD).expect(401);
    api.login(email, OTHER).expect(200);
    assertThat(history(email, "password.change"))
        .containsExactly("password.change wrong_password", "password.change");
    new Mails(api).await(email, "was changed");
  }

  @Test
  void a_new_password_voids_a_half_way_token() {
    Person person = enrolled();
    String half = half(person.email());
    call(
            "/me/password",
            person.access(),
            Map.of("current_password", PASSWORD, "new_password", OTHER))
        .expect(200);
    verify(half, person.app().next()).expectProblem(401, AGAIN);
  }

  @Test
  void ten_wrong_codes_slow_every_door_down_whatever_is_changed() {
    Person person = enrolled();
    String access = person.access();
    for (int i = 0; i < 5; i++) {
      call("/reauthenticate", access, Map.of("code", person.app().wrong())).expect(401);
    }
    access =
        call("/me/password", access, Map.of("current_password", PASSWORD, "new_password", OTHER))
            .expect(200)
            .text("access_token");
    String half = api.login(person.email(), OTHER).text("mfa_token");
    for (int i = 0; i < 5; i++) {
      verify(half, person.app().wrong()).expectProblem(401, WRONG_CODE);
    }
    Answer slowed =
        call("/reauthenticate", access, Map.of("code", person.app().next())).expectProblem(429);
    assertThat(Integer.parseInt(slowed.header("Retry-After"))).isBetween(1, 60);
    String another = api.login(person.email(), OTHER).text("mfa_token");
    verify(another, "recovery_code", person.recoveryCodes().getFirst()).expectProblem(429);
    server.time().pass(Duration.ofSeconds(61));
    verify(another, "recovery_code", person.recoveryCodes().getFirst()).expect(200);
  }

  @Test
  void right_codes_are_not_counted_against_anybody() {
    Person person = enrolled();
    for (int i = 0; i < 12; i++) {
      signIn(person);
    }
  }

  @Test
  void what_is_no_code_is_refused_before_it_is_tried() {
    Person person = enrolled();
    String half = half(person.email());
    for (String body :
        List.of(
            "{\"mfa_token\":\"%s\",\"method\":\"totp\",\"code\":[\"1\",\"2\"]}",
            "{\"mfa_token\":\"%s\",\"method\":\"totp\",\"code\":123456}",
            "{\"mfa_token\":\"%s\",\"method\":[\"totp\"],\"code\":\"123456\"}",
            "{\"mfa_token\":\"%s\",\"method\":\"passkey\",\"code\":\"123456\"}",
            "{\"mfa_token\":\"%s\",\"method\":\"totp\",\"code\":null}")) {
      api.post(AUTH + "/mfa/verify", body.formatted(half)).expectProblem(422);
    }
    api.post(
            AUTH + "/mfa/verify",
            "{\"mfa_token\":\"%s\",\"method\":\"totp\",\"code\":\"1\",\"code\":\"2\"}"
                .formatted(half))
        .expectProblem(400);
    for (String code : List.of("", " ", "-", "0", "\u0660\u0661\u0662\u0663\u0664")) {
      verify(half, code).expectProblem(401, WRONG_CODE);
    }
    verify(half, person.app().next()).expectProblem(401, AGAIN);
    call("/reauthenticate", person.access(), "{}").expectProblem(422);
    call("/reauthenticate", person.access(), "{\"code\":[\"123456\"]}").expectProblem(422);
  }

  @Test
  void a_half_way_token_opens_no_other_door() {
    Person person = enrolled();
    String half = half(person.email());
    for (String path : List.of("/me", "/mfa", "/sessions", "/verify")) {
      api.bearer("GET", AUTH + path, half).expect(401);
    }
    call("/reauthenticate", half, Map.of("code", person.app().code())).expect(401);
    call("/me/password", half, Map.of("current_password", PASSWORD, "new_password", OTHER))
        .expect(401);
    api.post(AUTH + "/mfa/totp/enroll", Map.of("mfa_token", half)).expectProblem(401, AGAIN);
    api.post(AUTH + "/mfa/totp/confirm", Map.of("mfa_token", half, "code", "123456"))
        .expectProblem(401, AGAIN);
    api.post(AUTH + "/me/password", Map.of("password_token", half, "new_password", OTHER))
        .expectProblem(401, AGAIN);
    api.post(AUTH + "/password/reset", Map.of("token", half, "new_password", OTHER)).expect(401);
    api.refresh(half).expect(401);
    verify(half, person.app().next()).expect(200);
  }

  private static String sid(String access) {
    return Jwt.of(access).claims().get("sid").stringValue();
  }
}
