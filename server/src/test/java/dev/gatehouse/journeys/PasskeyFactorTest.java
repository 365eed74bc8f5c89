package dev.gatehouse.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.testing.Answer;
import dev.gatehouse.testing.Api;
import dev.gatehouse.testing.OnEveryDatabase;
import dev.gatehouse.testing.PasskeyUser;
import dev.gatehouse.testing.PasskeyUser.Flow;
import dev.gatehouse.testing.SoftPasskey;
import dev.gatehouse.testing.TestServer;
import dev.gatehouse.testing.Together;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// A passkey beside a password, for those who have second factors on.
@OnEveryDatabase
class PasskeyFactorTest extends Journey {
  private static final String INVALID = "Invalid passkey";
  private static final String AGAIN = "Sign in again";

  @Test
  void it_is_listed_asked_for_and_let_in() {
    String email = newEmail();
    SoftPasskey key = withFactor(email);
    Answer half = login(api, email);
    assertThat(half.json().get("methods").toString()).contains("\"passkey\"");
    String token = half.text("mfa_token");
    Flow flow = PasskeyUser.beginLogin(api, token);
    assertThat(flow.options().at("/allowCredentials/0/id").stringValue())
        .isEqualTo(SoftPasskey.encode(key.id));
    assertThat(flow.options().get("userVerification").stringValue()).isEqualTo("preferred");
    key.flags = SoftPasskey.UP;
    key.userHandle = null;
    key.count++;
    Answer in = PasskeyUser.login(api, flow.id(), key.get(flow.options()), token).expect(200);
    api.me(in.text("access_token")).expect(200);
    assertThat(methodsOf(email)).isEqualTo("pwd hwk user mfa");
    PasskeyUser.login(api, flow.id(), key.get(flow.options()), token).expectProblem(401, AGAIN);
  }

  @Test
  void contract_session_takes_it_too() {
    String email = newEmail();
    SoftPasskey key = withFactor(email);
    try (TestServer node = server.anotherNode(Map.of("AUTH_MODE", "session"))) {
      String token = login(node.api(), email).json().at("/data/mfa_token").stringValue();
      Flow flow = PasskeyUser.beginLogin(node.api(), token);
      key.count++;
      Answer in =
          PasskeyUser.login(node.api(), flow.id(), key.get(flow.options()), token).expect(200);
      assertThat(in.text("message")).isEqualTo("Login successful");
    }
  }

  @Test
  void alone_and_verified_it_is_both_factors() {
    String email = newEmail();
    SoftPasskey key = withFactor(email);
    Answer in = PasskeyUser.login(api, key).expect(200);
    assertThat(methodsOf(email)).isEqualTo("hwk user mfa");
    PasskeyUser user = new PasskeyUser(api, in.text("access_token"));
    user.begin();
  }

  @Test
  void twenty_at_once_with_one_token_start_one_session() {
    String email = newEmail();
    SoftPasskey key = withFactor(email);
    String token = login(api, email).text("mfa_token");
    Flow flow = PasskeyUser.beginLogin(api, token);
    key.count++;
    Map<String, Object> credential = key.get(flow.options());
    List<Integer> statuses =
        Together.times(20, () -> PasskeyUser.login(api, flow.id(), credential, token).status());
    assertThat(statuses.stream().sorted()).startsWith(200, 401).endsWith(401);
  }

  @Test
  void a_wrong_answer_is_one_of_the_tokens_five_tries() {
    String email = newEmail();
    SoftPasskey key = withFactor(email);
    String token = login(api, email).text("mfa_token");
    SoftPasskey liar = key.copy();
    liar.origin = "https://evil.example";
    for (int i = 0; i < 5; i++) {
      liar.count++;
      Flow flow = PasskeyUser.beginLogin(api, token);
      PasskeyUser.login(api, flow.id(), liar.get(flow.options()), token)
          .expectProblem(401, INVALID);
    }
    key.count = 20;
    Flow flow = PasskeyUser.beginLogin(api, token);
    PasskeyUser.login(api, flow.id(), key.get(flow.options()), token).expectProblem(401, AGAIN);
    List<String> written =
        new ArrayList<>(Collections.nCopies(5, "session.second_factor wrong_origin"));
    written.add("session.second_factor second_factor_over");
    assertThat(history(email, "session.second_factor")).isEqualTo(written);
  }

