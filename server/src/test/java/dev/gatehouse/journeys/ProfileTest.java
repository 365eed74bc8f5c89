package dev.gatehouse.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.platform.crypto.Keyring;
import dev.gatehouse.platform.crypto.Randomness;
import dev.gatehouse.platform.crypto.Sealer;
import dev.gatehouse.platform.crypto.Secret;
import dev.gatehouse.platform.mail.Letter;
import dev.gatehouse.platform.outbox.Outbox;
import dev.gatehouse.testing.Answer;
import dev.gatehouse.testing.Eventually;
import dev.gatehouse.testing.Mails;
import dev.gatehouse.testing.OnEveryDatabase;
import dev.gatehouse.testing.TestServer;
import dev.gatehouse.testing.Together;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// One's own account over HTTP: changed, read out whole, erased.
@OnEveryDatabase
class ProfileTest extends AdminJourney {
  private static final String ME = "/api/auth/me";
  private static final Duration BOUND = NodesTest.ON_A_BUSY_MACHINE;
  private static final JsonMapper JSON = new JsonMapper();

  /// Other tests let time pass.
  @BeforeEach
  void signInAnew() {
    root = signIn(ADMINISTRATOR);
  }

  @Test
  void a_name_and_metadata_are_changed_and_what_is_not_named_stays() {
    Somebody user = somebody("user");
    Answer changed =
        patch(user, Map.of("name", "Ada", "metadata", Map.of("theme", List.of("dark", 1))));
    assertThat(changed.expect(200).text("name")).isEqualTo("Ada");
    assertThat(me(user).text("name")).isEqualTo("Ada");
    assertThat(export(user).get("metadata").toString()).isEqualTo("{\"theme\":[\"dark\",1]}");
    patch(user, Map.of()).expect(200);
    assertThat(me(user).text("name")).isEqualTo("Ada");
    Map<String, Object> cleared = new LinkedHashMap<>();
    cleared.put("name", null);
    patch(user, cleared).expect(200);
    assertThat(me(user).json().get("name").isNull()).isTrue();
    assertThat(export(user).get("metadata").toString()).contains("dark");
    patch(user, "{\"metadata\": null}").expect(200);
    assertThat(export(user).get("metadata")).isEmpty();
  }

  @Test
  void the_latest_events_are_ones_own_and_tell_nothing_of_others() {
    Somebody user = somebody("user");
    patch(user, Map.of("name", "Ada")).expect(200);
    api.login(user.email(), "not the right one").expect(401);
    root.patch("/users/" + user.id(), Map.of("name", "Grace")).expect(200);
    Somebody other = somebody("user");
    JsonNode events =
        api.get(
                "/api/auth/me/events",
                "Authorization",
                "Bearer " + signIn(user.email()).pair().access())
            .expect(200)
            .json()
            .get("events");
    List<String> seen =
        events
            .valueStream()
            .map(event ->
                event.get("action").stringValue() + " " + event.get("result").stringValue())
            .toList();
    assertThat(seen.getFirst()).isEqualTo("session.start done");
    assertThat(seen).contains("profile.change done", "session.start refused", "user.change done");
    JsonNode change =
        events
            .valueStream()
            .filter(event -> event.get("action").stringValue().equals("user.change"))
            .findFirst()
            .orElseThrow();
    assertThat(change.get("by_others").booleanValue()).isTrue();
    assertThat(change.get("ip_address").isNull()).isTrue();
    assertThat(events.toString()).doesNotContain(other.id(), root.id());
    api.get("/api/auth/me/events").expect(401);
  }

