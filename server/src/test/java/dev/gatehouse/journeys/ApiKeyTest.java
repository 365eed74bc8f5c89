package dev.gatehouse.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.platform.crypto.Digests;
import dev.gatehouse.testing.Answer;
import dev.gatehouse.testing.Api;
import dev.gatehouse.testing.Eventually;
import dev.gatehouse.testing.LiveSocket;
import dev.gatehouse.testing.Mails;
import dev.gatehouse.testing.OnEveryDatabase;
import dev.gatehouse.testing.TestServer;
import dev.gatehouse.testing.Together;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// API keys over HTTP: made, used, rotated, revoked; by one's owner, by operators, by thieves.
@OnEveryDatabase
@Order(1)
class ApiKeyTest extends AdminJourney {
  private static final String KEYS = "/api/auth/api-keys";
  private static final String OWN_SESSIONS = "/api/auth/sessions";
  private static final Duration BOUND = NodesTest.ON_A_BUSY_MACHINE;

  /// Other tests let time pass.
  @BeforeEach
  void signInAnew() {
    root = signIn(ADMINISTRATOR);
  }

  @Test
  void a_key_is_shown_once_and_opens_what_its_scopes_name() {
    Somebody owner = somebody("user");
    Answer made = make(owner, "Nightly", "account:read");
    assertThat(made.members())
        .containsExactlyInAnyOrder(
            "id", "name", "key", "prefix", "scopes", "expires_at", "created_at");
    assertThat(made.header("Cache-Control")).isEqualTo("no-store");
    String key = made.text("key");
    assertThat(key).startsWith(made.text("prefix"));
    assertThat(get("/api/auth/me", key).expect(200).text("id")).isEqualTo(owner.id());
    assertThat(get("/api/v1/auth/me", key).expect(200).text("id")).isEqualTo(owner.id());
    get("/api/auth/verify", key).expect(200);
    Answer refused = get(OWN_SESSIONS, key).expectProblem(403);
    assertThat(refused.header("WWW-Authenticate"))
        .isEqualTo("Bearer error=\"insufficient_scope\", scope=\"sessions:read\"");
    JsonNode listed = list(owner).get("api_keys");
    assertThat(listed).hasSize(1);
    assertThat(listed.toString()).doesNotContain(key);
    assertThat(listed.get(0).get("name").stringValue()).isEqualTo("Nightly");
  }

  @Test
  void a_scanner_finds_a_key_and_verifies_it_without_asking_anybody() {
    String key = key(somebody("user"), "account:read");
    assertThat(key).matches("gtk_[0-9A-Za-z]{38}");
    CRC32 sum = new CRC32();
    sum.update(key.substring(0, 36).getBytes(StandardCharsets.US_ASCII));
    String digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    long value = 0;
    for (char digit : key.substring(36).toCharArray()) {
      value = value * 62 + digits.indexOf(digit);
    }
    assertThat(value).isEqualTo(sum.getValue());
  }

  @Test
  void only_the_hash_of_a_key_is_stored() {
    Somebody owner = somebody("user");
    String key = key(owner, "account:read");
    byte[] hash = Digests.sha256(key.getBytes(StandardCharsets.UTF_8));
    String stored =
        server
            .database()
            .read(tx ->
                tx.sql(
                        "SELECT key_hash, key_prefix, name, scopes FROM api_keys WHERE user_id ="
                            + " :user")
                    .bind("user", UUID.fromString(owner.id()))
                    .only(row ->
                        HexFormat.of().formatHex(row.bytes("key_hash"))
                            + row.text("key_prefix")
                            + row.text("name")
                            + row.text("scopes")));
    assertThat(stored).contains(HexFormat.of().formatHex(hash)).doesNotContain(key.substring(12));
  }

  @Test
  void nothing_but_the_very_text_opens_anything() {
    String key = key(somebody("user"), "account:read");
    char last = key.charAt(41) == 'a' ? 'b' : 'a';
    for (String wrong :
        List.of(
            key.substring(0, 41) + last,
            key + "a",
            key.substring(0, 41),
            "gtk_",
            "GTK_" + key.substring(4),
            key.substring(4),
            "gtk_" + "0".repeat(38),
            key.toUpperCase(Locale.ROOT))) {
      get("/api/auth/me", wrong).expectProblem(401, "Invalid credentials");
    }
    get("/api/auth/me", key).expect(200);
  }

