package dev.gatehouse.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.testing.Answer;
import dev.gatehouse.testing.Api;
import dev.gatehouse.testing.OnEveryDatabase;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Whoever signs out is told so, whatever they hold; and what they hold is dead.
@OnEveryDatabase
class LogoutTest extends Journey {

  @Test
  void without_any_credential_the_answer_is_the_same() {
    loggedOut(api.post(Api.V1 + "/logout"));
    loggedOut(api.post(Api.V1 + "/logout", "{}"));
    loggedOut(api.post(Api.V1 + "/logout", "{\"refresh_token\": null}"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Bearer nonsense",
        "Bearer a.b.c",
        "Bearer",
        "Bearer ",
        "Basic dTpw",
        "gtr_x",
        ","
      })
  void with_garbage_the_answer_is_the_same(String authorization) {
    loggedOut(api.post(Api.V1 + "/logout", "{}", "Authorization", authorization));
  }

  @Test
  void a_garbage_refresh_token_changes_nothing() {
    loggedOut(api.post(Api.V1 + "/logout", Map.of("refresh_token", "gtr_nonsense")));
  }

  @Test
  void an_expired_access_token_still_ends_its_session() {
    Api.Pair pair = newcomer();
    server.time().pass(Duration.ofMinutes(31));
    api.me(pair.access()).expect(401);
    loggedOut(api.logout(pair.access()));
    api.refresh(pair.refresh()).expectProblem(401, "Invalid token");
  }

  @Test
  void a_forged_access_token_ends_nothing() {
    Api.Pair pair = newcomer();
    String forged = pair.access().substring(0, pair.access().length() - 8) + "AAAAAAAA";
    loggedOut(api.logout(forged));
    api.me(pair.access()).expect(200);
    api.refresh(pair.refresh()).expect(200);
  }

  @Test
  void a_refresh_token_in_the_body_ends_the_session() {
    Api.Pair pair = newcomer();
    loggedOut(api.post(Api.V1 + "/logout", Map.of("refresh_token", pair.refresh())));
    api.me(pair.access()).expect(401);
    api.refresh(pair.refresh()).expectProblem(401, "Invalid token");
  }

  @Test
  void an_old_refresh_token_ends_the_session_too() {
    Api.Pair pair = newcomer();
    Api.Pair next = Api.pair(api.refresh(pair.refresh()));
    loggedOut(api.post(Api.V1 + "/logout", Map.of("refresh_token", pair.refresh())));
    api.me(next.access()).expect(401);
    api.refresh(next.refresh()).expect(401);
  }

  @Test
  void a_forged_refresh_token_ends_nothing() {
    Api.Pair pair = newcomer();
    String token = pair.refresh();
    String forged =
        token.substring(0, 40) + (token.charAt(40) == 'A' ? 'B' : 'A') + token.substring(41);
    loggedOut(api.post(Api.V1 + "/logout", Map.of("refresh_token", forged)));
    api.me(pair.access()).expect(200);
    api.refresh(token).expect(200);
  }

  @Test
  void a_bearer_and_a_refresh_token_of_two_sessions_end_both() {
    Api.Pair one = newcomer();
    Api.Pair other = newcomer();
    loggedOut(
        api.post(
            Api.V1 + "/logout",
            Map.of("refresh_token", other.refresh()),
            "Authorization",
            "Bearer " + one.access()));
    api.me(one.access()).expect(401);
    api.me(other.access()).expect(401);
    api.refresh(one.refresh()).expect(401);
    api.refresh(other.refresh()).expect(401);
  }

  @Test
  void a_second_logout_is_answered_like_the_first() {
    Api.Pair pair = newcomer();
    loggedOut(api.logout(pair.access()));
    loggedOut(api.logout(pair.access()));
  }

  @Test
  void one_device_signs_out_and_the_other_stays() {
    String email = newEmail();
    Api.Pair phone = api.newcomer(email);
    Api.Pair desk = Api.pair(api.login(email, PASSWORD));
    loggedOut(api.logout(phone.access()));
    assertThat(history(email)).endsWith("session.end");
    api.me(phone.access()).expect(401);
    api.me(desk.access()).expect(200);
    api.refresh(desk.refresh()).expect(200);
  }

  private static void loggedOut(Answer answer) {
    answer.expect(200);
    assertThat(answer.body()).isEqualTo("{\"message\":\"Logged out\"}");
  }
}
