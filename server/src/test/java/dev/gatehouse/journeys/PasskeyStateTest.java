package dev.gatehouse.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.testing.Answer;
import dev.gatehouse.testing.Api;
import dev.gatehouse.testing.OnEveryDatabase;
import dev.gatehouse.testing.PasskeyUser;
import dev.gatehouse.testing.PasskeyUser.Flow;
import dev.gatehouse.testing.SoftPasskey;
import dev.gatehouse.testing.Together;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Passkeys and what else stands between a proof and a session: proof anew, roles that ask for a
/// second factor, a password that has to be changed.
@OnEveryDatabase
class PasskeyStateTest extends Journey {
  private static final String REAUTHENTICATE = "/api/auth/reauthenticate";

  @Override
  Map<String, String> environment() {
    return Map.of("MFA_REQUIRED_ROLES", "admin");
  }

  @Test
  void a_passkey_proves_anew_who_is_asking() {
    String old = newcomer().access();
    SoftPasskey key = new PasskeyUser(api, old).newPasskey();
    server.time().pass(Duration.ofMinutes(11));
    api.post(PasskeyUser.PREFIX + "/register/options", Map.of(), bearer(old)).expect(401);
    Answer renewed = reauthenticate(old, key).expect(200);
    String token = renewed.text("access_token");
    new PasskeyUser(api, token).begin();
    api.me(old).expect(401);
  }

  @Test
  void nobody_proves_anew_by_the_passkey_of_another_or_by_a_lie() {
    String email = newEmail();
    String mine = api.newcomer(email).access();
    SoftPasskey key = new PasskeyUser(api, mine).newPasskey();
    SoftPasskey other = new PasskeyUser(api, newcomer().access()).newPasskey();
    reauthenticate(mine, other).expectProblem(401, "Invalid passkey");
    SoftPasskey liar = key.copy();
    liar.flags = SoftPasskey.UP;
    reauthenticate(mine, liar).expectProblem(401, "Invalid passkey");
    api.post(REAUTHENTICATE, Map.of("credential", "x", "flow_id", "y"), bearer(mine))
        .expectProblem(422);
    assertThat(history(email, "session.step_up"))
        .containsExactly("session.step_up passkey_of_another", "session.step_up user_not_verified");
    reauthenticate(mine, key).expect(200);
  }

  @Test
  void ten_at_once_with_one_answer_renew_one_session() {
    String mine = newcomer().access();
    SoftPasskey key = new PasskeyUser(api, mine).newPasskey();
    key.count++;
    Flow flow = PasskeyUser.beginLogin(api, null);
    Map<String, Object> shown = Map.of("flow_id", flow.id(), "credential", key.get(flow.options()));
    List<Integer> statuses =
        Together.times(10, () -> api.post(REAUTHENTICATE, shown, bearer(mine)).status());
    assertThat(statuses.stream().sorted()).startsWith(200, 401).endsWith(401);
  }

  @Test
  void
      a_role_that_asks_for_a_second_factor_is_satisfied_by_a_passkey_and_not_by_its_owners_password() {
    String email = newEmail();
    SoftPasskey key = new PasskeyUser(api, api.newcomer(email).access()).newPasskey();
    makeAdmin(email);
    Answer in = PasskeyUser.login(api, key).expect(200);
    api.me(in.text("access_token")).expect(200);
    Api.Pair next = Api.pair(api.refresh(in.text("refresh_token")));
    api.me(next.access()).expect(200);
    api.bearer("GET", "/api/admin/users", next.access()).expect(200);
    Answer half =
        api.post("/api/auth/login", Map.of("email", email, "password", PASSWORD)).expect(200);
    assertThat(half.members()).containsExactly("methods", "mfa_required", "mfa_token");
    assertThat(half.json().get("methods").toString()).isEqualTo("[\"passkey\"]");
    Answer standing = api.bearer("GET", "/api/auth/mfa", next.access()).expect(200);
    assertThat(standing.json().get("enabled").booleanValue()).isTrue();
    assertThat(standing.json().get("required").booleanValue()).isTrue();
    assertThat(standing.json().get("totp").booleanValue()).isFalse();
    assertThat(standing.json().get("methods").toString()).isEqualTo("[\"passkey\"]");
  }

