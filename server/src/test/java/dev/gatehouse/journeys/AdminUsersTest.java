package dev.gatehouse.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.identity.refusals.Refusals;
import dev.gatehouse.testing.Answer;
import dev.gatehouse.testing.Api;
import dev.gatehouse.testing.Jwt;
import dev.gatehouse.testing.Mails;
import dev.gatehouse.testing.OnEveryDatabase;
import dev.gatehouse.testing.PasskeyUser;
import dev.gatehouse.testing.TestServer;
import dev.gatehouse.testing.TestTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Users under the admin API: created, shown, changed, deleted.
@OnEveryDatabase
class AdminUsersTest extends AdminJourney {

  @Test
  void a_user_is_created_shown_changed_and_deleted() {
    String email = newEmail();
    Answer made =
        root.post(
            "/users",
            Map.of("email", email, "name", "Ada", "password", PASSWORD, "is_verified", true));
    made.expect(201);
    String id = made.text("id");
    assertThat(root.get("/users/" + id).expect(200).json()).isEqualTo(made.json());
    assertThat(made.json().get("roles").toString()).isEqualTo("[\"user\"]");
    assertThat(made.json().get("is_verified").booleanValue()).isTrue();
    assertThat(made.json().get("last_login").isNull()).isTrue();
    api.login(email, PASSWORD).expect(200);
    Map<String, Object> changes = new HashMap<>();
    changes.put("name", null);
    changes.put("email", "new." + email);
    Answer changed = root.patch("/users/" + id, changes).expect(200);
    assertThat(changed.text("email")).isEqualTo("new." + email);
    assertThat(changed.json().get("name").isNull()).isTrue();
    assertThat(changed.json().get("is_verified").booleanValue()).isFalse();
    api.login(email, PASSWORD).expect(401);
    api.login("new." + email, PASSWORD).expect(200);
    root.delete("/users/" + id).expect(204);
    root.get("/users/" + id).expectProblem(404, "There is no such user");
    root.delete("/users/" + id).expect(404);
    api.login("new." + email, PASSWORD).expect(401);
  }

  @Test
  void a_mailbox_has_one_user() {
    String email = newEmail();
    String id = root.post("/users", Map.of("email", email)).expect(201).text("id");
    root.post("/users", Map.of("email", email.toUpperCase(java.util.Locale.ROOT)))
        .expectProblem(409, "Email already registered");
    Somebody other = somebody("user");
    root.patch("/users/" + id, Map.of("email", other.email())).expect(409);
    assertThat(root.get("/users/" + id).text("email")).isEqualTo(email);
  }

  @Test
  void a_user_without_a_password_cannot_sign_in() {
    String email = newEmail();
    root.post("/users", Map.of("email", email)).expect(201);
    api.login(email, PASSWORD).expect(401);
    api.post("/api/v1/auth/login", Map.of("email", email, "password", "")).expect(401);
  }

  @Test
  void a_deactivated_user_is_out_at_once_and_back_after_an_activation() {
    Somebody user = somebody("user");
    api.me(user.pair().access()).expect(200);
    root.patch("/users/" + user.id(), Map.of("is_active", false)).expect(200);
    api.me(user.pair().access()).expect(401);
    api.refresh(user.pair().refresh()).expect(401);
    api.login(user.email(), PASSWORD).expect(401);
    root.patch("/users/" + user.id(), Map.of("is_active", true)).expect(200);
    api.me(user.pair().access()).expect(401);
    api.refresh(user.pair().refresh()).expect(401);
    api.login(user.email(), PASSWORD).expect(200);
  }

  @Test
  void a_new_password_ends_every_session() {
    Somebody user = somebody("user");
    root.patch("/users/" + user.id(), Map.of("password", "OtherTest1234")).expect(200);
    api.me(user.pair().access()).expect(401);
    api.refresh(user.pair().refresh()).expect(401);
    api.login(user.email(), PASSWORD).expect(401);
    api.login(user.email(), "OtherTest1234").expect(200);
    root.patch("/users/" + user.id(), Map.of("password", "short")).expect(422);
    api.login(user.email(), "OtherTest1234").expect(200);
  }

  @Test
  void users_are_told_of_an_address_and_a_password_that_an_administrator_gave_them() {
    Somebody user = somebody("user");
    String wanted = newEmail();
    root.patch("/users/" + user.id(), Map.of("email", wanted)).expect(200);
    Mails mails = new Mails(api);
    assertThat(mails.await(user.email(), "was changed").text())
        .contains("administrator")
        .doesNotContain(wanted);
    String token = mails.await(wanted, "Confirm your email").token();
    api.post("/api/auth/email/verify", Map.of("token", token)).expect(200);
    assertThat(root.get("/users/" + user.id()).json().get("is_verified").booleanValue()).isTrue();
    root.patch("/users/" + user.id(), Map.of("password", "OtherTest1234")).expect(200);
    mails.await(wanted, "was set");
    String third = newEmail();
    root.patch("/users/" + user.id(), Map.of("email", third, "is_verified", true)).expect(200);
    mails.await(wanted, "was changed");
    assertThat(mails.about(third, "Confirm your email")).isEmpty();
    assertThat(mails.about(user.email(), "was set")).isEmpty();
  }

