package dev.gatehouse.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.testing.Answer;
import dev.gatehouse.testing.Api;
import dev.gatehouse.testing.Authenticator;
import dev.gatehouse.testing.Eventually;
import dev.gatehouse.testing.OnSqlite;
import dev.gatehouse.testing.TestServer;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Second factors of one's own: set up, used, replaced, taken away.
@OnSqlite
class FactorsTest extends MfaJourney {

  @Test
  void a_key_counts_once_a_code_made_with_it_came_back() {
    String email = newEmail();
    Api.Pair before = api.newcomer(email);
    Answer key = call("/mfa/totp/enroll", before.access(), "{}").expect(200);
    assertThat(key.members()).containsExactly("otpauth_uri", "qr_svg", "secret");
    assertThat(key.text("otpauth_uri"))
        .isEqualTo(
            "otpauth://totp/Gatehouse:%s?secret=%s&issuer=Gatehouse&algorithm=SHA1&digits=6&period=30"
                .formatted(email.replace("@", "%40"), key.text("secret")));
    api.login(email, PASSWORD).expect(200).text("access_token");
    Authenticator app = new Authenticator(server, key.text("secret"));
    call("/mfa/totp/confirm", before.access(), Map.of("code", app.wrong()))
        .expectProblem(401, WRONG_CODE);
    Answer done =
        call("/mfa/totp/confirm", before.access(), Map.of("code", app.code())).expect(200);
    assertThat(done.members())
        .containsExactly(
            "access_token", "expires_in", "recovery_codes", "refresh_token", "token_type", "user");
    assertThat(done.json().at("/user/mfa_enabled").booleanValue()).isTrue();
    assertThat(api.login(email, PASSWORD).expect(200).json().get("methods").toString())
        .isEqualTo("[\"totp\",\"recovery_code\"]");
  }

  @Test
  void in_session_mode_all_of_it_stands_in_the_envelope() {
    String email = newEmail();
    api.register(email, PASSWORD).expect(201);
    try (TestServer session = server.anotherNode(Map.of("AUTH_MODE", "session"))) {
      Api other = session.api();
      Map<String, String> login = Map.of("email", email, "password", PASSWORD);
      String old =
          other.post(AUTH + "/login", login).expect(200).json().at("/data/token").stringValue();
      String[] bearer = {"Authorization", "Bearer " + old};
      String secret =
          other
              .post(AUTH + "/mfa/totp/enroll", "{}", bearer)
              .expect(200)
              .json()
              .at("/data/secret")
              .stringValue();
      Authenticator app = new Authenticator(session, secret);
      Answer done =
          other.post(AUTH + "/mfa/totp/confirm", Map.of("code", app.code()), bearer).expect(200);
      assertThat(done.json().at("/data/recovery_codes").size()).isEqualTo(10);
      String fresh = done.json().at("/data/token").stringValue();
      other.bearer("GET", AUTH + "/me", old).expect(401);
      other.bearer("GET", AUTH + "/me", fresh).expect(200);
      Answer again =
          other
              .post(
                  AUTH + "/reauthenticate",
                  Map.of("code", app.next()),
                  "Authorization",
                  "Bearer " + fresh)
              .expect(200);
      String renewed = again.json().at("/data/token").stringValue();
      other.bearer("DELETE", AUTH + "/mfa/totp", fresh).expect(401);
      Answer removed = other.bearer("DELETE", AUTH + "/mfa/totp", renewed).expect(200);
      assertThat(removed.members()).containsExactly("data", "message", "success");
      other.post(AUTH + "/login", login).expect(200).json().at("/data/token").stringValue();
    }
  }

  @Test
  void setting_up_ends_every_session_that_did_not_show_the_factor() {
    String email = newEmail();
    Api.Pair elsewhere = api.newcomer(email);
    Api.Pair here = Api.pair(api.login(email, PASSWORD));
    Person person = enroll(email, here.access());
    for (Api.Pair old : List.of(elsewhere, here)) {
      api.me(old.access()).expect(401);
      api.refresh(old.refresh()).expect(401);
    }
    api.me(person.access()).expect(200);
    api.refresh(person.refresh()).expect(200);
  }

