package dev.gatehouse.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.testing.Answer;
import dev.gatehouse.testing.Api;
import dev.gatehouse.testing.Eventually;
import dev.gatehouse.testing.Jwt;
import dev.gatehouse.testing.Mails;
import dev.gatehouse.testing.OnEveryDatabase;
import dev.gatehouse.testing.Together;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/// Refresh tokens rotate, and nobody who did nothing wrong is logged out.
@OnEveryDatabase
@Order(1)
class RefreshTest extends Journey {
  private static final String PHONE = "Phone/1.0";

  @Override
  Map<String, String> environment() {
    return Map.of("TRUSTED_PROXIES", "127.0.0.1");
  }

  @Test
  void fifty_refreshes_at_once_make_one_rotation_and_all_get_its_token() {
    Api.Pair pair = newcomer();
    List<Answer> answers = atOnce(50, () -> api.refresh(pair.refresh()));
    assertThat(answers).allSatisfy(answer -> answer.expect(200));
    Set<String> tokens =
        answers.stream().map(answer -> answer.text("refresh_token")).collect(Collectors.toSet());
    assertThat(tokens).hasSize(1).doesNotContain(pair.refresh());
    assertThat(generation(pair)).isEqualTo(1);
    assertThat(answers.stream().map(answer -> Api.pair(answer).access()).distinct()).hasSize(50);
    answers.forEach(answer -> api.me(Api.pair(answer).access()).expect(200));
    api.me(pair.access()).expect(200);
    api.refresh(tokens.iterator().next()).expect(200);
  }

  @Test
  void chained_races_of_several_tabs_log_nobody_out() {
    Api.Pair pair = newcomer();
    for (int round = 0; round < 5; round++) {
      Api.Pair current = pair;
      List<Answer> answers = atOnce(8, () -> api.refresh(current.refresh()));
      assertThat(answers.stream().map(Answer::status).distinct()).containsExactly(200);
      pair = Api.pair(answers.getFirst());
    }
    assertThat(generation(pair)).isEqualTo(5);
  }

  @Test
  void a_repeat_within_the_grace_gets_the_same_token_and_a_fresh_access_token() {
    Api.Pair pair = newcomer();
    Api.Pair next = Api.pair(api.refresh(pair.refresh()));
    pass(Duration.ofSeconds(9));
    Api.Pair again = Api.pair(api.refresh(pair.refresh(), "User-Agent", "another tab"));
    assertThat(again.refresh()).isEqualTo(next.refresh());
    assertThat(again.access()).isNotEqualTo(next.access());
    api.me(again.access()).expect(200);
    assertThat(audited(pair, "grace")).isEqualTo(1);
  }

  @Test
  void after_the_grace_a_stranger_with_the_old_token_ends_the_session_at_once() {
    Api.Pair pair = newcomer("User-Agent", PHONE);
    Api.Pair next = Api.pair(api.refresh(pair.refresh(), "User-Agent", PHONE));
    pass(Duration.ofSeconds(11));
    api.refresh(pair.refresh(), "User-Agent", "Thief/6.6").expectProblem(401, "Invalid token");
    api.me(next.access()).expectProblem(401, "Invalid credentials");
    api.me(pair.access()).expectProblem(401, "Invalid credentials");
    api.refresh(next.refresh(), "User-Agent", PHONE).expectProblem(401, "Invalid token");
    assertThat(reasonOfTheEnd(pair)).isEqualTo(1);
    assertThat(audited(pair, "refresh_token_reused")).isEqualTo(1);
    assertThat(audited(pair, "revoked")).isEqualTo(1);
  }

  @Test
  void a_reused_token_is_told_to_its_user_once_however_often_it_is_presented() {
    String email = newEmail();
    Api.Pair pair = api.newcomer(email, "User-Agent", PHONE);
    Api.Pair next = Api.pair(api.refresh(pair.refresh(), "User-Agent", PHONE));
    pass(Duration.ofSeconds(11));
    assertThat(
            Together.times(
                8, () -> api.refresh(pair.refresh(), "User-Agent", "Thief/6.6").status()))
        .containsOnly(401);
    api.refresh(next.refresh(), "User-Agent", PHONE).expect(401);
    Mails mails = new Mails(api);
    assertThat(mails.await(email, "was ended").text()).contains("Thief/6.6");
    Eventually.holds(
        "all mails are out",
        () -> server.number("SELECT COUNT(*) AS n FROM outbox", Map.of()) == 0);
    assertThat(mails.about(email, "was ended")).hasSize(1);
  }