  @Test
  void a_key_dies_at_the_instant_it_expires_and_no_cleaner_is_needed() {
    Somebody owner = somebody("user");
    Instant end = server.database().clock().instant().plus(1, ChronoUnit.HOURS);
    Map<String, Object> wish = wish("Short", "account:read");
    wish.put("expires_at", end.toString());
    Answer made = post(owner, KEYS, wish).expect(201);
    assertThat(made.text("expires_at")).isEqualTo(end.truncatedTo(ChronoUnit.SECONDS).toString());
    get("/api/auth/me", made.text("key")).expect(200);
    server.time().pass(Duration.ofMinutes(61));
    get("/api/auth/me", made.text("key")).expectProblem(401);
    assertThat(list(signIn(owner.email())).get("api_keys")).isEmpty();
    wish.put("expires_at", server.database().clock().instant().minusSeconds(5).toString());
    post(signIn(owner.email()), KEYS, wish).expectProblem(422);
  }

  @Test
  void an_overlap_lets_no_key_outlive_its_expiry_and_the_next_one_lives_as_long() {
    Somebody owner = somebody("user");
    Map<String, Object> wish = wish("Turning", "account:read");
    wish.put("expires_at", server.database().clock().instant().plusSeconds(3600).toString());
    Answer old = post(owner, KEYS, wish).expect(201);
    server.time().pass(Duration.ofMinutes(30));
    String rotate = KEYS + "/" + old.text("id") + "/rotate";
    Answer next = post(signIn(owner.email()), rotate, Map.of("overlap_seconds", 7200)).expect(201);
    assertThat(next.text("old_expires_at")).isEqualTo(old.text("expires_at"));
    server.time().pass(Duration.ofMinutes(31));
    get("/api/auth/me", old.text("key")).expectProblem(401);
    get("/api/auth/me", next.text("key")).expect(200);
    server.time().pass(Duration.ofMinutes(30));
    get("/api/auth/me", next.text("key")).expectProblem(401);
  }

  @Test
  void a_revoked_key_is_dead_on_every_node_and_somebody_elses_is_not_to_be_found() {
    Somebody owner = somebody("user");
    Answer made = make(owner, "Gone", "account:read");
    String key = made.text("key");
    Somebody stranger = somebody("user");
    delete(stranger, KEYS + "/" + made.text("id")).expectProblem(404);
    post(stranger, KEYS + "/" + made.text("id") + "/rotate", Map.of()).expectProblem(404);
    assertThat(list(stranger).get("api_keys")).isEmpty();
    try (TestServer other = server.anotherNode()) {
      get(other.api(), "/api/auth/me", key).expect(200);
      get("/api/auth/me", key).expect(200);
      delete(owner, KEYS + "/" + made.text("id")).expect(204);
      get("/api/auth/me", key).expectProblem(401);
      assertThat(untilRefused(other.api(), key)).isLessThan(BOUND);
    }
    delete(owner, KEYS + "/" + made.text("id")).expectProblem(404);
    delete(owner, KEYS + "/nonsense").expectProblem(404);
  }

  @Test
  void of_parallel_rotations_one_succeeds_and_the_old_key_lives_for_the_overlap() {
    Somebody owner = somebody("user");
    Answer old = make(owner, "Turning", "account:read");
    String path = KEYS + "/" + old.text("id") + "/rotate";
    get("/api/auth/me", old.text("key")).expect(200);
    List<Answer> answers =
        Together.times(12, () -> post(owner, path, Map.of("overlap_seconds", 100)));
    List<Answer> made = answers.stream().filter(one -> one.status() == 201).toList();
    assertThat(made).hasSize(1);
    assertThat(answers.stream().filter(one -> one.status() == 409)).hasSize(11);
    String next = made.getFirst().text("key");
    assertThat(made.getFirst().text("old_expires_at")).isNotEmpty();
    get("/api/auth/me", old.text("key")).expect(200);
    get("/api/auth/me", next).expect(200);
    server.time().pass(Duration.ofSeconds(101));
    get("/api/auth/me", old.text("key")).expectProblem(401);
    get("/api/auth/me", next).expect(200);
    assertThat(history(owner.email(), "apikey.rotate"))
        .hasSize(12)
        .containsOnlyOnce("apikey.rotate")
        .containsOnly("apikey.rotate", "apikey.rotate rotated_before");
  }

