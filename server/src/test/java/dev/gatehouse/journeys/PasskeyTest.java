package dev.gatehouse.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.testing.Answer;
import dev.gatehouse.testing.Api;
import dev.gatehouse.testing.Eventually;
import dev.gatehouse.testing.OnEveryDatabase;
import dev.gatehouse.testing.PasskeyUser;
import dev.gatehouse.testing.PasskeyUser.Flow;
import dev.gatehouse.testing.SoftPasskey;
import dev.gatehouse.testing.TestServer;
import dev.gatehouse.testing.Together;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Passkeys, from the first registration to the last sign-in, on every database.
@OnEveryDatabase
class PasskeyTest extends Journey {
  private static final String INVALID = "Invalid passkey";

  @Test
  void a_passkey_is_added_and_signs_its_user_in_without_a_name_or_a_password() {
    String email = newEmail();
    PasskeyUser user = new PasskeyUser(api, api.newcomer(email).access());
    SoftPasskey key = PasskeyUser.authenticator();
    Answer added = user.add(user.begin(), "Laptop", key).expect(201);
    assertThat(added.members())
        .containsExactly("backed_up", "created_at", "id", "last_used_at", "name");
    assertThat(added.text("name")).isEqualTo("Laptop");
    assertThat(added.json().get("last_used_at").isNull()).isTrue();
    Answer in = PasskeyUser.login(api, key).expect(200);
    assertThat(in.json().at("/user/email").stringValue()).isEqualTo(email);
    api.me(in.text("access_token")).expect(200);
    JsonNode listed = user.list().expect(200).json().at("/passkeys/0");
    assertThat(listed.get("last_used_at").isNull()).isFalse();
    assertThat(methodsOf(email)).isEqualTo("hwk user mfa");
  }

  @Test
  void options_are_those_of_webauthn_level_3() {
    String email = newEmail();
    PasskeyUser user = new PasskeyUser(api, api.newcomer(email).access());
    SoftPasskey key = user.newPasskey();
    JsonNode options = user.begin().options();
    assertThat(options.at("/rp/id").stringValue()).isEqualTo("localhost");
    assertThat(options.at("/user/name").stringValue()).isEqualTo(email);
    assertThat(SoftPasskey.decode(options.at("/user/id").stringValue()))
        .hasSize(32)
        .isEqualTo(key.userHandle);
    assertThat(SoftPasskey.decode(options.get("challenge").stringValue())).hasSize(32);
    assertThat(options.at("/excludeCredentials/0/id").stringValue())
        .isEqualTo(SoftPasskey.encode(key.id));
    assertThat(options.at("/authenticatorSelection/residentKey").stringValue())
        .isEqualTo("required");
    JsonNode request = PasskeyUser.beginLogin(api, null).options();
    assertThat(request.get("userVerification").stringValue()).isEqualTo("required");
    assertThat(request.get("allowCredentials").isEmpty()).isTrue();
    assertThat(request.get("rpId").stringValue()).isEqualTo("localhost");
  }

  @Test
  void contract_session_has_them_in_its_envelope() {
    String email = newEmail();
    try (TestServer node = server.anotherNode(Map.of("AUTH_MODE", "session"))) {
      Api session = node.api();
      String token =
          session
              .post(
                  "/api/auth/register", Map.of("email", email, "password", PASSWORD, "name", "Ada"))
              .expect(201)
              .json()
              .at("/data/token")
              .stringValue();
      PasskeyUser user = new PasskeyUser(session, token);
      SoftPasskey key = PasskeyUser.authenticator();
      Answer added = user.add(user.begin(), "Phone", key).expect(201);
      assertThat(added.members()).containsExactly("data", "message", "success");
      Answer in = PasskeyUser.login(session, key).expect(200);
      assertThat(in.text("message")).isEqualTo("Login successful");
      PasskeyUser again = new PasskeyUser(session, in.json().at("/data/token").stringValue());
      String id = added.json().at("/data/id").stringValue();
      assertThat(again.rename(id, "Old phone").expect(200).json().at("/data/name").stringValue())
          .isEqualTo("Old phone");
      assertThat(again.remove(id).expect(200).json().get("data").isNull()).isTrue();
      assertThat(again.list().expect(200).json().at("/data/passkeys").isEmpty()).isTrue();
    }
  }

  @Test
  void twenty_at_once_with_one_answer_start_one_session() {
    PasskeyUser user = new PasskeyUser(api, newcomer().access());
    SoftPasskey key = user.newPasskey();
    key.count++;
    Flow flow = PasskeyUser.beginLogin(api, null);
    Map<String, Object> credential = key.get(flow.options());
    List<Integer> statuses =
        Together.times(20, () -> PasskeyUser.login(api, flow.id(), credential, null).status());
    assertThat(statuses.stream().sorted()).startsWith(200, 401).endsWith(401);
  }