  @Test
  void a_passkey_that_nothing_asks_for_is_no_second_factor_that_is_on() {
    String access = newcomer().access();
    new PasskeyUser(api, access).newPasskey();
    Answer standing = api.bearer("GET", "/api/auth/mfa", access).expect(200);
    assertThat(standing.json().get("enabled").booleanValue()).isFalse();
    assertThat(standing.json().get("methods").toString()).isEqualTo("[]");
  }

  @Test
  void a_thief_of_the_password_sets_no_factor_up_beside_the_passkey_that_a_role_rests_on() {
    String email = newEmail();
    SoftPasskey key = new PasskeyUser(api, api.newcomer(email).access()).newPasskey();
    makeAdmin(email);
    for (String path : List.of("/api/auth", "/api/v1/auth")) {
      Answer half =
          api.post(path + "/login", Map.of("email", email, "password", PASSWORD)).expect(200);
      assertThat(half.members()).containsExactly("methods", "mfa_required", "mfa_token");
      expectNoEnrollment(half.text("mfa_token"));
    }
    String token = login(email).text("mfa_token");
    Flow flow = PasskeyUser.beginLogin(api, token);
    key.count++;
    Answer in = PasskeyUser.login(api, flow.id(), key.get(flow.options()), token).expect(200);
    String access = in.text("access_token");
    api.bearer("GET", "/api/admin/users", access).expect(200);
    api.post(REAUTHENTICATE, Map.of("password", PASSWORD), bearer(access))
        .expectProblem(401, "Prove who you are once more");
    api.me(access).expect(200);
  }

  @Test
  void a_token_to_set_a_factor_up_dies_when_there_is_one() {
    String email = newEmail();
    String access = api.newcomer(email).access();
    makeAdmin(email);
    String token = login(email).text("mfa_token");
    server.sql(
        "DELETE FROM user_roles WHERE user_id = (SELECT id FROM users WHERE email = :e)",
        Map.of("e", email));
    new PasskeyUser(api, access).newPasskey();
    makeAdmin(email);
    expectNoEnrollment(token);
  }

  @Test
  void whoever_has_no_password_sets_one_where_it_has_to_be_changed() {
    String email = newEmail();
    SoftPasskey key = new PasskeyUser(api, api.newcomer(email).access()).newPasskey();
    server.sql(
        "UPDATE users SET password_change_required = TRUE, hashed_password = NULL WHERE email = :e",
        Map.of("e", email));
    String token = PasskeyUser.login(api, key).expect(200).text("password_token");
    Map<String, String> wanted = Map.of("password_token", token, "new_password", "Another1234");
    String access = api.post("/api/auth/me/password", wanted).expect(200).text("access_token");
    api.me(access).expect(200);
    api.post("/api/auth/me/password", wanted).expectProblem(401, "Sign in again");
    api.login(email, "Another1234").expect(200).text("access_token");
  }

  private void expectNoEnrollment(String token) {
    Map<String, String> asker = Map.of("mfa_token", token);
    api.post("/api/auth/mfa/totp/enroll", asker).expectProblem(401, "Sign in again");
    api.post("/api/auth/mfa/totp/confirm", Map.of("mfa_token", token, "code", "123456"))
        .expectProblem(401, "Sign in again");
  }

  private Answer login(String email) {
    return api.post("/api/auth/login", Map.of("email", email, "password", PASSWORD)).expect(200);
  }

  @Test
  void a_password_that_must_be_changed_stands_before_a_sign_in_by_passkey_too() {
    String email = newEmail();
    SoftPasskey key = new PasskeyUser(api, api.newcomer(email).access()).newPasskey();
    server.sql(
        "UPDATE users SET password_change_required = TRUE WHERE email = :e", Map.of("e", email));
    Answer half = PasskeyUser.login(api, key).expect(200);
    assertThat(half.members()).containsExactly("password_change_required", "password_token");
  }

  private Answer reauthenticate(String token, SoftPasskey key) {
    key.count++;
    Flow flow = PasskeyUser.beginLogin(api, null);
    return api.post(
        REAUTHENTICATE,
        Map.of("flow_id", flow.id(), "credential", key.get(flow.options())),
        bearer(token));
  }

  private void makeAdmin(String email) {
    server.sql(
        """
        INSERT INTO user_roles (user_id, role_id)
        SELECT u.id, r.id FROM users u, roles r WHERE u.email = :e AND r.name = 'admin'
        """,
        Map.of("e", email));
  }

  private static String[] bearer(String token) {
    return new String[] {"Authorization", "Bearer " + token};
  }
}
