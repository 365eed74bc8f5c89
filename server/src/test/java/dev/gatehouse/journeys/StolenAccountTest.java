package dev.gatehouse.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.testing.Answer;
import dev.gatehouse.testing.Api;
import dev.gatehouse.testing.Eventually;
import dev.gatehouse.testing.Mails;
import dev.gatehouse.testing.OnSqlite;
import dev.gatehouse.testing.PasskeyUser;
import dev.gatehouse.testing.SoftPasskey;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What a thief leaves behind in an account, or had put there before, once its user is back.
@OnSqlite
class StolenAccountTest extends MfaJourney {
  private static final String OWNERS = "Owner1234";

  @Test
  void an_undo_takes_the_passkey_and_the_second_factor_that_were_set_up_since() {
    String email = newEmail();
    Api.Pair stolen = api.newcomer(email);
    SoftPasskey before = new PasskeyUser(api, stolen.access()).newPasskey();
    server.time().pass(Duration.ofSeconds(2));
    String undo = changeAsked(email, newEmail(), stolen.access());
    server.time().pass(Duration.ofSeconds(2));
    SoftPasskey thiefs = new PasskeyUser(api, stolen.access()).newPasskey();
    enroll(email, stolen.access());
    undo(undo).expect(200);
    PasskeyUser.login(api, thiefs).expect(401);
    PasskeyUser.login(api, before).expect(200);
    setPassword(mails().await(email, "was kept").token());
    assertThat(api.login(email, OWNERS).expect(200).json().has("mfa_token")).isFalse();
  }

  @Test
  void an_undo_leaves_an_older_second_factor_without_the_recovery_codes_made_since() {
    Person owner = enrolled();
    verifyAddress(owner.email()).expect(200);
    server.time().pass(Duration.ofSeconds(2));
    String undo = changeAsked(owner.email(), newEmail(), owner.access());
    server.time().pass(Duration.ofSeconds(2));
    List<String> thiefs = codes(call("/mfa/recovery-codes", owner.access(), "{}").expect(200));
    undo(undo).expect(200);
    setPassword(mails().await(owner.email(), "was kept").token());
    String half = api.login(owner.email(), OWNERS).expect(200).text("mfa_token");
    verify(half, "recovery_code", thiefs.getFirst()).expect(401);
    verify(half, owner.app().next()).expect(200);
  }

  @Test
  void an_administrator_who_sets_the_account_right_voids_the_undo_of_the_thief() {
    for (String right : List.of("email", "password")) {
      String stolen = newEmail();
      Api.Pair thief = api.newcomer(stolen);
      String undo = changeAsked(stolen, newEmail(), thief.access());
      String id = api.me(thief.access()).text("id");
      root.patch("/users/" + id, Map.of(right, right.equals("email") ? newEmail() : OWNERS))
          .expect(200);
      undo(undo).expectProblem(401, "Invalid token");
      if (right.equals("email")) {
        api.register(stolen, PASSWORD).expect(201);
      }
    }
  }

  @Test
  void nobody_gives_the_old_address_away_while_the_change_can_be_undone() {
    String email = newEmail();
    String wanted = newEmail();
    root.post("/invitations", Map.of("email", email, "roles", List.of("user"))).expect(201);
    String invitation = mails().await(email, "invited").token();
    String undo = changeAsked(email, wanted, api.newcomer(email).access());
    String confirm = mails().await(wanted, "Confirm your new").token();
    api.post(AUTH + "/email/change/confirm", Map.of("token", confirm)).expect(200);
    root.post("/users", Map.of("email", email)).expectProblem(409, "Email already registered");
    root.patch("/users/" + somebody("user").id(), Map.of("email", email)).expect(409);
    root.post("/invitations", Map.of("email", email, "roles", List.of("user"))).expect(409);
    api.post(
            AUTH + "/invitations/accept",
            Map.of("token", invitation, "password", PASSWORD, "name", "Second"))
        .expectProblem(400, "Email already registered");
    Answer imported =
        api.send(
            "POST",
            ADMIN + "/users/import",
            BodyPublishers.ofString("{\"email\": \"" + email + "\"}"),
            "Authorization",
            "Bearer " + root.pair().access(),
            "Content-Type",
            "application/x-ndjson");
    assertThat(imported.expect(200).body()).contains("\"created\":0", "kept for an account");
    undo(undo).expect(200);
    setPassword(mails().await(email, "was kept").token());
    api.login(email, OWNERS).expect(200);
  }