  @Test
  void twenty_at_once_with_one_answer_start_one_session_for_a_key_that_does_not_count() {
    PasskeyUser user = new PasskeyUser(api, newcomer().access());
    SoftPasskey key = PasskeyUser.authenticator();
    key.count = 0;
    user.add(user.begin(), "Synced", key).expect(201);
    Flow flow = PasskeyUser.beginLogin(api, null);
    Map<String, Object> credential = key.get(flow.options());
    List<Integer> statuses =
        Together.times(20, () -> PasskeyUser.login(api, flow.id(), credential, null).status());
    assertThat(statuses.stream().sorted()).startsWith(200, 401).endsWith(401);
    PasskeyUser.login(api, flow.id(), credential, null).expectProblem(401, INVALID);
  }

  @Test
  void twenty_at_once_add_one_passkey() {
    PasskeyUser user = new PasskeyUser(api, newcomer().access());
    Flow flow = user.begin();
    Map<String, Object> credential = PasskeyUser.authenticator().create(flow.options());
    List<Integer> statuses =
        Together.times(20, () -> user.add(flow.id(), "Key", credential).status());
    assertThat(statuses).containsOnlyOnce(201).containsOnly(201, 422);
    assertThat(user.list().json().get("passkeys")).hasSize(1);
  }

  @Test
  void one_flow_adds_one_passkey_whatever_keys_answer_it() {
    PasskeyUser user = new PasskeyUser(api, newcomer().access());
    Flow flow = user.begin();
    List<Integer> statuses =
        Together.times(10, () -> user.add(flow, "Key", PasskeyUser.authenticator()).status());
    assertThat(statuses).containsOnlyOnce(201).containsOnly(201, 422);
    assertThat(user.list().json().get("passkeys")).hasSize(1);
  }

  @Test
  void a_user_has_twenty_at_most_however_many_are_added_at_once() {
    String email = newEmail();
    PasskeyUser user = new PasskeyUser(api, api.newcomer(email).access());
    for (int i = 0; i < 16; i++) {
      user.newPasskey();
    }
    List<Flow> flows = Together.times(8, user::begin);
    List<Integer> statuses =
        Together.all(
            flows.stream()
                .<java.util.concurrent.Callable<Integer>>map(
                    flow -> () -> user.add(flow, "Key", PasskeyUser.authenticator()).status())
                .toList());
    assertThat(statuses.stream().sorted()).containsExactly(201, 201, 201, 201, 409, 409, 409, 409);
    assertThat(history(email, "passkey.add"))
        .hasSize(24)
        .filteredOn("passkey.add too_many_passkeys"::equals)
        .hasSize(4);
    assertThat(user.list().json().get("passkeys")).hasSize(20);
  }

  @Test
  void a_flow_is_over_after_five_minutes() {
    PasskeyUser user = new PasskeyUser(api, newcomer().access());
    SoftPasskey key = user.newPasskey();
    Flow late = user.begin();
    Flow flow = PasskeyUser.beginLogin(api, null);
    key.count++;
    server.time().pass(Duration.ofMinutes(5));
    user.add(late, "Late", PasskeyUser.authenticator()).expectProblem(422);
    PasskeyUser.login(api, flow.id(), key.get(flow.options()), null).expectProblem(401, INVALID);
    PasskeyUser.login(api, key).expect(200);
  }

  @Test
  void what_strangers_begin_leaves_nothing_in_the_database() {
    long before = server.number("SELECT COUNT(*) AS n FROM passkey_flows", Map.of());
    for (int i = 0; i < 20; i++) {
      PasskeyUser.beginLogin(api, null);
    }
    assertThat(server.number("SELECT COUNT(*) AS n FROM passkey_flows", Map.of()))
        .isEqualTo(before);
  }

  @Test
  void a_removed_passkey_opens_nothing() {
    PasskeyUser user = new PasskeyUser(api, newcomer().access());
    SoftPasskey key = user.newPasskey();
    String id = user.list().json().at("/passkeys/0/id").stringValue();
    user.remove(id).expect(204);
    user.remove(id).expectProblem(404, "There is no such passkey");
    PasskeyUser.login(api, key).expectProblem(401, INVALID);
  }

  @Test
  void whoever_gets_or_loses_a_passkey_is_told_by_mail() {
    String email = newEmail();
    PasskeyUser user = new PasskeyUser(api, api.newcomer(email).access());
    user.add(user.begin(), "My laptop", PasskeyUser.authenticator()).expect(201);
    Eventually.holds("the mail comes", () -> isTold(email, "A passkey was added at Gatehouse"));
    user.remove(user.list().json().at("/passkeys/0/id").stringValue()).expect(204);
    Eventually.holds(
        "the other mail comes", () -> isTold(email, "A passkey was removed at Gatehouse"));
  }

  @Test
  void whose_account_goes_takes_the_passkeys_along() {
    String email = newEmail();
    PasskeyUser user = new PasskeyUser(api, api.newcomer(email).access());
    SoftPasskey key = user.newPasskey();
    server.sql("DELETE FROM users WHERE email = :email", Map.of("email", email));
    PasskeyUser.login(api, key).expectProblem(401, INVALID);
  }

  private boolean isTold(String email, String subject) {
    return api.get("/dev/mailbox")
        .expect(200)
        .json()
        .valueStream()
        .filter(mail -> mail.get("to").stringValue().equals(email))
        .filter(mail -> mail.get("text").stringValue().contains("My laptop"))
        .anyMatch(mail -> mail.get("subject").stringValue().equals(subject));
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