  @Test
  void nobody_sets_what_is_not_theirs_to_set() {
    Somebody user = somebody("user");
    JsonNode before = me(user).json();
    Map<String, Object> wanted = new LinkedHashMap<>();
    wanted.put("id", UUID.randomUUID().toString());
    wanted.put("email", "other@example.com");
    wanted.put("roles", List.of("admin"));
    for (String flag :
        List.of("is_active", "is_admin", "is_superuser", "is_verified", "mfa_enabled")) {
      wanted.put(flag, !before.path(flag).asBoolean(false));
    }
    for (String text : List.of("password", "hashed_password", "mfa_secret", "created_at")) {
      wanted.put(text, "2000-01-01T00:00:00Z");
    }
    wanted.put("auth_epoch", -1);
    wanted.put("legacy_id", 1);
    wanted.put("last_login", null);
    patch(user, wanted).expect(200);
    String key = key(user, "account:write");
    api.send(
            "PATCH",
            ME,
            BodyPublishers.ofString(JSON.writeValueAsString(wanted)),
            "Authorization",
            "Bearer " + key,
            "Content-Type",
            "application/json")
        .expect(200);
    assertThat(me(user).json()).isEqualTo(before);
    api.login(user.email(), PASSWORD).expect(200);
  }

  @Test
  void no_name_turns_the_direction_of_the_text_around_it() {
    Somebody user = somebody("user");
    for (String turned : List.of("Ada\u202Egpj.exe", "\u2066Ada\u2069", "\u202BAda\u202C")) {
      patch(user, Map.of("name", turned)).expectProblem(422);
      root.patch("/users/" + user.id(), Map.of("name", turned)).expectProblem(422);
      for (String path : List.of("/api/v1/auth", "/api/auth")) {
        api.post(
                path + "/register",
                Map.of(
                    "email", newEmail(), "password", PASSWORD, "name", turned, "full_name", turned))
            .expectProblem(422);
      }
    }
    String hebrew = "\u05E2\u05D3\u05D4\u200F (Ada)";
    assertThat(patch(user, Map.of("name", hebrew)).expect(200).text("name")).isEqualTo(hebrew);
  }

  @Test
  void metadata_has_its_bounds() {
    Somebody user = somebody("user");
    for (String metadata :
        List.of(
            "[]",
            "\"text\"",
            "17",
            "{\"big\": \"" + "a".repeat(16 * 1024) + "\"}",
            "{\"a\":".repeat(9) + "1" + "}".repeat(9),
            "{\"nul\": \"\\u0000\"}",
            "{\"huge\": 1e999}")) {
      patch(user, "{\"metadata\": " + metadata + "}").expectProblem(422);
    }
    patch(user, "{\"metadata\": {\"a\": 1, \"a\": 2}}").expectProblem(400);
    patch(user, "{\"metadata\": " + "{\"a\":".repeat(8) + "1" + "}".repeat(8) + "}").expect(200);
    patch(user, "{\"name\": \"" + "n".repeat(256) + "\"}").expectProblem(422);
  }

  @Test
  void the_export_tells_everything_and_no_secret() {
    Somebody user = somebody("user");
    String key = key(user, "account:read");
    api.login(user.email(), "Wrong1234").expect(401);
    Answer answer = api.bearer("GET", ME + "/export", user.pair().access()).expect(200);
    JsonNode all = answer.json();
    assertThat(all.get("account").get("email").stringValue()).isEqualTo(user.email());
    assertThat(all.get("account").get("roles").toString()).isEqualTo("[\"user\"]");
    assertThat(all.get("sessions")).isNotEmpty();
    assertThat(all.get("passkeys")).isEmpty();
    assertThat(all.get("api_keys").get(0).get("name").stringValue()).isEqualTo("Key");
    assertThat(texts(all.get("events_of_mine"), "action")).contains("apikey.create");
    assertThat(texts(all.get("events_about_me"), "action")).contains("user.create");
    assertThat(texts(all.get("events_about_me"), "by")).contains("somebody else");
    assertThat(answer.body())
        .doesNotContain(key, user.pair().access(), user.pair().refresh(), "hash", "$2", "secret");
    assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
    assertThat(history(user.email())).endsWith("profile.export");
    api.bearer("GET", ME + "/export", key).expectProblem(403);
    api.get(ME + "/export").expectProblem(401);
    String stranger = export(somebody("user")).toString();
    assertThat(stranger).doesNotContain(user.id(), user.email());
  }

