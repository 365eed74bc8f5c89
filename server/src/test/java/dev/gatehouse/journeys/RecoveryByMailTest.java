package dev.gatehouse.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.testing.Answer;
import dev.gatehouse.testing.Api;
import dev.gatehouse.testing.Eventually;
import dev.gatehouse.testing.Mails;
import dev.gatehouse.testing.OnEveryDatabase;
import dev.gatehouse.testing.Together;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// A forgotten password, and the proof of an address: both by a link in a mail.
@OnEveryDatabase
class RecoveryByMailTest extends Journey {
  private static final String AUTH = "/api/auth";

  @Test
  void a_mailed_link_sets_a_new_password_once_and_ends_every_session() {
    String email = newEmail();
    Api.Pair before = api.newcomer(email);
    forgot(email).expect(202);
    String token = mails().await(email, "new password").token();
    reset(token, "short").expectProblem(422);
    List<Integer> statuses =
        Together.times(6, () -> reset(token, "Another1234").status()).stream().sorted().toList();
    assertThat(statuses).startsWith(200, 401).endsWith(401);
    api.me(before.access()).expect(401);
    api.refresh(before.refresh()).expect(401);
    api.login(email, PASSWORD).expect(401);
    String after = api.login(email, "Another1234").expect(200).text("access_token");
    assertThat(api.me(after).json().get("is_verified").booleanValue()).isTrue();
    mails().await(email, "was changed");
  }

  @Test
  void a_link_dies_after_half_an_hour() {
    String email = registered();
    forgot(email).expect(202);
    String token = mails().await(email, "new password").token();
    server.time().pass(Duration.ofMinutes(31));
    reset(token, "Another1234").expectProblem(401, "Invalid token");
  }

  @Test
  void a_token_for_one_thing_does_nothing_else() {
    String email = registered();
    forgot(email).expect(202);
    String forReset = mails().await(email, "new password").token();
    String toVerify = mails().await(email, "Confirm your email").token();
    for (String call : List.of("/email/verify", "/email/change/confirm", "/email/change/undo")) {
      api.post(AUTH + call, Map.of("token", forReset)).expectProblem(401, "Invalid token");
    }
    reset(toVerify, "Another1234").expectProblem(401, "Invalid token");
    accept(forReset).expectProblem(401, "Invalid token");
    verify(toVerify).expect(200);
    reset(forReset, "Another1234").expect(200);
  }

  @Test
  void nobody_is_mailed_more_than_three_links_in_half_an_hour() {
    String email = registered();
    for (int i = 0; i < 6; i++) {
      forgot(email).expect(202);
    }
    Eventually.holds(
        "all were looked at",
        () -> server.number("SELECT COUNT(*) AS n FROM outbox", Map.of()) == 0);
    assertThat(mails().about(email, "new password")).hasSize(3);
    server.time().pass(Duration.ofMinutes(31));
    forgot(email).expect(202);
    mails().await(email, "new password", 4);
  }

  @Test
  void links_that_died_keep_nobody_from_asking_again_and_flood_no_mailbox() {
    String email = registered();
    for (int i = 1; i <= 12; i++) {
      forgot(email).expect(202);
      int asked = i;
      Eventually.holds("it was looked at", () -> history(email, "password.forgot").size() == asked);
      server.sql(
          "UPDATE users SET auth_epoch = auth_epoch + 1 WHERE email = :email",
          Map.of("email", email));
    }
    assertThat(history(email, "password.forgot"))
        .startsWith(Collections.nCopies(10, "password.forgot").toArray(String[]::new))
        .endsWith("password.forgot too_many", "password.forgot too_many");
  }

  @Test
  void who_has_no_account_or_an_inactive_one_is_mailed_nothing() {
    String nobody = newEmail();
    String email = registered();
    server.sql("UPDATE users SET is_active = FALSE WHERE email = :email", Map.of("email", email));
    forgot(nobody).expect(202);
    forgot(email).expect(202);
    Eventually.holds(
        "all were looked at",
        () -> server.number("SELECT COUNT(*) AS n FROM outbox", Map.of()) == 0);
    assertThat(mails().to(nobody)).isEmpty();
    assertThat(mails().about(email, "new password")).isEmpty();
  }