  @Test
  void what_is_deleted_leaves_its_bare_id_in_the_audit_and_no_live_token() {
    Somebody user = somebody("user");
    root.delete("/users/" + user.id()).expect(204);
    api.me(user.pair().access()).expect(401);
    api.refresh(user.pair().refresh()).expect(401);
    List<String> actions =
        texts(
            root.get("/audit-events?target=" + user.id()).expect(200).json().get("items"),
            "action");
    assertThat(actions).containsExactly("user.delete", "user.create");
  }

  @Test
  void every_session_of_a_user_is_ended() {
    Somebody user = somebody("user");
    Somebody again = signIn(user.email());
    assertThat(root.get("/users/" + user.id() + "/sessions?active=true").json().get("items").size())
        .isEqualTo(2);
    assertThat(
            root.post("/users/" + user.id() + "/sessions/end")
                .expect(200)
                .json()
                .get("sessions_ended")
                .intValue())
        .isEqualTo(2);
    api.me(user.pair().access()).expect(401);
    api.refresh(again.pair().refresh()).expect(401);
    var ended = root.get("/users/" + user.id() + "/sessions").json().get("items");
    assertThat(texts(ended, "ended_reason")).containsOnly("ended_by_admin").hasSize(2);
    assertThat(root.get("/users/" + user.id() + "/sessions?active=true").json().get("items").size())
        .isZero();
    api.login(user.email(), PASSWORD).expect(200);
  }

  @Test
  void why_tells_how_a_session_ended_and_what_a_request_did() {
    Somebody user = somebody("user");
    String session =
        texts(root.get("/users/" + user.id() + "/sessions").json().get("items"), "id").getFirst();
    Answer ended = root.post("/users/" + user.id() + "/sessions/end").expect(200);
    Answer why = root.get("/why/" + session).expect(200);
    assertThat(why.json().at("/session/ended_reason").stringValue()).isEqualTo("ended_by_admin");
    assertThat(texts(why.json().get("events"), "action")).contains("session.start");
    Answer request = root.get("/why/" + ended.header("X-Request-Id")).expect(200);
    assertThat(texts(request.json().get("events"), "action")).containsExactly("user.sessions.end");
    root.get("/why/" + user.id().replace('0', '1')).expect(404);
    root.get("/why/..").expect(404);
  }

  @Test
  void why_tells_which_credential_was_refused_and_for_what() {
    Somebody user = somebody("user");
    String access = user.pair().access();
    String session = Jwt.of(access).claims().get("sid").stringValue();
    String key = apiKey(user);
    char last = key.charAt(41) == 'a' ? 'b' : 'a';
    assertRefusal("malformed", null, api.me("nonsense"));
    assertRefusal("malformed", null, api.me(key.substring(0, 41) + last));
    assertRefusal("signature", null, api.me(Jwt.of(access).withSignature(new byte[64]).text()));
    assertRefusal(
        "unknown_signing_key",
        null,
        api.me(
            Jwt.of(access)
                .withHeader("{\"alg\":\"ES256\",\"typ\":\"at+jwt\",\"kid\":\"x\"}")
                .text()));
    assertRefusal("unknown_token", null, api.me("11111111-1111-4111-8111-111111111111"));
    root.put("/users/" + user.id() + "/roles/auditor").expect(204);
    assertRefusal("epoch_passed", session, api.me(access));
    String again = signIn(user.email()).pair().access();
    api.logout(again).expect(200);
    assertRefusal("session_ended", Jwt.of(again).claims().get("sid").stringValue(), api.me(again));
    String keyId = ownKey(user.email());
    root.delete("/api-keys/" + keyId).expect(204);
    assertRefusal("key_revoked", keyId, api.me(key));
    Api.Pair late = root.pair();
    server.time().pass(Duration.ofMinutes(40));
    root = signIn(ADMINISTRATOR);
    assertRefusal(
        "expired", Jwt.of(late.access()).claims().get("sid").stringValue(), api.me(late.access()));
  }