  @Test
  void a_rotation_without_overlap_ends_the_old_key_on_both_nodes() {
    Somebody owner = somebody("user");
    Answer old = make(owner, "Turned", "account:read");
    try (TestServer other = server.anotherNode()) {
      get(other.api(), "/api/auth/me", old.text("key")).expect(200);
      Answer next = post(owner, KEYS + "/" + old.text("id") + "/rotate", Map.of()).expect(201);
      get("/api/auth/me", old.text("key")).expectProblem(401);
      assertThat(untilRefused(other.api(), old.text("key"))).isLessThan(BOUND);
      get(other.api(), "/api/auth/me", next.text("key")).expect(200);
    }
    post(owner, KEYS + "/" + old.text("id") + "/rotate", Map.of("overlap_seconds", 604_801))
        .expectProblem(422);
  }

  @Test
  void a_key_outlives_a_new_password_and_a_logout_and_not_a_deactivation() {
    Somebody owner = somebody("user");
    String key = key(owner, "account:read");
    get("/api/auth/me", key).expect(200);
    root.patch("/users/" + owner.id(), Map.of("password", "Other12345")).expect(200);
    get("/api/auth/me", key).expect(200);
    root.post("/users/" + owner.id() + "/sessions/end").expect(200);
    get("/api/auth/me", key).expect(200);
    try (TestServer other = server.anotherNode()) {
      get(other.api(), "/api/auth/me", key).expect(200);
      root.patch("/users/" + owner.id(), Map.of("is_active", false)).expect(200);
      get("/api/auth/me", key).expectProblem(401);
      assertThat(untilRefused(other.api(), key)).isLessThan(BOUND);
      root.patch("/users/" + owner.id(), Map.of("is_active", true)).expect(200);
      get("/api/auth/me", key).expectProblem(401);
      get(other.api(), "/api/auth/me", key).expectProblem(401);
    }
  }

  @Test
  void a_deleted_owners_keys_are_dead() {
    Somebody owner = somebody("user");
    String key = key(owner, "account:read");
    get("/api/auth/me", key).expect(200);
    root.delete("/users/" + owner.id()).expect(204);
    get("/api/auth/me", key).expectProblem(401);
  }

  @Test
  void a_role_that_is_taken_is_taken_from_the_key_and_one_that_is_given_widens_no_key() {
    String reader = role("users:read");
    Somebody owner = somebody("user", reader);
    String key = key(owner, "users:read", "sessions:read");
    get("/api/admin/users", key).expect(200);
    get("/api/admin/sessions/count", key).expectProblem(403);
    get(OWN_SESSIONS, key).expect(200);
    root.delete("/users/" + owner.id() + "/roles/" + reader).expect(204);
    get("/api/admin/users", key).expectProblem(403);
    get(OWN_SESSIONS, key).expect(200);
    String sessions = role("sessions:read", "roles:read");
    root.put("/users/" + owner.id() + "/roles/" + sessions).expect(204);
    get("/api/admin/sessions/count", key).expectProblem(403);
    get("/api/admin/roles", key).expectProblem(403);
  }

  @Test
  void nobody_gives_a_key_more_than_they_hold() {
    Somebody owner = somebody("user", role("users:read"));
    for (String scope : List.of("users:write", "no:such", "audit:read")) {
      post(owner, KEYS, wish("Wide", scope))
          .expectProblem(403, "You can't give a permission that you do not hold");
    }
    post(owner, KEYS, wish("Odd", "not a scope")).expectProblem(422);
    post(owner, KEYS, Map.of("name", "None")).expectProblem(422);
    post(owner, KEYS, wish(" ", "account:read")).expectProblem(422);
    make(owner, "Fitting", "users:read").expect(201);
    assertThat(history(owner.email(), "apikey.create"))
        .containsExactly(
            "apikey.create scope_not_held",
            "apikey.create scope_not_held",
            "apikey.create scope_not_held",
            "apikey.create");
  }