  @Test
  void a_grandparent_within_the_burst_is_forgiven_and_after_it_is_reuse() {
    Api.Pair first = newcomer();
    Api.Pair second = Api.pair(api.refresh(first.refresh()));
    pass(Duration.ofSeconds(5));
    Api.Pair third = Api.pair(api.refresh(second.refresh()));
    pass(Duration.ofSeconds(5));
    assertThat(Api.pair(api.refresh(first.refresh())).refresh()).isEqualTo(third.refresh());
    pass(Duration.ofSeconds(11));
    Api.Pair fourth = Api.pair(api.refresh(third.refresh()));
    api.refresh(first.refresh()).expectProblem(401, "Invalid token");
    api.me(fourth.access()).expect(401);
  }

  @Test
  void a_burst_ends_after_a_minute_however_busy_it_is() {
    Api.Pair first = newcomer();
    Api.Pair current = first;
    for (int i = 0; i < 8; i++) {
      current = Api.pair(api.refresh(current.refresh()));
      pass(Duration.ofSeconds(9));
    }
    current = Api.pair(api.refresh(current.refresh()));
    api.refresh(first.refresh()).expectProblem(401, "Invalid token");
    api.me(current.access()).expect(401);
  }

  @Test
  void a_lost_answer_can_be_had_again_by_the_same_client_in_the_same_network() {
    String[] home = {"User-Agent", PHONE, "X-Forwarded-For", "203.0.113.7"};
    Api.Pair pair = newcomer(home);
    Api.Pair lost = Api.pair(api.refresh(pair.refresh(), home));
    pass(Duration.ofSeconds(500));
    Api.Pair again =
        Api.pair(
            api.refresh(pair.refresh(), "User-Agent", PHONE, "X-Forwarded-For", "203.0.113.200"));
    assertThat(again.refresh()).isEqualTo(lost.refresh());
    api.me(again.access()).expect(200);
    assertThat(audited(pair, "recovery")).isEqualTo(1);
  }

  @Test
  void a_lost_answer_is_not_for_another_network() {
    Api.Pair pair = newcomer("User-Agent", PHONE, "X-Forwarded-For", "203.0.113.7");
    api.refresh(pair.refresh(), "User-Agent", PHONE, "X-Forwarded-For", "203.0.113.7").expect(200);
    pass(Duration.ofSeconds(60));
    api.refresh(pair.refresh(), "User-Agent", PHONE, "X-Forwarded-For", "203.0.114.7").expect(401);
    api.me(pair.access()).expect(401);
  }

  @Test
  void a_lost_answer_is_lost_for_good_after_ten_minutes() {
    Api.Pair pair = newcomer();
    api.refresh(pair.refresh()).expect(200);
    pass(Duration.ofSeconds(601));
    api.refresh(pair.refresh()).expect(401);
    assertThat(reasonOfTheEnd(pair)).isEqualTo(1);
  }

  @Test
  void three_answers_a_day_may_be_lost_and_no_more() {
    Api.Pair pair = newcomer();
    Api.Pair next = Api.pair(api.refresh(pair.refresh()));
    for (int i = 0; i < 3; i++) {
      pass(Duration.ofSeconds(11));
      assertThat(Api.pair(api.refresh(pair.refresh())).refresh()).isEqualTo(next.refresh());
    }
    pass(Duration.ofSeconds(11));
    api.refresh(pair.refresh()).expect(401);
    api.refresh(next.refresh()).expect(401);
  }

  @Test
  void the_next_day_an_answer_may_be_lost_again() {
    Api.Pair pair = newcomer();
    for (int day = 0; day < 2; day++) {
      Api.Pair next = Api.pair(api.refresh(pair.refresh()));
      for (int i = 0; i < 3; i++) {
        pass(Duration.ofSeconds(11));
        Api.pair(api.refresh(pair.refresh()));
      }
      pair = next;
      pass(Duration.ofDays(1));
    }
  }