  @Test
  void why_tells_of_keys_that_never_were_or_were_replaced_and_of_second_factors_that_are_missing() {
    Somebody user = somebody("auditor");
    String key = apiKey(user);
    String keyId = ownKey(user.email());
    String path = "/api/auth/api-keys/" + keyId + "/rotate";
    String[] headers = {"Authorization", "Bearer " + user.pair().access()};
    String next = api.post(path, Map.of(), headers).expect(201).text("key");
    assertRefusal("key_rotated", keyId, api.me(key));
    Somebody gone = somebody("user");
    String orphan = apiKey(gone);
    root.delete("/users/" + gone.id()).expect(204);
    assertRefusal("unknown_key", null, api.me(orphan));
    try (TestServer strict = server.anotherNode(Map.of("MFA_REQUIRED_ROLES", "auditor"))) {
      Answer refused = strict.api().me(user.pair().access()).expect(401);
      JsonNode refusal = refusal(root.on(strict.api()), refused);
      assertThat(refusal.get("reason").stringValue()).isEqualTo("second_factor_required");
      assertThat(refusal.get("subject").stringValue()).isEqualTo(sessionIn(user));
      strict.api().me(next).expect(401);
    }
    root.patch("/users/" + user.id(), Map.of("is_active", false)).expect(200);
    assertThat(refusal(root, api.me(next).expect(401)).get("reason").stringValue())
        .isEqualTo("key_revoked");
  }

  private static String sessionIn(Somebody user) {
    return Jwt.of(user.pair().access()).claims().get("sid").stringValue();
  }

  @Test
  void why_tells_what_became_of_a_sessions_token() {
    try (TestServer node = server.anotherNode(Map.of("AUTH_MODE", "session"))) {
      String email = somebody("user").email();
      Map<String, String> login = Map.of("email", email, "password", PASSWORD);
      String first =
          node.api().post("/api/auth/login", login).expect(200).json().at("/data/token").asString();
      String second =
          node.api()
              .bearer("POST", "/api/auth/refresh", first)
              .expect(200)
              .json()
              .at("/data/token")
              .asString();
      Answer replaced = node.api().bearer("GET", "/api/auth/me", first).expect(401);
      JsonNode refusal = refusal(root.on(node.api()), replaced);
      assertThat(refusal.get("reason").stringValue()).isEqualTo("token_replaced");
      String session = refusal.get("subject").stringValue();
      node.api().bearer("POST", "/api/auth/logout", second).expect(200);
      for (String token : List.of(first, second)) {
        Answer ended = node.api().bearer("GET", "/api/auth/me", token).expect(401);
        assertThat(refusal(root.on(node.api()), ended).get("reason").stringValue())
            .isEqualTo("session_ended");
        assertThat(refusal(root.on(node.api()), ended).get("subject").stringValue())
            .isEqualTo(session);
      }
    }
  }

  @Test
  void a_flood_of_made_up_credentials_takes_no_more_than_its_places_and_hides_nothing() {
    String over = newcomer().access();
    api.logout(over).expect(200);
    try (TestTime.Standstill _ = server.time().stand()) {
      List<String> flood = new ArrayList<>();
      for (int i = 0; i < Refusals.A_MINUTE + 30; i++) {
        flood.add(api.me("made-up-" + i).expect(401).header("X-Request-Id"));
      }
      assertRefusal("session_ended", Jwt.of(over).claims().get("sid").stringValue(), api.me(over));
      assertThat(flood)
          .filteredOn(id -> root.get("/why/" + id).status() == 200)
          .hasSize(Refusals.A_MINUTE);
    }
  }

  @Test
  void a_refused_credential_is_forgotten_after_a_day() {
    String insert =
        """
        INSERT INTO refusals (id, request_id, reason, refused_at)
        VALUES (:id, :id, 'expired', :at)
        """;
    Instant now = server.database().clock().instant();
    String old = UUID.randomUUID().toString();
    String young = UUID.randomUUID().toString();
    server.sql(insert, Map.of("id", old, "at", now.minus(Duration.ofHours(25))));
    server.sql(insert, Map.of("id", young, "at", now.minus(Duration.ofHours(23))));
    root.post("/sessions/cleanup").expect(200);
    root.get("/why/" + old).expect(404);
    root.get("/why/" + young).expect(200);
  }

  private void assertRefusal(String reason, @Nullable String subject, Answer refused) {
    JsonNode refusal = refusal(root, refused.expect(401));
    assertThat(refusal.get("reason").stringValue()).isEqualTo(reason);
    assertThat(refusal.get("subject").asString("")).isEqualTo(subject == null ? "" : subject);
  }

  private static JsonNode refusal(Somebody reader, Answer refused) {
    Answer why = reader.get("/why/" + refused.header("X-Request-Id")).expect(200);
    return why.json().get("refusal");
  }

  private String apiKey(Somebody owner) {
    return api.post(
            "/api/auth/api-keys",
            Map.of("name", "CI", "scopes", List.of("account:read")),
            "Authorization",
            "Bearer " + owner.pair().access())
        .expect(201)
        .text("key");
  }