  @Test
  void another_key_takes_the_place_of_the_first_only_when_it_is_confirmed() {
    Person person = enrolled();
    Answer key = call("/mfa/totp/enroll", person.access(), "{}").expect(200);
    Authenticator other = new Authenticator(server, key.text("secret"));
    verify(half(person.email()), person.app().next()).expect(200);
    Answer done =
        call("/mfa/totp/confirm", person.access(), Map.of("code", other.code())).expect(200);
    assertThat(codes(done)).doesNotContainAnyElementsOf(person.recoveryCodes());
    verify(half(person.email()), person.app().next()).expectProblem(401, WRONG_CODE);
    verify(half(person.email()), "recovery_code", person.recoveryCodes().getFirst())
        .expectProblem(401, WRONG_CODE);
    verify(half(person.email()), other.next()).expect(200);
  }

  @Test
  void the_code_that_confirmed_a_key_opens_nothing_any_more() {
    Person person = enrolled();
    verify(half(person.email()), person.app().code()).expectProblem(401, WRONG_CODE);
  }

  @Test
  void a_code_of_somebody_elses_key_confirms_nothing() {
    Api.Pair mine = newcomer();
    Api.Pair theirs = newcomer();
    call("/mfa/totp/enroll", mine.access(), "{}").expect(200);
    Answer key = call("/mfa/totp/enroll", theirs.access(), "{}").expect(200);
    String code = new Authenticator(server, key.text("secret")).code();
    call("/mfa/totp/confirm", mine.access(), Map.of("code", code)).expectProblem(401, WRONG_CODE);
    call("/mfa/totp/confirm", theirs.access(), Map.of("code", code)).expect(200);
  }

  @Test
  void a_key_dies_in_a_quarter_of_an_hour_with_a_newer_one_and_after_five_wrong_codes() {
    String access = newcomer().access();
    call("/mfa/totp/confirm", access, Map.of("code", "000000")).expectProblem(409);
    Authenticator first =
        new Authenticator(server, call("/mfa/totp/enroll", access, "{}").text("secret"));
    Authenticator second =
        new Authenticator(server, call("/mfa/totp/enroll", access, "{}").text("secret"));
    call("/mfa/totp/confirm", access, Map.of("code", first.code())).expectProblem(401, WRONG_CODE);
    for (int i = 0; i < 4; i++) {
      call("/mfa/totp/confirm", access, Map.of("code", second.wrong())).expect(401);
    }
    call("/mfa/totp/confirm", access, Map.of("code", second.code())).expectProblem(409);
    Authenticator third =
        new Authenticator(server, call("/mfa/totp/enroll", access, "{}").text("secret"));
    server.time().pass(Duration.ofMinutes(9));
    Answer stepped = call("/reauthenticate", access, Map.of("password", PASSWORD)).expect(200);
    server.time().pass(Duration.ofMinutes(7));
    call("/mfa/totp/confirm", stepped.text("access_token"), Map.of("code", third.code()))
        .expectProblem(409);
  }

  @Test
  void a_recovery_code_opens_once_however_it_is_typed() {
    Person person = enrolled();
    String code = person.recoveryCodes().getFirst();
    String typed =
        " " + code.toLowerCase(Locale.ROOT).replace("-", " ").replace('0', 'o').replace('1', 'l');
    Api.Pair pair = Api.pair(verify(half(person.email()), "recovery_code", typed));
    assertThat(left(pair.access())).isEqualTo(9);
    verify(half(person.email()), "recovery_code", code).expectProblem(401, WRONG_CODE);
    verify(half(person.email()), "recovery_code", "").expectProblem(401, WRONG_CODE);
    verify(half(person.email()), "totp", person.recoveryCodes().get(1))
        .expectProblem(401, WRONG_CODE);
    verify(half(person.email()), "recovery_code", person.app().next())
        .expectProblem(401, WRONG_CODE);
    verify(half(person.email()), "recovery_code", person.recoveryCodes().get(1)).expect(200);
  }

