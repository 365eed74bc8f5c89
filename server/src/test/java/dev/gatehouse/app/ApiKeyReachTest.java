package dev.gatehouse.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.identity.access.Permission;
import dev.gatehouse.testing.Answer;
import dev.gatehouse.testing.Api;
import dev.gatehouse.testing.Jwt;
import dev.gatehouse.testing.OpenApi;
import dev.gatehouse.testing.TestDatabase;
import dev.gatehouse.testing.TestServer;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;

/// Every call that there is, with API keys of every scope and of none: what docs/api-keys.md lists
/// opens with its scope alone, and everything else that asks for a credential takes no key.
@SuppressWarnings("NullAway.Init") // set before the tests
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ApiKeyReachTest {
  private static final String KEYS = "/api/auth/api-keys";

  /// As in docs/api-keys.md, but for the admin API.
  private static final Map<String, String> SCOPES =
      Map.of(
          "GET /api/auth/me", "account:read",
          "GET /api/auth/me/permissions", "account:read",
          "GET /api/auth/verify", "account:read",
          "GET /api/v1/auth/me", "account:read",
          "PATCH /api/auth/me", "account:write",
          "GET /api/auth/sessions", "sessions:read",
          "DELETE /api/auth/sessions/{id}", "sessions:write",
          "POST /api/auth/logout-all", "sessions:write",
          "POST /api/auth/cleanup", "sessions:write",
          "GET /metrics", "stats:read");

  private final Map<String, String> only = new LinkedHashMap<>();
  private final Map<String, String> others = new LinkedHashMap<>();
  private TestServer server;
  private Api api;
  private String none;
  private String all;
  private String poor;
  private final Map<String, String> dead = new LinkedHashMap<>();
  private int addresses;

  @BeforeAll
  void makeKeys() {
    server = TestServer.start(TestDatabase.SQLITE, Map.of("TRUSTED_PROXIES", "127.0.0.1"));
    api = server.api();
    String admin = signIn(true);
    Set<String> scopes = scopes();
    none = key(admin, Set.of());
    all = key(admin, scopes);
    for (String scope : scopes) {
      only.put(scope, key(admin, Set.of(scope)));
      Set<String> rest = new TreeSet<>(scopes);
      rest.remove(scope);
      others.put(scope, key(admin, rest));
    }
    poor =
        key(
            signIn(false),
            Set.of("account:read", "account:write", "sessions:read", "sessions:write"));
    makeDeadKeys(admin, scopes);
  }

  private void makeDeadKeys(String admin, Set<String> scopes) {
    Answer revoked = make(admin, Map.of("name", "Key", "scopes", scopes));
    api.bearer("DELETE", KEYS + "/" + revoked.text("id"), admin).expect(204);
    dead.put("revoked", revoked.text("key"));
    Answer rotated = make(admin, Map.of("name", "Key", "scopes", scopes));
    api.post(
            KEYS + "/" + rotated.text("id") + "/rotate",
            Map.of("overlap_seconds", 0),
            "Authorization",
            "Bearer " + admin)
        .expect(201);
    dead.put("replaced", rotated.text("key"));
    String gone = signIn(true);
    dead.put("of somebody inactive", key(gone, scopes));
    server.sql(
        "UPDATE users SET is_active = FALSE WHERE id = :id",
        Map.of("id", UUID.fromString(api.me(gone).text("id"))));
    Instant soon = server.database().clock().instant().plus(Duration.ofHours(1));
    String expires = soon.truncatedTo(ChronoUnit.SECONDS).toString();
    dead.put(
        "expired",
        make(admin, Map.of("name", "Key", "scopes", scopes, "expires_at", expires)).text("key"));
    server.time().pass(Duration.ofHours(1));
  }

  @AfterAll
  void stop() {
    server.close();
  }

  @TestFactory
  Stream<DynamicTest> a_call_opens_with_its_scope_and_with_no_other() {
    return required().entrySet().stream()
        .map(call ->
            DynamicTest.dynamicTest(
                call.getKey(),
                () -> {
                  assertThat(
                          send(call.getKey(), Objects.requireNonNull(only.get(call.getValue())))
                              .status())
                      .isNotIn(401, 403);
                  assertThat(send(call.getKey(), all).status()).isNotIn(401, 403);
                  send(call.getKey(), Objects.requireNonNull(others.get(call.getValue())))
                      .expectProblem(403);
                  send(call.getKey(), none).expectProblem(403);
                }));
  }

  @TestFactory
  Stream<DynamicTest> whatever_else_asks_for_a_credential_takes_no_key() {
    Set<String> rest = new TreeSet<>(asking());
    rest.removeAll(required().keySet());
    assertThat(rest).contains("POST /api/auth/api-keys", "DELETE /api/auth/me");
    return rest.stream()
        .map(call ->
            DynamicTest.dynamicTest(
                call,
                () -> {
                  Answer answer = send(call, all).expectProblem(403);
                  assertThat(answer.header("WWW-Authenticate")).contains("insufficient_scope");
                  send(call, none).expectProblem(403);
                }));
  }

  /// `sessions:read` of somebody who is nobody is about their own sessions.
  @TestFactory
  Stream<DynamicTest> a_key_of_somebody_without_rights_opens_nothing_of_others() {
    return required().keySet().stream()
        .filter(call -> call.contains("/api/admin") || call.equals("GET /metrics"))
        .map(call -> DynamicTest.dynamicTest(call, () -> send(call, poor).expectProblem(403)));
  }

  @TestFactory
  Stream<DynamicTest> a_key_that_is_dead_opens_nothing() {
    return asking().stream()
        .map(call ->
            DynamicTest.dynamicTest(
                call,
                () ->
                    dead.forEach((why, key) ->
                        assertThat(send(call, key).status()).as(why).isEqualTo(401))));
  }

  /// Whatever the key's owner may do as an administrator, at the calls about oneself too.
  @Test
  void what_is_anothers_is_not_there_for_a_key_either() {
    String other = signIn(false);
    String session = Jwt.of(other).claims().get("sid").stringValue();
    for (String key : List.of(poor, all)) {
      api.bearer("DELETE", "/api/auth/sessions/" + session, key).expectProblem(404);
    }
    assertThat(api.bearer("GET", "/api/auth/sessions", all).expect(200).body())
        .doesNotContain(session);
    api.me(other).expect(200);
  }

  private static Map<String, String> required() {
    Map<String, String> required = new TreeMap<>(SCOPES);
    AdminTableTest.permissions()
        .forEach((route, code) -> required.put(route.replaceFirst(" ", " /api/admin"), code));
    return required;
  }

  private static Set<String> scopes() {
    Set<String> scopes = new TreeSet<>(SCOPES.values());
    Stream.of(Permission.values()).map(Permission::code).forEach(scopes::add);
    return scopes;
  }

  /// The calls that ask for a credential, by the description, which names every route there is.
  private static List<String> asking() {
    List<String> asking = new ArrayList<>();
    JsonNode document = OpenApi.ofTheServer().document();
    for (String call : OpenApi.ofTheServer().calls()) {
      String[] words = call.split(" ", 2);
      JsonNode security =
          document.path("paths").path(words[1]).path(words[0].toLowerCase(Locale.ROOT));
      boolean asks = false;
      boolean optional = false;
      for (JsonNode one : security.path("security")) {
        asks |= one.has("bearer");
        optional |= one.isEmpty();
      }
      if (asks && !optional && !call.contains("/refresh")) {
        asking.add(call);
      }
    }
    return asking;
  }

  /// Calls the route for something that is not there, and with a body that asks for nothing.
  private Answer send(String route, String key) {
    String[] words = route.split(" ", 2);
    String path =
        words[1]
            .replace("{id}", UUID.randomUUID().toString())
            .replaceAll("\\{[a-z]+}", "nothing-of-this-name");
    boolean body = words[0].equals("POST") || words[0].equals("PATCH");
    boolean bare = path.endsWith("/logout-all") || path.endsWith("/auth/cleanup");
    String json = path.startsWith("/api/admin") ? "{\"unknown\": 1}" : "{}";
    return api.send(
        words[0],
        path,
        body && !bare ? BodyPublishers.ofString(json) : BodyPublishers.noBody(),
        "Content-Type",
        "application/json",
        "Authorization",
        "Bearer " + key,
        "X-Forwarded-For",
        anAddress());
  }

  /// Whoever shows many keys that are none has to wait: each call comes from somewhere else.
  private String anAddress() {
    addresses++;
    return "10.9." + addresses / 250 + "." + (addresses % 250 + 1);
  }

  private String key(String token, Set<String> scopes) {
    return make(token, Map.of("name", "Key", "scopes", scopes)).text("key");
  }

  private Answer make(String token, Map<String, Object> key) {
    return api.post(KEYS, key, "Authorization", "Bearer " + token).expect(201);
  }

  private String signIn(boolean admin) {
    String email = UUID.randomUUID() + "@example.com";
    api.register(email, "Test1234").expect(201);
    if (admin) {
      server.sql(
          """
          INSERT INTO user_roles (user_id, role_id)
          SELECT u.id, r.id FROM users u, roles r WHERE u.email = :email AND r.name = 'admin'
          """,
          Map.of("email", email));
    }
    return Api.pair(api.login(email, "Test1234")).access();
  }
}