  /// As it may be with links from before addresses were kept.
  @Test
  void who_registers_the_old_address_does_not_save_the_thief() {
    String email = newEmail();
    String wanted = newEmail();
    Api.Pair thief = api.newcomer(email);
    String undo = changeAsked(email, wanted, thief.access());
    SoftPasskey thiefs = new PasskeyUser(api, thief.access()).newPasskey();
    String confirm = mails().await(wanted, "Confirm your new").token();
    api.post(AUTH + "/email/change/confirm", Map.of("token", confirm)).expect(200);
    server.sql("DELETE FROM kept_addresses", Map.of());
    api.register(email, PASSWORD).expect(201);
    undo(undo).expectProblem(400, "Email already registered");
    api.me(thief.access()).expect(401);
    api.login(wanted, PASSWORD).expect(401);
    PasskeyUser.login(api, thiefs).expect(401);
  }

  @Test
  void a_reset_takes_what_was_attached_before_the_address_was_proven() {
    String email = newEmail();
    Api.Pair squatter = api.newcomer(email);
    SoftPasskey squatters = new PasskeyUser(api, squatter.access()).newPasskey();
    forgot(email);
    setPassword(mails().await(email, "new password").token());
    PasskeyUser.login(api, squatters).expect(401);
    api.me(squatter.access()).expect(401);
    api.me(api.login(email, OWNERS).expect(200).text("access_token")).expect(200);
  }

  @Test
  void no_reset_opens_an_account_without_its_second_factor() {
    String email = newEmail();
    enroll(email, api.newcomer(email).access());
    forgot(email);
    setPassword(mails().await(email, "new password").token());
    assertThat(api.login(email, OWNERS).expect(200).json().has("mfa_token")).isTrue();
  }

  @Test
  void a_reset_of_a_proven_address_leaves_the_second_factor() {
    String email = newEmail();
    enrolled(email);
    verifyAddress(email).expect(200);
    forgot(email);
    setPassword(mails().await(email, "new password").token());
    assertThat(api.login(email, OWNERS).expect(200).json().has("mfa_token")).isTrue();
  }

  @Test
  void links_that_a_new_password_voided_do_not_jam_the_next_and_flood_nobody() {
    String email = newEmail();
    api.register(email, PASSWORD).expect(201);
    int mailed = 0;
    for (int round = 0; round < 4; round++) {
      for (int i = 0; i < 3 && mailed < 10; i++) {
        forgot(email);
        mails().await(email, "new password", ++mailed);
      }
      if (mailed < 10) {
        setPassword(mails().await(email, "new password").token());
      }
    }
    forgot(email);
    Eventually.holds(
        "it was looked at", () -> server.number("SELECT COUNT(*) AS n FROM outbox", Map.of()) == 0);
    assertThat(mails().about(email, "new password")).hasSize(10);
  }

  @Test
  void what_a_stranger_calls_their_browser_makes_no_link() {
    String email = newEmail();
    api.register(email, PASSWORD).expect(201);
    forgot(email);
    String token = mails().await(email, "new password").token();
    api.post(
            AUTH + "/password/reset",
            Map.of("token", token, "new_password", OWNERS),
            "User-Agent",
            "Call https://evil.example/x www.evil.test evil.example evil@bad.example Firefox/1.0")
        .expect(200);
    Mails.Mail mail = mails().await(email, "was changed");
    assertThat(mail.text()).contains("Call Firefox/1.0").doesNotContain("evil");
    assertThat(mail.html()).contains("Call Firefox/1.0").doesNotContain("evil");
  }

  @Test
  void the_own_address_in_capitals_is_the_own_address() {
    String email = newEmail();
    Api.Pair pair = api.newcomer(email);
    call(
            "/me/email",
            pair.access(),
            Map.of("new_email", email.toUpperCase(Locale.ROOT), "password", PASSWORD))
        .expectProblem(422);
  }

  private Answer verifyAddress(String email) {
    String token = mails().await(email, "Confirm your email").token();
    return api.post(AUTH + "/email/verify", Map.of("token", token));
  }

  private void forgot(String email) {
    api.post(AUTH + "/password/forgot", Map.of("email", email)).expect(202);
  }

  private String changeAsked(String email, String wanted, String access) {
    call("/me/email", access, Map.of("new_email", wanted, "password", PASSWORD)).expect(202);
    return mails().await(email, "about to change").token();
  }

  private Answer undo(String token) {
    return api.post(AUTH + "/email/change/undo", Map.of("token", token));
  }

  private void setPassword(String token) {
    api.post(AUTH + "/password/reset", Map.of("token", token, "new_password", OWNERS)).expect(200);
  }

  private Mails mails() {
    return new Mails(api);
  }
}