  /// Ten tries of 80 bits, whoever has the password; they cost the owner none of the codes.
  @Test
  void whoever_guesses_at_recovery_codes_has_ten_tries_and_the_owner_loses_none() {
    Person person = enrolled();
    String right = person.recoveryCodes().getFirst();
    for (int i = 0; i < 10; i++) {
      String near = right.substring(0, right.length() - 1) + "0123456789".charAt(i);
      String guess = near.equals(right) ? person.recoveryCodes().get(1) + "0" : near;
      verify(half(person.email()), "recovery_code", guess).expectProblem(401, WRONG_CODE);
    }
    String half = half(person.email());
    Answer late = verify(half, "recovery_code", right);
    late.expectProblem(429, "Too many attempts; try again later");
    assertThat(Integer.parseInt(late.header("Retry-After"))).isBetween(1, 60);
    verify(half, person.app().code(1)).expectProblem(429);
    assertThat(left(person.access())).isEqualTo(10);
    server.time().pass(Duration.ofMinutes(16));
    verify(half(person.email()), "recovery_code", right).expect(200);
  }

  @Test
  void whoever_has_used_the_last_recovery_code_is_asked_for_none() {
    Person person = enrolled();
    String access = person.access();
    for (String code : person.recoveryCodes()) {
      assertThat(api.login(person.email(), PASSWORD).json().get("methods").toString())
          .isEqualTo("[\"totp\",\"recovery_code\"]");
      access = Api.pair(verify(half(person.email()), "recovery_code", code)).access();
    }
    assertThat(left(access)).isZero();
    assertThat(api.login(person.email(), PASSWORD).json().get("methods").toString())
        .isEqualTo("[\"totp\"]");
  }

  @Test
  void who_has_no_second_factor_shows_none() {
    String access = newcomer().access();
    call("/reauthenticate", access, Map.of("code", "000000")).expectProblem(401);
    call("/reauthenticate", access, Map.of("code", "0000-0000-0000-0000")).expectProblem(401);
  }

  @Test
  void new_recovery_codes_void_the_ones_before() {
    Person person = enrolled();
    Answer renewed = call("/mfa/recovery-codes", person.access(), "{}").expect(200);
    assertThat(renewed.members()).containsExactly("recovery_codes");
    List<String> fresh = codes(renewed);
    verify(half(person.email()), "recovery_code", person.recoveryCodes().getFirst())
        .expectProblem(401, WRONG_CODE);
    verify(half(person.email()), "recovery_code", fresh.getFirst()).expect(200);
    call("/mfa/recovery-codes", newcomer().access(), "{}").expectProblem(409);
  }

  @Test
  void somebody_elses_recovery_code_is_none() {
    Person person = enrolled();
    Person other = enrolled();
    verify(half(person.email()), "recovery_code", other.recoveryCodes().getFirst())
        .expectProblem(401, WRONG_CODE);
  }

  @Test
  void switching_off_leaves_nothing_of_it() {
    Person person = enrolled();
    Answer begun = call("/mfa/totp/enroll", person.access(), "{}").expect(200);
    delete("/mfa/totp", person.access()).expect(204);
    api.me(person.access()).expect(401);
    Api.Pair on = Api.pair(api.refresh(person.refresh()));
    String code = new Authenticator(server, begun.text("secret")).code();
    call("/mfa/totp/confirm", on.access(), Map.of("code", code)).expectProblem(409);
    Answer factors = api.bearer("GET", AUTH + "/mfa", on.access()).expect(200);
    assertThat(factors.json().get("enabled").booleanValue()).isFalse();
    assertThat(factors.json().get("recovery_codes_left").intValue()).isZero();
    api.login(person.email(), PASSWORD).expect(200).text("access_token");
    delete("/mfa/totp", on.access()).expect(204);
    api.me(on.access()).expect(200);
  }

