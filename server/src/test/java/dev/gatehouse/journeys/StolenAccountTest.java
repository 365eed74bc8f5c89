package dev.gatehouse.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.testing.Answer;
import dev.gatehouse.testing.Api;
import dev.gatehouse.testing.Mails;
import dev.gatehouse.testing.OnSqlite;
import dev.gatehouse.testing.PasskeyUser;
import dev.gatehouse.testing.SoftPasskey;
import java.time.Duration;
import java.util.List;
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
    }
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
