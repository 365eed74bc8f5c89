package dev.gatehouse.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.testing.Answer;
import dev.gatehouse.testing.Api;
import dev.gatehouse.testing.Mails;
import dev.gatehouse.testing.OnEveryDatabase;
import dev.gatehouse.testing.Together;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

/// Another address: confirmed from the new one, undone from the old one.
@OnEveryDatabase
class EmailChangeTest extends Journey {
  private static final String AUTH = "/api/auth";

  @Test
  void the_new_address_counts_once_it_is_confirmed_and_not_before() {
    String old = newEmail();
    String wanted = newEmail();
    Api.Pair pair = api.newcomer(old);
    ask(pair, wanted).expect(202);
    String token = mails().await(wanted, "Confirm your new").token();
    assertThat(api.me(pair.access()).text("email")).isEqualTo(old);
    List<Integer> statuses =
        Together.times(6, () -> confirm(token).status()).stream().sorted().toList();
    assertThat(statuses).startsWith(200, 401).endsWith(401);
    assertThat(api.me(pair.access()).text("email")).isEqualTo(wanted);
    assertThat(api.me(pair.access()).json().get("is_verified").booleanValue()).isTrue();
    api.login(old, PASSWORD).expect(401);
    api.login(wanted, PASSWORD).expect(200);
    assertThat(history(wanted)).contains("email.change.ask", "email.change");
  }

  @Test
  void a_link_that_went_to_the_old_address_dies_with_the_change() {
    String old = newEmail();
    String wanted = newEmail();
    Api.Pair pair = api.newcomer(old);
    forgot(old);
    String reset = mails().await(old, "new password").token();
    ask(pair, wanted).expect(202);
    confirm(mails().await(wanted, "Confirm your new").token()).expect(200);
    api.post(AUTH + "/password/reset", Map.of("token", reset, "new_password", "Another1234"))
        .expectProblem(401, "Invalid token");
    api.login(wanted, PASSWORD).expect(200);
  }

  @Test
  void the_change_asks_for_the_password_and_a_bearer() {
    Api.Pair pair = newcomer();
    String wanted = newEmail();
    api.post(
            AUTH + "/me/email",
            Map.of("new_email", wanted, "password", "Wrong1234"),
            "Authorization",
            "Bearer " + pair.access())
        .expectProblem(401, "Invalid password");
    api.post(AUTH + "/me/email", Map.of("new_email", wanted, "password", PASSWORD))
        .expectProblem(401);
    assertThat(mails().to(wanted)).isEmpty();
  }

  /// Row 14: taken or not, answered alike, with as many mails and tokens.
  @Test
  void whether_the_new_address_is_taken_is_told_to_its_owner_alone() {
    String taken = newEmail();
    api.register(taken, PASSWORD).expect(201);
    String old = newEmail();
    Api.Pair pair = api.newcomer(old);
    Answer first = ask(pair, newEmail()).expect(202);
    long before = server.number("SELECT COUNT(*) AS n FROM one_time_tokens", Map.of());
    Answer second = ask(pair, taken).expect(202);
    assertThat(second.body()).isEqualTo(first.body());
    assertThat(server.number("SELECT COUNT(*) AS n FROM one_time_tokens", Map.of()))
        .isEqualTo(before + 2);
    assertThat(mails().await(taken, "Your email address").text()).doesNotContain("token");
    mails().await(old, "about to change", 2);
  }

  @Test
  void an_address_that_is_taken_in_the_meantime_stays_its_owners() {
    String wanted = newEmail();
    Api.Pair pair = newcomer();
    ask(pair, wanted).expect(202);
    String token = mails().await(wanted, "Confirm your new").token();
    api.register(wanted, PASSWORD).expect(201);
    confirm(token).expectProblem(400, "Email already registered");
  }

  @Test
  void of_two_accounts_that_confirm_one_address_at_once_one_gets_it() {
    String wanted = newEmail();
    ask(newcomer(), wanted).expect(202);
    ask(newcomer(), wanted).expect(202);
    mails().await(wanted, "Confirm your new", 2);
    List<String> tokens =
        mails().about(wanted, "Confirm your new").stream().map(Mails.Mail::token).toList();
    List<Integer> statuses =
        Together.all(
            tokens.stream()
                .<Callable<Integer>>map(token -> () -> confirm(token).status())
                .toList());
    assertThat(statuses).containsExactlyInAnyOrder(200, 400);
  }