  @Test
  void a_token_ahead_of_its_row_is_refused_and_the_session_stays() {
    Api.Pair pair = newcomer();
    Api.Pair next = Api.pair(api.refresh(pair.refresh()));
    server.sql(
        "UPDATE refresh_tokens SET generation = 0 WHERE session_id = :sid",
        Map.of("sid", sid(pair)));
    api.refresh(next.refresh()).expectProblem(401, "Invalid token");
    api.me(next.access()).expect(200);
    assertThat(audited(pair, "ahead")).isEqualTo(1);
    api.refresh(pair.refresh()).expect(200);
  }

  @Test
  void an_unused_token_dies_after_a_week() {
    Api.Pair pair = newcomer();
    pass(Duration.ofDays(7).minusSeconds(5));
    Api.Pair next = Api.pair(api.refresh(pair.refresh()));
    pass(Duration.ofDays(7).plusSeconds(1));
    api.refresh(next.refresh()).expectProblem(401, "Invalid token");
    assertThat(audited(pair, "expired") + audited(pair, "revoked")).isEqualTo(1);
  }

  @Test
  void a_session_ends_after_thirty_days_however_often_it_is_refreshed() {
    Api.Pair pair = newcomer();
    for (int i = 0; i < 5; i++) {
      pass(Duration.ofDays(6).minusSeconds(30));
      pair = Api.pair(api.refresh(pair.refresh()));
    }
    Answer last = api.refresh(pair.refresh()).expect(200);
    assertThat(last.json().get("expires_in").intValue()).isBetween(90, 150);
    api.me(Api.pair(last).access()).expect(200);
    pass(Duration.ofSeconds(151));
    api.me(Api.pair(last).access()).expect(401);
    api.refresh(Api.pair(last).refresh()).expectProblem(401, "Invalid token");
  }

  @Test
  void an_access_token_dies_at_its_time_and_a_refresh_brings_another() {
    Api.Pair pair = newcomer();
    pass(Duration.ofMinutes(29));
    api.me(pair.access()).expect(200);
    pass(Duration.ofSeconds(61));
    api.me(pair.access()).expectProblem(401, "Invalid credentials");
    api.me(Api.pair(api.refresh(pair.refresh())).access()).expect(200);
  }

  @Test
  void neither_kind_of_token_passes_as_the_other() {
    Api.Pair pair = newcomer();
    api.refresh(pair.access()).expectProblem(401, "Invalid token");
    api.me(pair.refresh()).expectProblem(401, "Invalid credentials");
    api.me(pair.access()).expect(200);
    api.refresh(pair.refresh()).expect(200);
  }

  @Test
  void no_grace_crosses_an_epoch() {
    Api.Pair pair = newcomer();
    Api.Pair next = Api.pair(api.refresh(pair.refresh()));
    raiseEpoch(pair);
    api.refresh(pair.refresh()).expectProblem(401, "Invalid token");
    assertThat(audited(pair, "epoch_changed")).isEqualTo(1);
    Api.Pair after = Api.pair(api.refresh(next.refresh()));
    assertThat(Jwt.of(after.access()).claims().get("ver").longValue()).isEqualTo(1);
    api.me(after.access()).expect(200);
  }

  @Test
  void a_changed_or_cut_token_is_refused_and_changes_nothing() {
    Api.Pair pair = newcomer();
    String token = pair.refresh();
    for (int i = 0; i < token.length(); i += 7) {
      char other = token.charAt(i) == 'A' ? 'B' : 'A';
      String changed = token.substring(0, i) + other + token.substring(i + 1);
      api.refresh(changed).expectProblem(401, "Invalid token");
      api.refresh(token.substring(0, i) + ".").expectProblem(401, "Invalid token");
    }
    for (String odd :
        List.of(token + "A", token + "=", " " + token, token + "\n", "gtr_", ".", "é")) {
      api.refresh(odd).expectProblem(401, "Invalid token");
    }
    assertThat(generation(pair)).isZero();
    api.refresh(token).expect(200);
  }