  @Test
  void a_key_of_an_administrator_can_give_nobody_what_it_was_not_made_for() {
    String email = newEmail();
    root.post("/users", Map.of("email", email, "password", PASSWORD, "roles", List.of("admin")))
        .expect(201);
    Somebody admin = signIn(email);
    String key = key(admin, "users:write", "roles:write");
    Somebody victim = somebody("user");
    String[] headers = {"Authorization", "Bearer " + key};
    api.send(
            "PUT",
            ADMIN + "/users/" + victim.id() + "/roles/admin",
            BodyPublishers.noBody(),
            headers)
        .expectProblem(403);
    api.send("DELETE", ADMIN + "/users/" + root.id(), BodyPublishers.noBody(), headers)
        .expectProblem(403);
    api.send(
            "PATCH",
            ADMIN + "/users/" + admin.id(),
            BodyPublishers.ofString("{\"password\": \"Stolen1234\"}"),
            "Authorization",
            "Bearer " + key,
            "Content-Type",
            "application/json")
        .expectProblem(403, "An API key can't change its owner");
  }

  @Test
  void a_key_ends_no_session_of_its_owner_by_the_calls_of_administrators() {
    Somebody admin = somebody("admin");
    Somebody other = somebody("user");
    String key = key(admin, "sessions:write");
    api.bearer("DELETE", ADMIN + "/sessions/" + sessionOf(admin), key)
        .expectProblem(403, "An API key can't change its owner");
    api.bearer("POST", ADMIN + "/users/" + admin.id() + "/sessions/end", key)
        .expectProblem(403, "An API key can't change its owner");
    api.me(admin.pair().access()).expect(200);
    api.bearer("DELETE", ADMIN + "/sessions/" + sessionOf(other), key).expect(204);
    api.bearer("DELETE", ADMIN + "/sessions/" + UUID.randomUUID(), key).expectProblem(404);
    api.bearer("DELETE", ADMIN + "/sessions/nonsense", key).expectProblem(404);
    admin.delete("/sessions/" + sessionOf(admin)).expect(204);
  }

  @Test
  void a_logout_with_a_key_ends_nothing() {
    Somebody owner = somebody("user");
    String key = key(owner, "account:read", "sessions:read");
    for (String logout : List.of("/api/auth/logout", "/api/v1/auth/logout")) {
      api.bearer("POST", logout, key).expect(200);
    }
    get("/api/auth/me", key).expect(200);
    api.me(owner.pair().access()).expect(200);
    JsonNode sessions = get(OWN_SESSIONS, key).expect(200).json().get("sessions");
    assertThat(sessions.findValuesAsString("current")).containsOnly("false");
  }

  @Test
  void a_key_with_the_scope_ends_ones_own_sessions_and_no_others() {
    Somebody owner = somebody("user");
    Somebody stranger = somebody("user");
    String key = key(owner, "sessions:read", "sessions:write");
    String own = sessionOf(owner);
    api.bearer("DELETE", OWN_SESSIONS + "/" + sessionOf(stranger), key).expectProblem(404);
    api.bearer("POST", "/api/auth/cleanup", key).expectProblem(403);
    api.bearer("DELETE", OWN_SESSIONS + "/" + own, key).expect(200);
    api.me(owner.pair().access()).expectProblem(401);
    api.me(stranger.pair().access()).expect(200);
    get(OWN_SESSIONS, key).expect(200);
  }

  @Test
  void making_a_key_asks_for_a_recent_sign_in_and_a_key_makes_none() {
    Somebody owner = somebody("user");
    Answer made = make(owner, "First", "account:read", "account:write");
    String[] headers = {"Authorization", "Bearer " + made.text("key")};
    api.post(KEYS, wish("Second", "account:read"), headers).expectProblem(403);
    api.post(KEYS + "/" + made.text("id") + "/rotate", Map.of(), headers).expectProblem(403);
    api.bearer("GET", KEYS, made.text("key")).expectProblem(403);
    api.bearer("DELETE", KEYS + "/" + made.text("id"), made.text("key")).expectProblem(403);
    server.time().pass(Duration.ofMinutes(11));
    Answer late = post(owner, KEYS, wish("Late", "account:read")).expectProblem(401);
    assertThat(late.header("WWW-Authenticate")).contains("insufficient_user_authentication");
    post(owner, KEYS + "/" + made.text("id") + "/rotate", Map.of()).expectProblem(401);
    delete(owner, KEYS + "/" + made.text("id")).expect(204);
  }