  @Test
  void the_old_address_takes_the_account_back_though_a_thief_changed_everything() {
    String old = newEmail();
    String thief = newEmail();
    Api.Pair stolen = api.newcomer(old);
    ask(stolen, thief).expect(202);
    String undo = mails().await(old, "about to change").token();
    confirm(mails().await(thief, "Confirm your new").token()).expect(200);
    forgot(thief);
    String reset = mails().await(thief, "new password").token();
    api.post(AUTH + "/password/reset", Map.of("token", reset, "new_password", "Thief1234"))
        .expect(200);
    Api.Pair thiefs = Api.pair(api.login(thief, "Thief1234"));
    List<Integer> statuses =
        Together.times(6, () -> undo(undo).status()).stream().sorted().toList();
    assertThat(statuses).startsWith(200, 401).endsWith(401);
    api.me(thiefs.access()).expect(401);
    api.refresh(thiefs.refresh()).expect(401);
    api.login(thief, "Thief1234").expect(401);
    api.login(old, "Thief1234").expect(401);
    String back = mails().await(old, "was kept").token();
    api.post(AUTH + "/password/reset", Map.of("token", back, "new_password", "Owner1234"))
        .expect(200);
    api.login(old, "Owner1234").expect(200);
  }

  /// Whoever stole the account can't have the old address made somebody else's, which would leave
  /// its owner nothing to come back to.
  @Test
  void the_old_address_is_kept_for_its_owner_while_the_change_can_be_undone() {
    String old = newEmail();
    String thief = newEmail();
    ask(api.newcomer(old), thief).expect(202);
    String undo = mails().await(old, "about to change").token();
    Api.Pair second = newcomer();
    ask(second, old).expect(202);
    confirm(mails().await(thief, "Confirm your new").token()).expect(200);
    api.register(old, PASSWORD).expectProblem(400, "Email already registered");
    api.post(
            AUTH + "/register", Map.of("email", old.toUpperCase(Locale.ROOT), "password", PASSWORD))
        .expectProblem(400, "Email already registered");
    ask(second, old).expect(202);
    mails().await(old, "Your email address", 2);
    assertThat(mails().about(old, "Confirm your new")).isEmpty();
    undo(undo).expect(200);
    String back = mails().await(old, "was kept").token();
    api.post(AUTH + "/password/reset", Map.of("token", back, "new_password", "Owner1234"))
        .expect(200);
    api.login(old, "Owner1234").expect(200);
    api.register(thief, PASSWORD).expect(201);
  }

  @Test
  void nobody_who_registers_while_the_change_is_confirmed_gets_the_old_address() {
    for (int round = 0; round < 3; round++) {
      String old = newEmail();
      String wanted = newEmail();
      ask(api.newcomer(old), wanted).expect(202);
      String undo = mails().await(old, "about to change").token();
      String token = mails().await(wanted, "Confirm your new").token();
      List<Callable<Integer>> calls = new ArrayList<>();
      calls.add(() -> confirm(token).status());
      for (int i = 0; i < 5; i++) {
        calls.add(() -> api.register(old, PASSWORD).status());
      }
      List<Integer> statuses = Together.all(calls);
      assertThat(statuses.getFirst()).isEqualTo(200);
      assertThat(statuses.subList(1, 6)).containsOnly(400);
      undo(undo).expect(200);
    }
  }

  @Test
  void an_account_comes_back_to_its_own_old_address_and_strangers_get_it_after_three_days() {
    String old = newEmail();
    String wanted = newEmail();
    Api.Pair pair = api.newcomer(old);
    ask(pair, wanted).expect(202);
    confirm(mails().await(wanted, "Confirm your new").token()).expect(200);
    ask(pair, old).expect(202);
    confirm(mails().await(old, "Confirm your new").token()).expect(200);
    api.register(wanted, PASSWORD).expect(400);
    server.time().pass(Duration.ofHours(73));
    api.register(wanted, PASSWORD).expect(201);
  }