  private String ownKey(String email) {
    return server
        .database()
        .read(tx ->
            tx.sql("SELECT k.id FROM api_keys k JOIN users u ON u.id = k.user_id WHERE email = :e")
                .bind("e", email)
                .only(row -> row.uuid("id").toString()));
  }

  @Test
  void expired_sessions_are_counted_and_cleaned_up() {
    somebody("user");
    long alive = root.get("/sessions/count").json().get("active_sessions").longValue();
    assertThat(alive).isGreaterThanOrEqualTo(2);
    root.post("/sessions/cleanup").expect(200);
    assertThat(root.get("/sessions/count").json().get("active_sessions").longValue())
        .isEqualTo(alive);
  }

  @Test
  void whatever_an_administrator_changes_is_written_down() {
    Somebody user = somebody("user");
    root.patch("/users/" + user.id(), Map.of("name", "Ada")).expect(200);
    String role = role("stats:read");
    root.put("/users/" + user.id() + "/roles/" + role).expect(204);
    root.delete("/users/" + user.id() + "/roles/" + role).expect(204);
    root.post("/users/" + user.id() + "/password/force-change").expect(200);
    root.post("/users/" + user.id() + "/mfa/reset").expect(200);
    root.post("/users/" + user.id() + "/sessions/end").expect(200);
    root.patch("/roles/" + role, Map.of("permissions", List.of("audit:read"))).expect(200);
    root.delete("/roles/" + role).expect(204);
    root.post("/permissions", Map.of("name", "reports:print")).expect(201);
    root.delete("/permissions/reports:print").expect(204);
    String invited = root.post("/invitations", Map.of("email", newEmail())).expect(201).text("id");
    root.delete("/invitations/" + invited).expect(204);
    Map<String, Object> hook = Map.of("url", "https://example.com/x", "events", List.of("role.*"));
    root.delete("/webhooks/" + root.post("/webhooks", hook).expect(201).text("id")).expect(204);
    root.delete("/users/" + user.id()).expect(204);
    assertThat(history(ADMINISTRATOR))
        .endsWith(
            "user.create",
            "user.change",
            "role.create",
            "user.role.grant",
            "user.role.revoke",
            "user.password.force_change",
            "user.mfa.reset",
            "user.sessions.end",
            "role.change",
            "role.delete",
            "permission.create",
            "permission.delete",
            "invitation.create",
            "invitation.delete",
            "webhook.create",
            "webhook.delete",
            "user.delete");
  }

  @Test
  void what_is_over_is_forgotten_in_its_own_time_and_not_before() {
    Somebody user = somebody("user");
    String access = user.pair().access();
    new PasskeyUser(api, access).newPasskey();
    api.bearer("POST", "/api/auth/ws/ticket", access).expect(200);
    Map<String, Object> wish = Map.of("name", "a key", "scopes", List.of("account:read"));
    String key =
        api.post("/api/auth/api-keys", wish, "Authorization", "Bearer " + access)
            .expect(201)
            .text("id");
    api.bearer("DELETE", "/api/auth/api-keys/" + key, access).expect(204);
    signIn(user.email());
    api.logout(access).expect(200);
    assertThat(keptAfter(Duration.ZERO, user)).containsExactly(1L, 1L, 1L, 2L);
    assertThat(keptAfter(Duration.ofMinutes(5), user)).containsExactly(0L, 1L, 1L, 2L);
    assertThat(keptAfter(Duration.ofMinutes(15), user)).containsExactly(0L, 0L, 1L, 2L);
    assertThat(keptAfter(Duration.ofDays(90), user)).containsExactly(0L, 0L, 0L, 2L);
    assertThat(keptAfter(Duration.ofDays(7), user)).containsExactly(0L, 0L, 0L, 1L);
    var sessions = root.get("/users/" + user.id() + "/sessions").json().get("items");
    assertThat(texts(sessions, "ended_reason")).containsExactly("expired");
  }

  /// What the cleaner leaves when that time has passed: completed passkey flows, one-time tokens,
  /// API keys and sessions.
  private List<Long> keptAfter(Duration time, Somebody user) {
    server.time().pass(time);
    signInAgain();
    root.post("/sessions/cleanup").expect(200);
    Map<String, UUID> whose = Map.of("user", UUID.fromString(user.id()));
    return List.of(
        server.number("SELECT COUNT(*) AS n FROM passkey_flows", Map.of()),
        server.number("SELECT COUNT(*) AS n FROM one_time_tokens WHERE user_id = :user", whose),
        server.number("SELECT COUNT(*) AS n FROM api_keys WHERE user_id = :user", whose),
        server.number("SELECT COUNT(*) AS n FROM user_sessions WHERE user_id = :user", whose));
  }
}
