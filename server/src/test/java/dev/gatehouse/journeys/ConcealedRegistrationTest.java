package dev.gatehouse.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.testing.Answer;
import dev.gatehouse.testing.Api;
import dev.gatehouse.testing.Eventually;
import dev.gatehouse.testing.Mails;
import dev.gatehouse.testing.OnEveryDatabase;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Row 14 for registrations: nobody but the owner of a mailbox learns that it has an account.
@OnEveryDatabase
class ConcealedRegistrationTest extends Journey {
  private static final String AUTH = "/api/auth/register";
  private static final String V1 = "/api/v1/auth/register";

  @Override
  Map<String, String> environment() {
    return Map.of("REGISTRATION_CONCEALS_ACCOUNTS", "true");
  }

  @Test
  void known_and_unknown_addresses_are_answered_alike_in_every_contract() {
    String known = verified();
    Answer expected = register(AUTH, newEmail()).expect(202);
    for (Answer answer :
        new Answer[] {
          register(AUTH, known), register(V1, known), register(V1, newEmail()), register(V1, known)
        }) {
      answer.expect(202);
      assertThat(answer.body()).isEqualTo(expected.body());
    }
    assertThat(register(V1, known).http().headers().map().keySet())
        .isEqualTo(register(V1, newEmail()).http().headers().map().keySet());
    mails().await(known, "already have an account", 3);
    settle();
    assertThat(mails().about(known, "already have an account")).hasSize(3);
  }

  @Test
  void a_new_account_signs_in_once_its_address_is_verified_and_is_refused_vaguely_before() {
    String email = newEmail();
    register(V1, email).expect(202);
    String token = mails().await(email, "Confirm your email").token();
    Answer unverified = api.login(email, PASSWORD).expectProblem(401, "Invalid email or password");
    Answer wrong = api.login(email, "Wrong1234").expect(401);
    assertThat(unverified.body()).isEqualTo(wrong.body());
    api.post("/api/auth/email/verify", Map.of("token", token)).expect(200);
    api.login(email, PASSWORD).expect(200);
  }

  @Test
  void the_right_password_alone_has_the_proof_of_the_address_mailed_again() {
    String email = newEmail();
    register(V1, email).expect(202);
    mails().await(email, "Confirm your email");
    api.login(email, "Wrong1234").expect(401);
    settle();
    assertThat(mails().about(email, "Confirm your email")).hasSize(1);
    for (int i = 0; i < 4; i++) {
      api.login(email, PASSWORD).expectProblem(401, "Invalid email or password");
    }
    settle();
    assertThat(mails().about(email, "Confirm your email")).hasSize(3);
  }

  @Test
  void whoever_registers_again_gets_neither_the_account_nor_its_password() {
    String known = verified();
    api.post(V1, Map.of("email", known, "password", "Thief1234")).expect(202);
    mails().await(known, "already have an account");
    api.login(known, "Thief1234").expect(401);
    api.login(known, PASSWORD).expect(200);
  }

  @Test
  void no_mailbox_is_flooded_by_whoever_registers_it_over_and_over() {
    String known = verified();
    String unproven = newEmail();
    String inactive = verified();
    server.sql("UPDATE users SET is_active = FALSE WHERE email = :e", Map.of("e", inactive));
    for (int i = 0; i < 6; i++) {
      register(AUTH, known).expect(202);
      register(AUTH, unproven).expect(202);
      register(AUTH, inactive).expect(202);
      settle();
    }
    assertThat(mails().about(known, "already have an account")).hasSize(3);
    assertThat(mails().about(unproven, "Set a password")).hasSize(3);
    assertThat(mails().about(inactive, "already have an account")).isEmpty();
    server.time().pass(Duration.ofMinutes(31));
    register(AUTH, known).expect(202);
    mails().await(known, "already have an account", 4);
  }

  @Test
  void a_password_set_by_mail_verifies_the_address() {
    String email = newEmail();
    register(AUTH, email).expect(202);
    mails().await(email, "Confirm your email");
    api.post("/api/auth/password/forgot", Map.of("email", email)).expect(202);
    String token = mails().await(email, "new password").token();
    api.post("/api/auth/password/reset", Map.of("token", token, "new_password", "Another1234"))
        .expect(200);
    api.login(email, "Another1234").expect(200);
  }

  /// Whoever registers somebody's address before them waits for them to prove it, and signs in.
  @Test
  void a_password_that_a_stranger_chose_first_never_opens_the_account() {
    String email = newEmail();
    api.post(V1, Map.of("email", email, "password", "Thief1234")).expect(202);
    String strangers = mails().await(email, "Confirm your email").token();
    api.post(AUTH, Map.of("email", email, "password", "Owner1234")).expect(202);
    String choose = mails().await(email, "Set a password").token();
    api.post("/api/auth/email/verify", Map.of("token", strangers)).expectProblem(401);
    api.login(email, "Thief1234").expectProblem(401, "Invalid email or password");
    api.post(V1, Map.of("email", email, "password", "Thief1234")).expect(202);
    mails().await(email, "Set a password", 2);
    settle();
    assertThat(mails().about(email, "Confirm your email")).hasSize(1);
    api.post("/api/auth/password/reset", Map.of("token", choose, "new_password", "Chosen1234"))
        .expect(200);
    api.login(email, "Thief1234").expect(401);
    api.login(email, "Owner1234").expect(401);
    api.login(email, "Chosen1234").expect(200);
    assertThat(history(email))
        .startsWith("account.create", "password.remove registered_again")
        .containsOnlyOnce("password.remove registered_again");
  }

  @Test
  void an_address_that_is_kept_is_answered_as_any_other_and_made_nobodys() {
    String old = verified();
    Api.Pair pair = Api.pair(api.login(old, PASSWORD));
    String wanted = newEmail();
    api.post(
            "/api/auth/me/email",
            Map.of("new_email", wanted, "password", PASSWORD),
            "Authorization",
            "Bearer " + pair.access())
        .expect(202);
    String undo = mails().await(old, "about to change").token();
    String confirm = mails().await(wanted, "Confirm your new").token();
    api.post("/api/auth/email/change/confirm", Map.of("token", confirm)).expect(200);
    Answer kept = register(V1, old).expect(202);
    assertThat(kept.body()).isEqualTo(register(V1, newEmail()).expect(202).body());
    settle();
    assertThat(
            server.number(
                "SELECT COUNT(*) AS n FROM users WHERE email = :email", Map.of("email", old)))
        .isZero();
    api.post("/api/auth/email/change/undo", Map.of("token", undo)).expect(200);
  }

  @Test
  void a_bad_email_or_password_is_told_as_ever() {
    api.post(AUTH, Map.of("email", "nobody", "password", PASSWORD)).expectProblem(422);
    api.post(AUTH, Map.of("email", newEmail(), "password", "short")).expectProblem(422);
  }

  private String verified() {
    String email = newEmail();
    register(AUTH, email).expect(202);
    String token = mails().await(email, "Confirm your email").token();
    api.post("/api/auth/email/verify", Map.of("token", token)).expect(200);
    return email;
  }

  private Answer register(String path, String email) {
    return api.post(path, Map.of("email", email, "password", PASSWORD));
  }

  private void settle() {
    Eventually.holds(
        "everything was delivered",
        () -> server.number("SELECT COUNT(*) AS n FROM outbox", Map.of()) == 0);
  }

  private Mails mails() {
    return new Mails(api);
  }
}