  @Test
  void of_several_undos_the_oldest_wins() {
    String old = newEmail();
    String second = newEmail();
    String third = newEmail();
    Api.Pair pair = api.newcomer(old);
    ask(pair, second).expect(202);
    confirm(mails().await(second, "Confirm your new").token()).expect(200);
    ask(pair, third).expect(202);
    String undoOfThief = mails().await(second, "about to change").token();
    confirm(mails().await(third, "Confirm your new").token()).expect(200);
    undo(mails().await(old, "about to change").token()).expect(200);
    undo(undoOfThief).expectProblem(401, "Invalid token");
  }

  @Test
  void a_change_that_is_undone_before_it_is_confirmed_can_not_be_confirmed() {
    String old = newEmail();
    String wanted = newEmail();
    Api.Pair pair = api.newcomer(old);
    ask(pair, wanted).expect(202);
    undo(mails().await(old, "about to change").token()).expect(200);
    confirm(mails().await(wanted, "Confirm your new").token()).expectProblem(401);
    api.me(pair.access()).expect(401);
    assertThat(history(old)).endsWith("email.change.undo");
  }

  @Test
  void a_change_dies_with_the_epoch_and_its_undo_with_the_account() {
    String old = newEmail();
    String wanted = newEmail();
    ask(api.newcomer(old), wanted).expect(202);
    Map<String, String> whose = Map.of("email", old);
    server.sql("UPDATE users SET auth_epoch = auth_epoch + 1 WHERE email = :email", whose);
    confirm(mails().await(wanted, "Confirm your new").token()).expectProblem(401, "Invalid token");
    server.sql("UPDATE users SET is_active = FALSE WHERE email = :email", whose);
    undo(mails().await(old, "about to change").token()).expectProblem(401, "Invalid token");
    assertThat(history(old))
        .endsWith("email.change account_changed", "email.change.undo account_changed");
  }

  @Test
  void an_undo_dies_after_three_days_and_a_confirmation_after_one() {
    String old = newEmail();
    String wanted = newEmail();
    Api.Pair pair = api.newcomer(old);
    ask(pair, wanted).expect(202);
    String undo = mails().await(old, "about to change").token();
    String confirm = mails().await(wanted, "Confirm your new").token();
    server.time().pass(Duration.ofHours(25));
    confirm(confirm).expectProblem(401, "Invalid token");
    server.time().pass(Duration.ofDays(2));
    undo(undo).expectProblem(401, "Invalid token");
  }

  @Test
  void nobody_asks_for_a_change_more_than_three_times_an_hour() {
    String email = newEmail();
    Api.Pair pair = api.newcomer(email);
    for (int i = 0; i < 3; i++) {
      ask(pair, newEmail()).expect(202);
    }
    Answer refused = ask(pair, newEmail()).expectProblem(429);
    assertThat(refused.header("Retry-After")).isEqualTo("3600");
    assertThat(history(email)).endsWith("email.change.ask", "email.change.ask too_many");
    server.time().pass(Duration.ofHours(1));
    ask(Api.pair(api.login(email, PASSWORD)), newEmail()).expect(202);
  }

  /// Row 21: nothing that stands for another mailbox than it looks like gets into a header.
  @Test
  void no_address_carries_a_header_along() {
    Api.Pair pair = newcomer();
    for (String bad :
        List.of(
            "a@example.com\r\nBcc: evil@example.com",
            "a@example.com\nSubject: x",
            "\"a\r\n\"@example.com",
            "a@example.com,b@example.com",
            "a@example.com%0abcc:b@example.com")) {
      ask(pair, bad).expectProblem(422);
    }
  }

  private Answer ask(Api.Pair pair, String wanted) {
    return api.post(
        AUTH + "/me/email",
        Map.of("new_email", wanted, "password", PASSWORD),
        "Authorization",
        "Bearer " + pair.access());
  }

  private void forgot(String email) {
    api.post(AUTH + "/password/forgot", Map.of("email", email)).expect(202);
  }

  private Answer confirm(String token) {
    return api.post(AUTH + "/email/change/confirm", Map.of("token", token));
  }

  private Answer undo(String token) {
    return api.post(AUTH + "/email/change/undo", Map.of("token", token));
  }

  private Mails mails() {
    return new Mails(api);
  }
}
