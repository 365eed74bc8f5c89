package dev.gatehouse.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.contracts.Doors;
import dev.gatehouse.testing.Answer;
import dev.gatehouse.testing.Api;
import dev.gatehouse.testing.OpenApi;
import dev.gatehouse.testing.TestDatabase;
import dev.gatehouse.testing.TestServer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// No call at which a secret is shown is without the guard. A new one is found by the names of its
/// members in the description of the API.
class DoorsTest {
  private static final String FROM = "X-Forwarded-For";
  private static final Set<String> SECRETS =
      Set.of(
          "password",
          "current_password",
          "code",
          "token",
          "mfa_token",
          "password_token",
          "credential");

  /// What is shown there is no secret of an account that one could guess at: a new account's
  /// password; a refresh token, whose forgery changes nothing; what an administrator gives others.
  private static final Set<String> NO_DOORS =
      Set.of("POST /api/v1/auth/register", "POST /api/auth/register");

  private static final JsonNode DESCRIPTION = OpenApi.ofTheServer().document();

  @Test
  void every_call_that_is_shown_a_secret_is_a_door() {
    Set<String> open = new TreeSet<>();
    Set<String> doors = new TreeSet<>();
    DESCRIPTION
        .get("paths")
        .forEachEntry((path, item) ->
            item.forEachEntry((method, operation) -> {
              String call = method.toUpperCase(java.util.Locale.ROOT) + " " + path;
              if (!path.startsWith("/api/admin") && showsSecret(operation)) {
                (Doors.isDoor(method.toUpperCase(java.util.Locale.ROOT), path) ? doors : open)
                    .add(call);
              }
            }));
    assertThat(open).isSubsetOf(NO_DOORS);
    assertThat(doors)
        .contains(
            "POST /api/v1/auth/login",
            "POST /api/auth/login",
            "POST /api/v1/auth/mfa/verify",
            "POST /api/auth/password/reset",
            "POST /api/auth/passkeys/login",
            "DELETE /api/auth/me");
  }

  @Test
  void garbage_at_any_door_is_slowed_down() {
    try (TestServer server =
        TestServer.start(TestDatabase.SQLITE, Map.of("TRUSTED_PROXIES", "127.0.0.1"))) {
      Api api = server.api();
      tire(api, "/api/auth/password/reset", "1", "token", "x", "new_password", "Another77x");
      tire(api, "/api/auth/mfa/verify", "2", "mfa_token", "x", "method", "totp", "code", "123456");
    }
  }

  @Test
  void keys_that_are_none_shut_nobody_out_who_has_one() {
    try (TestServer server =
        TestServer.start(TestDatabase.SQLITE, Map.of("TRUSTED_PROXIES", "127.0.0.1"))) {
      Api api = server.api();
      String me = "198.51.100.3";
      String session = api.newcomer("free@example.com").access();
      String key =
          api.post(
                  "/api/auth/api-keys",
                  Map.of("name", "mine", "scopes", List.of("account:read")),
                  "Authorization",
                  "Bearer " + session)
              .expect(201)
              .text("key");
      show(api, key, me).expect(200);
      for (int i = 0; i < 40; i++) {
        show(api, "gtk_mistyped" + i, me).expect(401);
      }
      for (int i = 0; i < 15; i++) {
        show(api, madeUp(i), me).expect(401);
        api.get("/api/auth/me", "Authorization", "Bearer \t" + madeUp(100 + i), FROM, me)
            .expect(401);
      }
      show(api, madeUp(200), me);
      show(api, madeUp(201), me).expect(429);
      api.get("/api/auth/me", "Authorization", "Bearer \t" + madeUp(202), FROM, me).expect(429);
      show(api, key, me).expect(200);
      api.post(Api.V1 + "/logout", Map.of(), "Authorization", "Bearer " + madeUp(203), FROM, me)
          .expect(200);
      api.get("/health", "Authorization", "Bearer " + madeUp(204), FROM, me).expect(200);
      api.login("free@example.com", "Test1234", FROM, me).expect(200);
      server.time().pass(java.time.Duration.ofSeconds(90));
      show(api, key, me).expect(200);
    }
  }

  @Test
  void whoever_shows_no_secret_guesses_at_none() {
    try (TestServer server =
        TestServer.start(TestDatabase.SQLITE, Map.of("TRUSTED_PROXIES", "127.0.0.1"))) {
      Api api = server.api();
      String me = "198.51.100.4";
      api.register("free@example.com", "Test1234").expect(201);
      for (int i = 0; i < 60; i++) {
        api.post("/api/auth/mfa/recovery-codes", Map.of(), FROM, me).expect(401);
        api.post("/api/auth/mfa/recovery-codes", Map.of(), FROM, me, "Authorization", "Bearer old")
            .expect(401);
      }
      api.login("free@example.com", "Test1234", FROM, me).expect(200);
    }
  }

  private static Answer show(Api api, String key, String from) {
    return api.get("/api/auth/me", "Authorization", "Bearer " + key, FROM, from);
  }

  /// A key with the right checksum that nobody was given.
  private static String madeUp(int number) {
    String start = "gtk_" + "0".repeat(29) + (100 + number);
    CRC32 sum = new CRC32();
    sum.update(start.getBytes(StandardCharsets.US_ASCII));
    String digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    StringBuilder end = new StringBuilder();
    for (long rest = sum.getValue(); end.length() < 6; rest /= 62) {
      end.insert(0, digits.charAt((int) (rest % 62)));
    }
    return start + end;
  }

  private static void tire(Api api, String path, String host, String... members) {
    Map<String, String> body = new java.util.HashMap<>();
    for (int i = 0; i < members.length; i += 2) {
      body.put(members[i], members[i + 1]);
    }
    String from = "198.51.100." + host;
    for (int i = 0; i < 50; i++) {
      api.post(path, body, "X-Forwarded-For", from).expect(401);
    }
    api.post(path, body, "X-Forwarded-For", from);
    api.post(path, body, "X-Forwarded-For", from).expect(429);
  }

  private static boolean showsSecret(JsonNode operation) {
    return operation
        .at("/requestBody/content")
        .valueStream()
        .anyMatch(kind ->
            resolve(kind.get("schema"))
                .path("properties")
                .propertyStream()
                .map(Map.Entry::getKey)
                .anyMatch(SECRETS::contains));
  }

  private static JsonNode resolve(JsonNode schema) {
    return schema.has("$ref")
        ? DESCRIPTION.at(schema.get("$ref").stringValue().substring(1))
        : schema;
  }
}