  @Test
  void a_registration_is_followed_by_a_mail_whose_link_proves_the_address_once() {
    String email = newEmail();
    Api.Pair pair = api.newcomer(email);
    String token = mails().await(email, "Confirm your email").token();
    assertThat(api.me(pair.access()).json().get("is_verified").booleanValue()).isFalse();
    List<Integer> statuses =
        Together.times(6, () -> verify(token).status()).stream().sorted().toList();
    assertThat(statuses).startsWith(200, 401).endsWith(401);
    assertThat(api.me(pair.access()).json().get("is_verified").booleanValue()).isTrue();
  }

  @Test
  void the_proof_can_be_asked_for_again_three_times_and_not_when_it_was_given() {
    String email = newEmail();
    Api.Pair pair = api.newcomer(email);
    for (int i = 0; i < 5; i++) {
      resend(pair).expect(202);
    }
    mails().await(email, "Confirm your email", 3);
    assertThat(mails().about(email, "Confirm your email")).hasSize(3);
    assertThat(history(email, "email.verify.resend"))
        .startsWith("email.verify.resend", "email.verify.resend")
        .endsWith("email.verify.resend not_sent");
    verify(mails().await(email, "Confirm your email").token()).expect(200);
    server.time().pass(Duration.ofMinutes(20));
    api.post(AUTH + "/email/verify/resend").expectProblem(401);
  }

  /// Rows 1 and 2: what a request says about the server reaches no link of any mail.
  @Test
  void links_begin_with_the_public_address_whatever_a_request_says() {
    String email = newEmail();
    String wanted = newEmail();
    Map<String, String> account = Map.of("email", email, "password", PASSWORD);
    api.post(Api.V1 + "/register", account, EVIL).expect(201);
    Api.Pair pair = Api.pair(api.login(email, PASSWORD, EVIL));
    String[] evil = concat(EVIL, "Authorization", "Bearer " + pair.access());
    api.post(AUTH + "/email/verify/resend", Map.of(), evil).expect(202);
    api.post(AUTH + "/me/email", Map.of("new_email", wanted, "password", PASSWORD), evil)
        .expect(202);
    Map<String, String> forgotten =
        Map.of("email", email, "redirect", "https://evil.example", "host", "evil.example");
    api.post(AUTH + "/password/forgot", forgotten, EVIL).expect(202);
    for (Mails.Mail mail :
        List.of(
            mails().await(email, "Confirm your email", 2),
            mails().await(email, "about to change"),
            mails().await(wanted, "Confirm your new"),
            mails().await(email, "new password"))) {
      assertThat(mail.text()).contains("http://localhost:8000/").contains("#token=gto_");
      assertThat(mail.html()).contains("http://localhost:8000/").contains("#token=gto_");
    }
    for (Mails.Mail mail :
        Stream.of(email, wanted).flatMap(to -> mails().to(to).stream()).toList()) {
      assertThat(mail.text()).doesNotContain("evil");
      assertThat(mail.html()).doesNotContain("evil");
    }
  }

  private static final String[] EVIL = {
    "X-Forwarded-Host", "evil.example",
    "X-Forwarded-Proto", "https",
    "X-Forwarded-Prefix", "/evil",
    "Forwarded", "host=evil.example;proto=https",
    "X-Original-Host", "evil.example",
    "Origin", "https://evil.example",
    "Referer", "https://evil.example/"
  };

  private static String[] concat(String[] some, String... more) {
    return Stream.concat(Stream.of(some), Stream.of(more)).toArray(String[]::new);
  }