  @Test
  void a_user_has_fifty_keys_at_most_however_many_are_asked_for_at_once() {
    Somebody owner = somebody("user");
    for (int i = 0; i < 46; i++) {
      make(owner, "Key " + i, "account:read");
    }
    List<Callable<Integer>> calls = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      calls.add(() -> post(owner, KEYS, wish("More", "account:read")).status());
    }
    List<Integer> statuses = Together.all(calls);
    assertThat(statuses.stream().filter(status -> status == 201)).hasSize(4);
    assertThat(statuses.stream().filter(status -> status == 409)).hasSize(8);
    String last = list(owner).get("api_keys").get(0).get("id").stringValue();
    String rotate = KEYS + "/" + last + "/rotate";
    post(owner, rotate, Map.of("overlap_seconds", 60)).expectProblem(409);
    post(owner, rotate, Map.of()).expect(201);
    delete(owner, KEYS + "/" + list(owner).get("api_keys").get(0).get("id").stringValue())
        .expect(204);
    assertThat(history(owner.email()))
        .contains("apikey.create too_many")
        .endsWith("apikey.rotate too_many", "apikey.rotate", "apikey.revoke revoked_by_user");
  }

  @Test
  void operators_see_and_revoke_keys_and_the_audit_says_so() {
    Somebody owner = somebody("user");
    Answer made = make(owner, "Seen", "account:read");
    get("/api/auth/me", made.text("key")).expect(200);
    Answer listed = root.get("/users/" + owner.id() + "/api-keys").expect(200);
    assertThat(listed.body()).contains(made.text("prefix")).doesNotContain(made.text("key"));
    root.delete("/api-keys/" + made.text("id")).expect(204);
    get("/api/auth/me", made.text("key")).expectProblem(401);
    root.delete("/api-keys/" + UUID.randomUUID()).expectProblem(404);
    JsonNode view = root.get("/users/" + owner.id() + "/api-keys").json().get("items").get(0);
    assertThat(view.get("is_active").booleanValue()).isFalse();
    assertThat(view.get("revoked_reason").stringValue()).isEqualTo("revoked_by_admin");
    String events = root.get("/audit-events?target=" + made.text("id")).expect(200).body();
    assertThat(events).contains("apikey.create", "apikey.revoke").doesNotContain(made.text("key"));
    Somebody clerk = somebody("user", role("apikeys:write"));
    String powerful = make(root, "Root's", "account:read").text("id");
    clerk.delete("/api-keys/" + powerful).expectProblem(403);
  }

  @Test
  void an_owner_is_told_of_a_revocation_by_an_administrator_at_once_and_by_mail() {
    Somebody owner = somebody("user");
    Answer made = make(owner, "Taken", "account:read");
    server.time().pass(Duration.ofSeconds(2)); // what was before is not told, but by a moment
    try (LiveSocket socket = LiveSocket.bearer(server.port(), owner.pair().access())) {
      root.delete("/api-keys/" + made.text("id")).expect(204);
      JsonNode told = socket.next("security.event").get("data");
      assertThat(told.get("action").stringValue()).isEqualTo("user.apikey.revoke");
    }
    Mails.Mail mail = new Mails(api).await(owner.email(), "was revoked");
    assertThat(mail.text()).contains("Taken", made.text("prefix")).doesNotContain(made.text("key"));
    String about = root.get("/audit-events?target=" + owner.id()).expect(200).body();
    assertThat(about).contains("user.apikey.revoke", made.text("id"));
  }

  @Test
  void an_administrator_does_not_hear_of_what_they_did_to_the_keys_of_others() {
    Somebody owner = somebody("user");
    String taken = make(owner, "Taken", "account:read").text("id");
    String own = make(root, "Own", "account:read").text("id");
    server.time().pass(Duration.ofSeconds(10)); // what was before is not told
    try (LiveSocket socket = LiveSocket.bearer(server.port(), root.pair().access())) {
      root.delete("/api-keys/" + taken).expect(204);
      root.delete("/api-keys/" + UUID.randomUUID()).expect(404);
      server.time().pass(Duration.ofSeconds(1));
      api.bearer("DELETE", KEYS + "/" + own, root.pair().access()).expect(204);
      JsonNode told = socket.next("security.event").get("data");
      assertThat(told.toString()).isEqualTo("{\"action\":\"apikey.revoke\",\"result\":\"done\"}");
      server.time().pass(Duration.ofSeconds(1));
      api.login(root.email(), "Wrong1234").expect(401);
      assertThat(socket.next("security.event").at("/data/action").stringValue())
          .isEqualTo("session.start");
    }
    Answer latest = get("/api/auth/me/events", root.pair().access()).expect(200);
    assertThat(texts(latest.json().get("events"), "action")).containsOnlyOnce("apikey.revoke");
  }

  @Test
  void the_audit_names_the_key_that_acted_and_not_only_its_owner() {
    Somebody clerk = somebody("admin");
    Answer made = make(clerk, "Acting", "users:write", "sessions:write", "account:write");
    String key = made.text("key");
    String id = made.text("id");
    Somebody victim = somebody("user");
    String[] headers = {"Authorization", "Bearer " + key, "Content-Type", "application/json"};
    api.send("DELETE", ADMIN + "/users/" + victim.id(), BodyPublishers.noBody(), headers)
        .expect(204);
    get(ADMIN + "/roles", key).expectProblem(403);
    get("/metrics", key).expectProblem(403);
    api.send("PATCH", "/api/auth/me", BodyPublishers.ofString("{\"name\": \"By key\"}"), headers)
        .expect(200);
    api.bearer("POST", OWN_SESSIONS.replace("sessions", "logout-all"), key).expect(200);
    signIn(clerk.email()).delete("/users/" + somebody("user").id()).expect(204);
    JsonNode events = root.get("/audit-events?api_key=" + id).expect(200).json().get("items");
    assertThat(texts(events, "action"))
        .containsExactlyInAnyOrder(
            "user.delete", "admin.call", "admin.call", "profile.change", "session.end_all");
    assertThat(texts(events, "actor")).containsOnly(clerk.id());
    assertThat(texts(events, "api_key_id")).containsOnly(id);
    Answer exported = root.get("/audit-events/export?actor=" + clerk.id() + "&api_key=" + id);
    assertThat(exported.expect(200).body().lines()).hasSize(5).allMatch(line -> line.contains(id));
  }

  @Test
  void whatever_a_key_is_not_enough_for_is_said_in_the_challenge() {
    Somebody admin = somebody("admin");
    String key = key(admin, "users:write", "roles:write");
    Map<String, String> scopes =
        Map.of(
            "GET " + ADMIN + "/audit-events",
            ", scope=\"audit:read\"",
            "GET /metrics",
            ", scope=\"stats:read\"",
            "POST /api/auth/cleanup",
            ", scope=\"sessions:write\"",
            "PUT " + ADMIN + "/users/" + somebody("user").id() + "/roles/admin",
            "",
            "DELETE " + ADMIN + "/users/" + admin.id(),
            "");
    scopes.forEach((call, scope) -> {
      String[] words = call.split(" ", 2);
      assertThat(api.bearer(words[0], words[1], key).expectProblem(403).header("WWW-Authenticate"))
          .as(call)
          .isEqualTo("Bearer error=\"insufficient_scope\"" + scope);
    });
  }

  @Test
  void what_its_owner_wanted_of_a_keys_life_is_kept_when_it_ends_early() {
    Somebody owner = somebody("user");
    String wanted = server.database().clock().instant().plus(Duration.ofDays(9)).toString();
    Map<String, Object> wish = wish("Early", "account:read");
    wish.put("expires_at", wanted);
    Answer rotated = post(owner, KEYS, wish).expect(201);
    String expiry = rotated.text("expires_at");
    Answer next =
        post(owner, KEYS + "/" + rotated.text("id") + "/rotate", Map.of("overlap_seconds", 60))
            .expect(201);
    JsonNode old = entry(list(owner).get("api_keys"), rotated.text("id"));
    assertThat(old.get("expires_at").stringValue()).isEqualTo(expiry);
    assertThat(old.get("ends_at").stringValue()).isEqualTo(next.text("old_expires_at"));
    delete(owner, KEYS + "/" + next.text("id")).expect(204);
    Answer listed = root.get("/users/" + owner.id() + "/api-keys").expect(200);
    JsonNode revoked = entry(listed.json().get("items"), next.text("id"));
    assertThat(revoked.get("expires_at").stringValue()).isEqualTo(next.text("expires_at"));
    assertThat(revoked.get("ends_at")).isEqualTo(revoked.get("revoked_at"));
    assertThat(revoked.get("is_active").booleanValue()).isFalse();
  }

  @Test
  void the_owner_is_told_by_mail_of_every_new_key_and_the_mail_does_not_hold_it() {
    Somebody owner = somebody("user");
    Answer made = make(owner, "Told", "account:read");
    String to = "\"to\":\"" + owner.email() + "\"";
    Eventually.holds(
        "the mail is there", () -> api.get("/dev/mailbox").expect(200).body().contains(to));
    String mails = api.get("/dev/mailbox").body();
    assertThat(mails).contains(made.text("prefix")).doesNotContain(made.text("key"));
  }

  @Test
  void a_key_opens_without_a_second_factor_and_is_not_made_without_it() {
    Somebody owner = somebody("user");
    String key = key(owner, "account:read");
    assertThat(
            server.sql(
                "UPDATE users SET mfa_enabled = TRUE WHERE id = :user",
                Map.of("user", UUID.fromString(owner.id()))))
        .isOne();
    get("/api/auth/me", key).expect(200);
    Answer refused = post(owner, KEYS, wish("More", "account:read")).expectProblem(401);
    assertThat(refused.header("WWW-Authenticate")).contains("insufficient_user_authentication");
  }

  @Test
  void a_key_that_is_made_beside_a_deactivation_does_not_outlive_it() {
    Somebody owner = somebody("user");
    List<Callable<Answer>> calls = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      calls.add(() -> post(owner, KEYS, wish("Racing", "account:read")));
    }
    calls.add(5, () -> root.patch("/users/" + owner.id(), Map.of("is_active", false)));
    List<Answer> answers = Together.all(calls);
    answers.get(5).expect(200);
    List<String> keys = new ArrayList<>();
    for (Answer answer : answers) {
      assertThat(answer.status()).isIn(200, 201, 401);
      if (answer.status() == 201) {
        keys.add(answer.text("key"));
      }
    }
    root.patch("/users/" + owner.id(), Map.of("is_active", true)).expect(200);
    keys.forEach(key -> get("/api/auth/me", key).expectProblem(401));
    assertThat(list(signIn(owner.email())).get("api_keys")).isEmpty();
  }

  @Test
  void when_a_key_was_last_used_is_written_down_behind_the_answer() {
    Somebody owner = somebody("user");
    String key = key(owner, "account:read");
    assertThat(list(owner).get("api_keys").get(0).get("last_used_at").isNull()).isTrue();
    get("/api/auth/me", key).expect(200);
    Eventually.holds(
        "the use is written down",
        () -> !list(owner).get("api_keys").get(0).get("last_used_at").isNull());
  }

  @Test
  void a_header_with_a_key_beside_a_cookie_counts_alone() {
    String key = key(somebody("user"), "sessions:read");
    api.send(
            "GET",
            "/api/auth/me",
            BodyPublishers.noBody(),
            "Authorization",
            "Bearer " + key,
            "Cookie",
            "__Host-gh_refresh=gtr_nothing")
        .expectProblem(403);
  }

  private static JsonNode entry(JsonNode items, String id) {
    return items
        .valueStream()
        .filter(one -> one.get("id").stringValue().equals(id))
        .findFirst()
        .orElseThrow();
  }

  private static String sessionOf(Somebody owner) {
    return owner
        .api()
        .bearer("GET", OWN_SESSIONS, owner.pair().access())
        .json()
        .get("sessions")
        .get(0)
        .get("id")
        .stringValue();
  }

  private Answer get(String path, String token) {
    return get(api, path, token);
  }

  private static Answer get(Api node, String path, String token) {
    return node.bearer("GET", path, token);
  }

  private JsonNode list(Somebody owner) {
    return get(KEYS, owner.pair().access()).expect(200).json();
  }

  private Answer make(Somebody owner, String name, String... scopes) {
    return post(owner, KEYS, wish(name, scopes)).expect(201);
  }

  private String key(Somebody owner, String... scopes) {
    return make(owner, "Key", scopes).text("key");
  }

  private Answer post(Somebody owner, String path, Object body) {
    return api.post(path, body, "Authorization", "Bearer " + owner.pair().access());
  }

  private Answer delete(Somebody owner, String path) {
    return api.bearer("DELETE", path, owner.pair().access());
  }

  private static Map<String, Object> wish(String name, String... scopes) {
    return new HashMap<>(Map.of("name", name, "scopes", Stream.of(scopes).toList()));
  }

  private static Duration untilRefused(Api node, String key) {
    long begun = System.nanoTime();
    Eventually.holds("the key is refused", () -> get(node, "/api/auth/me", key).status() == 401);
    return Duration.ofNanos(System.nanoTime() - begun);
  }
}