  @Test
  void the_export_tells_what_went_by_mail_and_no_token_of_it() {
    Somebody user = somebody("user", role("users:write"));
    String invited = newEmail();
    user.post("/invitations", Map.of("email", invited)).expect(201);
    String wanted = newEmail();
    api.post(
            "/api/auth/me/email",
            Map.of("new_email", wanted, "password", PASSWORD),
            "Authorization",
            "Bearer " + user.pair().access())
        .expect(202);
    String undo = new Mails(api).await(user.email(), "about to change").token();
    putWaiting(user.email(), "Still waiting", undo);
    JsonNode all = export(user);
    assertThat(all.get("new_email").stringValue()).isEqualTo(wanted);
    assertThat(all.get("kept_addresses").has(user.email())).isTrue();
    assertThat(texts(all.get("mails_waiting"), "subject")).contains("Still waiting");
    assertThat(texts(all.get("one_time_tokens"), "purpose")).contains("change_email", "undo_email");
    assertThat(texts(all.get("invitations_given"), "email")).containsExactly(invited);
    assertThat(all.toString()).doesNotContain(undo);
    JsonNode strangers = export(somebody("user"));
    assertThat(strangers.get("mails_waiting")).isEmpty();
    assertThat(strangers.toString()).doesNotContain(user.email(), invited, wanted);
  }

  /// As if the mail server had not taken it yet.
  private void putWaiting(String to, String subject, String token) {
    Clock clock = server.database().clock();
    Randomness random = new Randomness(clock);
    Keyring keyring = new Keyring(new Secret(TestServer.SECRET), List.of());
    Outbox outbox = new Outbox(new Sealer(keyring, random), random, clock);
    Letter letter = new Letter(to, subject, "#token=" + token, "");
    server
        .database()
        .write(tx -> {
          UUID id = outbox.put(tx, Letter.KIND, letter.toPayload());
          return tx.sql("UPDATE outbox SET due_at = :late WHERE id = :id")
              .bind("late", clock.instant().plus(Duration.ofDays(1)))
              .bind("id", id)
              .update();
        });
  }

  @Test
  void an_erased_account_is_gone_everywhere_and_the_audit_keeps_the_bare_id() {
    Somebody user = somebody("user");
    String key = key(user, "account:read");
    try (TestServer other = server.anotherNode()) {
      other.api().me(user.pair().access()).expect(200);
      other.api().bearer("GET", ME, key).expect(200);
      api.bearer("GET", ME, key).expect(200);
      delete(user, Map.of("password", "Wrong1234")).expectProblem(401, "Invalid password");
      delete(user, Map.of()).expectProblem(422);
      Answer empty = api.bearer("DELETE", ME, user.pair().access()).expectProblem(422);
      assertThat(empty.json().at("/errors/0/field").stringValue()).isEqualTo("password");
      api.me(user.pair().access()).expect(200);
      delete(user, Map.of("password", PASSWORD)).expect(204);
      api.me(user.pair().access()).expectProblem(401);
      api.bearer("GET", ME, key).expectProblem(401);
      api.refresh(user.pair().refresh()).expectProblem(401);
      long begun = System.nanoTime();
      Eventually.holds(
          "the other node knows",
          () ->
              other.api().me(user.pair().access()).status() == 401
                  && other.api().bearer("GET", ME, key).status() == 401);
      assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(BOUND);
    }
    api.login(user.email(), PASSWORD).expectProblem(401, "Invalid email or password");
    root.get("/users/" + user.id()).expectProblem(404);
    for (String table : List.of("user_sessions", "refresh_tokens", "api_keys", "one_time_tokens")) {
      assertThat(
              server.number(
                  "SELECT COUNT(*) AS n FROM " + table + " WHERE user_id = :user",
                  Map.of("user", UUID.fromString(user.id()))))
          .as(table)
          .isZero();
    }
    String events = root.get("/audit-events?actor=" + user.id() + "&limit=200").expect(200).body();
    assertThat(events).contains("account.erase", user.id()).doesNotContain("127.0.0.1");
    api.register(user.email(), PASSWORD).expect(201);
  }

