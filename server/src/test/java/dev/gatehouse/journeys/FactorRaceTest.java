package dev.gatehouse.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.testing.Answer;
import dev.gatehouse.testing.Api;
import dev.gatehouse.testing.Authenticator;
import dev.gatehouse.testing.OnEveryDatabase;
import dev.gatehouse.testing.TestServer;
import dev.gatehouse.testing.Together;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

/// Whatever proves who somebody is counts once, however many show it at the same moment.
@OnEveryDatabase
class FactorRaceTest extends MfaJourney {
  private static final int MANY = 8;

  @Test
  void one_recovery_code_opens_one_of_many_sign_ins() {
    Person person = enrolled();
    String code = person.recoveryCodes().getFirst();
    List<Callable<Integer>> works = new ArrayList<>();
    for (int i = 0; i < MANY; i++) {
      String half = half(person.email());
      works.add(() -> verify(half, "recovery_code", code).status());
    }
    expectOne(Together.all(works));
  }

  @Test
  void one_half_way_token_takes_one_of_many_recovery_codes() {
    Person person = enrolled();
    String half = half(person.email());
    List<Callable<Integer>> works =
        person.recoveryCodes().stream()
            .limit(MANY)
            .<Callable<Integer>>map(code -> () -> verify(half, "recovery_code", code).status())
            .toList();
    expectOne(Together.all(works));
    assertThat(api.bearer("GET", AUTH + "/mfa", person.access()).json().get("recovery_codes_left"))
        .hasToString("9");
  }

  @Test
  void one_code_renews_one_of_many_sessions_on_any_node() {
    Person person = enrolled();
    List<String> sessions = new ArrayList<>();
    for (int i = 0; i < MANY; i++) {
      sessions.add(signIn(person).access());
    }
    String code = person.app().next();
    try (TestServer other = server.anotherNode()) {
      List<Callable<Integer>> works = new ArrayList<>();
      for (int i = 0; i < MANY; i++) {
        Api node = i % 2 == 0 ? api : other.api();
        String bearer = "Bearer " + sessions.get(i);
        works.add(() ->
            node.post(AUTH + "/reauthenticate", Map.of("code", code), "Authorization", bearer)
                .status());
      }
      expectOne(Together.all(works));
    }
  }

  @Test
  void one_key_is_confirmed_once() {
    String email = newEmail();
    String access = api.newcomer(email).access();
    Answer key = call("/mfa/totp/enroll", access, "{}").expect(200);
    String code = new Authenticator(server, key.text("secret")).code();
    expectOne(
        Together.times(
            MANY, () -> call("/mfa/totp/confirm", access, Map.of("code", code)).status()));
  }

  @Test
  void one_session_changes_the_password_once_and_one_password_renews_it_once() {
    String email = newEmail();
    String access = api.newcomer(email).access();
    expectOne(
        Together.times(
            MANY, () -> call("/reauthenticate", access, Map.of("password", PASSWORD)).status()));
    String again = Api.pair(api.login(email, PASSWORD)).access();
    Map<String, String> change =
        Map.of("current_password", PASSWORD, "new_password", "Another1234");
    expectOne(Together.times(MANY, () -> call("/me/password", again, change).status()));
  }

  @Test
  void one_token_of_a_forced_change_sets_one_password() {
    Person person = enrolled();
    root.post("/users/" + person.id() + "/password/force-change").expect(200);
    String half = half(person.email());
    String token = verify(half, person.app().next()).expect(200).text("password_token");
    Map<String, String> change = Map.of("password_token", token, "new_password", "Another1234");
    expectOne(Together.times(MANY, () -> api.post(AUTH + "/me/password", change).status()));
  }

  private static void expectOne(List<Integer> statuses) {
    assertThat(statuses.stream().filter(status -> status == 200)).hasSize(1);
    assertThat(statuses).allMatch(status -> status == 200 || status == 401 || status == 409);
  }
}