  /// Row 14: the call does the same for everybody; the rest happens afterwards.
  @Test
  void known_unknown_and_inactive_addresses_are_answered_alike() {
    String known = registered();
    String inactive = registered();
    server.sql(
        "UPDATE users SET is_active = FALSE WHERE email = :email", Map.of("email", inactive));
    Answer expected = forgot(known).expect(202);
    for (String email : List.of(newEmail(), inactive, "b\u00fccher@b\u00fccher.example")) {
      Answer answer = forgot(email).expect(202);
      assertThat(answer.body()).isEqualTo(expected.body());
      assertThat(answer.http().headers().map().keySet())
          .isEqualTo(expected.http().headers().map().keySet());
    }
  }

  /// Row 21: a mailbox is one, however it is spelt.
  @Test
  void another_spelling_of_the_mailbox_finds_the_account() {
    String email = registered();
    forgot(email.toUpperCase(java.util.Locale.ROOT)).expect(202);
    mails().await(email, "new password");
  }

  @Test
  void a_link_is_void_once_the_account_has_changed() {
    String email = newEmail();
    String id = api.register(email, PASSWORD).expect(201).text("id");
    forgot(email).expect(202);
    String token = mails().await(email, "new password").token();
    server.sql(
        "UPDATE users SET auth_epoch = auth_epoch + 1 WHERE id = :id",
        Map.of("id", UUID.fromString(id)));
    reset(token, "Another1234").expectProblem(401, "Invalid token");
  }

  @Test
  void the_audit_says_what_the_answers_do_not() {
    String email = newEmail();
    UUID id = UUID.fromString(api.register(email, PASSWORD).expect(201).text("id"));
    long strangers = audited("unknown_account");
    forgot(newEmail()).expect(202);
    for (int i = 0; i < 4; i++) {
      forgot(email).expect(202);
    }
    Eventually.holds("four were looked at", () -> reasons(id).size() == 4);
    Eventually.holds("the stranger was", () -> audited("unknown_account") == strangers + 1);
    String token = mails().await(email, "new password", 3).token();
    server.sql("UPDATE users SET auth_epoch = auth_epoch + 1 WHERE id = :id", Map.of("id", id));
    reset(token, "Another1234").expect(401);
    forgot(email).expect(202);
    reset(mails().await(email, "new password", 4).token(), "Another1234").expect(200);
    server.sql("UPDATE users SET is_active = FALSE WHERE id = :id", Map.of("id", id));
    forgot(email).expect(202);
    Eventually.holds("all were looked at", () -> reasons(id).size() == 8);
    assertThat(reasons(id))
        .containsExactlyInAnyOrder(
            "password.forgot done",
            "password.forgot done",
            "password.forgot done",
            "password.forgot too_many",
            "password.reset account_changed",
            "password.forgot done",
            "password.reset done",
            "password.forgot account_inactive");
  }

  private long audited(String reason) {
    return server.number(
        "SELECT COUNT(*) AS n FROM audit_events WHERE reason = :reason", Map.of("reason", reason));
  }

  private List<String> reasons(UUID target) {
    return server
        .database()
        .read(tx ->
            tx.sql(
                    """
                    SELECT action, reason FROM audit_events
                    WHERE target = :target AND action IN ('password.forgot', 'password.reset')
                    """)
                .bind("target", target.toString())
                .list(row ->
                    row.text("action")
                        + " "
                        + Objects.requireNonNullElse(row.textOrNull("reason"), "done")));
  }

  private Answer forgot(String email) {
    return api.post(AUTH + "/password/forgot", Map.of("email", email));
  }

  private Answer reset(String token, String password) {
    return api.post(AUTH + "/password/reset", Map.of("token", token, "new_password", password));
  }

  private Answer verify(String token) {
    return api.post(AUTH + "/email/verify", Map.of("token", token));
  }

  private Answer accept(String token) {
    return api.post(
        AUTH + "/invitations/accept", Map.of("token", token, "password", "Another1234"));
  }

  private Answer resend(Api.Pair pair) {
    return api.bearer("POST", AUTH + "/email/verify/resend", pair.access());
  }

  private String registered() {
    String email = newEmail();
    api.register(email, PASSWORD).expect(201);
    return email;
  }

  private Mails mails() {
    return new Mails(api);
  }
}