  @Test
  void nothing_of_it_is_for_a_session_that_is_not_recent() {
    Person person = enrolled();
    String plain = newcomer().access();
    server.time().pass(Duration.ofMinutes(11));
    expectInsufficient(call("/mfa/totp/enroll", plain, "{}"));
    expectInsufficient(call("/mfa/totp/confirm", plain, Map.of("code", "123456")));
    expectInsufficient(call("/mfa/totp/enroll", person.access(), "{}"));
    expectInsufficient(delete("/mfa/totp", person.access()));
    expectInsufficient(call("/mfa/recovery-codes", person.access(), "{}"));
    api.bearer("GET", AUTH + "/mfa", person.access()).expect(200);
  }

  @Test
  void whoever_has_a_second_factor_is_told_of_all_that_becomes_of_it() {
    Person person = enrolled();
    told(person, "Two-step sign-in is on at Gatehouse");
    verify(half(person.email()), "recovery_code", person.recoveryCodes().getFirst()).expect(200);
    told(person, "A recovery code was used at Gatehouse");
    call("/mfa/recovery-codes", person.access(), "{}").expect(200);
    told(person, "New recovery codes at Gatehouse");
    delete("/mfa/totp", person.access()).expect(204);
    told(person, "Two-step sign-in is off at Gatehouse");
    Person other = enrolled();
    root.post("/users/" + other.id() + "/mfa/reset").expect(200);
    told(other, "Two-step sign-in was reset at Gatehouse");
  }

  @Test
  void whatever_is_done_or_tried_with_a_second_factor_is_written_down() {
    String email = newEmail();
    String access = api.newcomer(email).access();
    call("/mfa/totp/enroll", access, "{}").expect(200);
    call("/mfa/totp/confirm", access, Map.of("code", "none")).expectProblem(401);
    Person person = enroll(email, access);
    String half = half(email);
    for (int i = 0; i < 5; i++) {
      verify(half, person.app().wrong()).expectProblem(401, WRONG_CODE);
      reauthenticate(person, person.app().wrong()).expectProblem(401, WRONG_CODE);
    }
    verify(half(email), person.app().wrong()).expectProblem(429);
    reauthenticate(person, person.app().wrong()).expectProblem(429);
    server.time().pass(Duration.ofMinutes(16));
    verify(half(email), person.app().next()).expect(200);
    call("/reauthenticate", person.access(), Map.of("password", "Wrong1234")).expectProblem(401);
    String recent =
        reauthenticate(person, person.recoveryCodes().getFirst()).expect(200).text("access_token");
    call("/mfa/recovery-codes", recent, "{}").expect(200);
    delete("/mfa/totp", recent).expect(204);
    assertThat(history(email, "mfa.enable")).containsExactly("mfa.enable wrong_code", "mfa.enable");
    assertThat(history(email, "session.second_factor"))
        .hasSize(6)
        .startsWith("session.second_factor wrong_code")
        .endsWith("session.second_factor too_many_codes");
    assertThat(history(email, "session.step_up"))
        .hasSize(7)
        .startsWith("session.step_up wrong_code")
        .endsWith("session.step_up too_many_codes", "session.step_up wrong_password");
    assertThat(history(email))
        .endsWith(
            "mfa.recovery_code.use", "session.start", "mfa.recovery_codes.renew", "mfa.disable");
  }

  private Answer reauthenticate(Person person, String code) {
    return call("/reauthenticate", person.access(), Map.of("code", code));
  }

  private void told(Person person, String subject) {
    Eventually.holds(
        subject,
        () ->
            api.get("/dev/mailbox")
                .expect(200)
                .json()
                .valueStream()
                .filter(mail -> mail.get("to").stringValue().equals(person.email()))
                .anyMatch(mail -> mail.get("subject").stringValue().equals(subject)));
  }

  private int left(String access) {
    return api.bearer("GET", AUTH + "/mfa", access)
        .expect(200)
        .json()
        .get("recovery_codes_left")
        .intValue();
  }
}