  @Test
  void the_erased_user_is_told_by_mail() {
    Somebody user = somebody("user");
    delete(user, Map.of("password", PASSWORD)).expect(204);
    String to = "\"to\":\"" + user.email() + "\"";
    Eventually.holds("the mail is there", () -> api.get("/dev/mailbox").body().contains(to));
  }

  @Test
  void whoever_has_no_password_signs_in_once_more_to_erase_the_account() {
    Somebody user = somebody("user");
    server.sql(
        "UPDATE users SET hashed_password = NULL WHERE id = :user",
        Map.of("user", UUID.fromString(user.id())));
    server.time().pass(Duration.ofMinutes(11));
    Answer late = delete(user, Map.of()).expectProblem(401);
    assertThat(late.header("WWW-Authenticate")).contains("insufficient_user_authentication");
    assertThat(
            server.sql(
                "UPDATE user_sessions SET created_at = :now WHERE user_id = :user",
                Map.of(
                    "now",
                    server.database().clock().instant(),
                    "user",
                    UUID.fromString(user.id()))))
        .isPositive();
    delete(user, Map.of()).expect(204);
    api.me(user.pair().access()).expectProblem(401);
  }

  @Test
  void an_api_key_erases_nobody() {
    Somebody user = somebody("user");
    String key = key(user, "account:read", "account:write");
    send("DELETE", key, Map.of("password", PASSWORD)).expectProblem(403);
    api.me(user.pair().access()).expect(200);
  }

  @Test
  void of_the_last_administrators_who_erase_themselves_at_once_one_stays() {
    Somebody one = somebody("admin");
    Somebody two = somebody("admin");
    root.delete("/users/" + root.id()).expect(204);
    try {
      List<Callable<Integer>> calls = new ArrayList<>();
      for (Somebody admin : List.of(one, two)) {
        calls.add(() -> delete(admin, Map.of("password", PASSWORD)).status());
      }
      List<Integer> statuses = Together.all(calls).stream().sorted().toList();
      assertThat(statuses).containsExactly(204, 409);
      Somebody left = api.login(one.email(), PASSWORD).status() == 200 ? one : two;
      assertThat(history(left.email())).contains("account.erase last_administrator");
    } finally {
      api.register(ADMINISTRATOR, PASSWORD).expect(201);
      giveRole(ADMINISTRATOR, "admin");
    }
  }

  private Answer patch(Somebody user, Object body) {
    String text = body instanceof String document ? document : JSON.writeValueAsString(body);
    return api.send(
        "PATCH",
        ME,
        BodyPublishers.ofString(text),
        "Authorization",
        "Bearer " + user.pair().access(),
        "Content-Type",
        "application/json");
  }

  private Answer delete(Somebody user, Object body) {
    return send("DELETE", user.pair().access(), body);
  }

  private Answer send(String method, String token, Object body) {
    return api.send(
        method,
        ME,
        BodyPublishers.ofString(JSON.writeValueAsString(body)),
        "Authorization",
        "Bearer " + token,
        "Content-Type",
        "application/json");
  }

  private Answer me(Somebody user) {
    return api.bearer("GET", ME, user.pair().access()).expect(200);
  }

  private JsonNode export(Somebody user) {
    return api.bearer("GET", ME + "/export", user.pair().access()).expect(200).json();
  }

  private String key(Somebody user, String... scopes) {
    return api.post(
            "/api/auth/api-keys",
            Map.of("name", "Key", "scopes", List.of(scopes)),
            "Authorization",
            "Bearer " + user.pair().access())
        .expect(201)
        .text("key");
  }
}