  @Test
  void the_spare_bits_of_the_last_character_make_no_second_token() {
    Api.Pair pair = newcomer();
    String token = pair.refresh();
    String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    for (int i = 0; i < alphabet.length(); i++) {
      String other = token.substring(0, token.length() - 1) + alphabet.charAt(i);
      if (!other.equals(token)) {
        api.refresh(other).expect(401);
      }
    }
    api.refresh(token).expect(200);
  }

  @Test
  void a_refresh_that_races_a_logout_leaves_no_live_session() {
    for (int round = 0; round < 25; round++) {
      Api.Pair pair = newcomer();
      List<Answer> answers =
          Together.all(
              List.of(
                  () -> api.refresh(pair.refresh()),
                  () -> api.logout(pair.access()),
                  () -> api.refresh(pair.refresh())));
      answers.get(1).expect(200);
      api.me(pair.access()).expect(401);
      api.refresh(pair.refresh()).expect(401);
      for (Answer refreshed : List.of(answers.get(0), answers.get(2))) {
        assertThat(refreshed.status()).isIn(200, 401);
        if (refreshed.status() == 200) {
          api.me(Api.pair(refreshed).access()).expect(401);
          api.refresh(Api.pair(refreshed).refresh()).expect(401);
        }
      }
    }
  }

  @Test
  void a_sign_in_that_races_a_deactivation_loses() {
    for (int round = 0; round < 15; round++) {
      String email = newEmail();
      String id = api.register(email, PASSWORD).expect(201).text("id");
      List<Answer> answers =
          Together.all(
              List.of(
                  () -> api.login(email, PASSWORD),
                  () -> {
                    deactivate(id);
                    return api.get("/health/live");
                  },
                  () -> api.login(email, PASSWORD)));
      for (Answer answer : List.of(answers.get(0), answers.get(2))) {
        assertThat(answer.status()).isIn(200, 401);
      }
      assertThat(
              server.number(
                  "SELECT COUNT(*) AS n FROM user_sessions WHERE user_id = :id AND is_active ="
                      + " TRUE",
                  Map.of("id", UUID.fromString(id))))
          .isZero();
      for (Answer answer : List.of(answers.get(0), answers.get(2))) {
        if (answer.status() == 200) {
          api.refresh(Api.pair(answer).refresh()).expect(401);
        }
      }
      api.login(email, PASSWORD).expect(401);
    }
  }

  private void pass(Duration time) {
    server.time().pass(time);
  }

  private void raiseEpoch(Api.Pair pair) {
    server.sql(
        "UPDATE users SET auth_epoch = auth_epoch + 1 WHERE id = :id",
        Map.of("id", UUID.fromString(claim(pair, "sub"))));
  }

  /// As whoever deactivates has to: the epoch first, then the sweep.
  private void deactivate(String id) {
    Map<String, UUID> user = Map.of("id", UUID.fromString(id));
    server.sql(
        "UPDATE users SET is_active = FALSE, auth_epoch = auth_epoch + 1 WHERE id = :id", user);
    server.sql("UPDATE user_sessions SET is_active = FALSE WHERE user_id = :id", user);
  }

  private long generation(Api.Pair pair) {
    return server.number(
        "SELECT generation AS n FROM refresh_tokens WHERE session_id = :sid",
        Map.of("sid", sid(pair)));
  }

  private long reasonOfTheEnd(Api.Pair pair) {
    return server.number(
        "SELECT COUNT(*) AS n FROM user_sessions WHERE id = :sid"
            + " AND ended_reason = 'refresh_token_reused'",
        Map.of("sid", sid(pair)));
  }

  private long audited(Api.Pair pair, String reason) {
    return server.number(
        "SELECT COUNT(*) AS n FROM audit_events WHERE target = :sid AND reason = :reason",
        Map.of("sid", claim(pair, "sid"), "reason", reason));
  }

  private static UUID sid(Api.Pair pair) {
    return UUID.fromString(claim(pair, "sid"));
  }

  private static String claim(Api.Pair pair, String name) {
    return Jwt.of(pair.access()).claims().get(name).stringValue();
  }
}