  @Test
  void a_token_is_good_for_its_own_user_and_its_own_flow() {
    String email = newEmail();
    String other = newEmail();
    SoftPasskey key = withFactor(email);
    withFactor(other);
    String token = login(api, email).text("mfa_token");
    String others = login(api, other).text("mfa_token");
    String second = login(api, email).text("mfa_token");
    Flow flow = PasskeyUser.beginLogin(api, token);
    Flow foreign = PasskeyUser.beginLogin(api, others);
    Flow alone = PasskeyUser.beginLogin(api, null);
    key.count = 9;
    refused(flow, key, others);
    refused(foreign, key, others);
    refused(foreign, key, token);
    refused(flow, key, second);
    refused(alone, key, token);
    PasskeyUser.login(api, flow.id(), key.get(flow.options()), null).expectProblem(401, INVALID);
    assertThat(history(email, "session.second_factor"))
        .containsExactly(
            "session.second_factor passkey_of_another",
            "session.second_factor flow_of_another_token",
            "session.second_factor flow_over");
    PasskeyUser.login(api, flow.id(), key.get(flow.options()), token).expect(200);
  }

  @Test
  void removing_the_last_passkey_leaves_the_second_factor_on() {
    String email = newEmail();
    SoftPasskey key = withFactor(email);
    Answer in = PasskeyUser.login(api, key).expect(200);
    PasskeyUser user = new PasskeyUser(api, in.text("access_token"));
    String id = user.list().json().at("/passkeys/0/id").stringValue();
    user.remove(id).expect(204);
    Answer half = login(api, email);
    assertThat(half.json().get("mfa_required").booleanValue()).isTrue();
    assertThat(half.json().get("methods").toString()).doesNotContain("passkey");
  }

  @Test
  void a_password_alone_neither_adds_nor_removes_where_second_factors_are_on() {
    String email = newEmail();
    PasskeyUser old = new PasskeyUser(api, api.newcomer(email).access());
    old.newPasskey();
    String id = old.list().json().at("/passkeys/0/id").stringValue();
    server.sql("UPDATE users SET mfa_enabled = TRUE WHERE email = :e", Map.of("e", email));
    old.remove(id).expectProblem(401);
    api.post(PasskeyUser.PREFIX + "/register/options", Map.of()).expectProblem(401);
    assertThat(old.list().json().get("passkeys")).hasSize(1);
  }

  private void refused(Flow flow, SoftPasskey key, String token) {
    PasskeyUser.login(api, flow.id(), key.get(flow.options()), token).expectProblem(401, INVALID);
  }

  /// Somebody with second factors on, and a passkey.
  private SoftPasskey withFactor(String email) {
    SoftPasskey key = new PasskeyUser(api, api.newcomer(email).access()).newPasskey();
    server.sql("UPDATE users SET mfa_enabled = TRUE WHERE email = :e", Map.of("e", email));
    return key;
  }

  private static Answer login(Api api, String email) {
    return api.post("/api/auth/login", Map.of("email", email, "password", PASSWORD)).expect(200);
  }

  private String methodsOf(String email) {
    return server
        .database()
        .read(tx ->
            tx.sql(
                    """
                    SELECT auth_methods FROM user_sessions s JOIN users u ON u.id = s.user_id
                    WHERE u.email = :email ORDER BY s.created_at DESC, s.id DESC
                    """)
                .bind("email", email)
                .first(row -> row.text("auth_methods"))
                .orElseThrow());
  }
}
