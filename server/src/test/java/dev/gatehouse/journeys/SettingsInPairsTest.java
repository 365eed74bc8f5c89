package dev.gatehouse.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.identity.accounts.TotpSecrets;
import dev.gatehouse.identity.accounts.UserId;
import dev.gatehouse.platform.crypto.Keyring;
import dev.gatehouse.platform.crypto.Randomness;
import dev.gatehouse.platform.crypto.Sealer;
import dev.gatehouse.platform.crypto.Secret;
import dev.gatehouse.testing.Answer;
import dev.gatehouse.testing.Api;
import dev.gatehouse.testing.Eventually;
import dev.gatehouse.testing.OnSqlite;
import dev.gatehouse.testing.TestRedis;
import dev.gatehouse.testing.TestServer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// Row 23: every pair of values of any two security settings stands together on some node here, and
/// on each of them the promises hold that no setting may take back.
@OnSqlite
class SettingsInPairsTest extends Journey {
  private static final Map<String, List<String>> VALUES = values();
  private static final byte[] KEY = "12345678901234567890".getBytes(StandardCharsets.US_ASCII);

  /// No server starts with these two together.
  private static final Set<String> IMPOSSIBLE =
      Set.of(
          "AUTH_COOKIES=true&AUTH_MODE=session",
          "REGISTRATION_CONCEALS_ACCOUNTS=true&REQUIRE_VERIFIED_EMAIL=false");

  @Test
  void whatever_is_set_beside_what_the_promises_hold() {
    String plain = newEmail();
    api.register(plain, PASSWORD).expect(201);
    server.sql("UPDATE users SET is_verified = TRUE WHERE email = :email", Map.of("email", plain));
    String careful = withFactor();
    List<Map<String, String>> rows = allPairs();
    assertThat(rows).hasSizeBetween(4, 20);
    try (TestRedis redis = new TestRedis()) {
      for (Map<String, String> row : rows) {
        Map<String, String> settings = new LinkedHashMap<>(row);
        boolean counted = settings.replace("REDIS_URL", "used", redis.url());
        try (TestServer node = server.anotherNode(settings)) {
          if (counted) {
            awaitRedis(node.api());
          }
          hold(node.api(), row, plain, careful);
        } catch (AssertionError e) {
          throw new AssertionError("with " + row, e);
        }
      }
    }
  }

  private static void awaitRedis(Api node) {
    Eventually.holds(
        "Redis is in use",
        () -> node.get("/health/ready").json().at("/parts/redis").asString("").equals("healthy"));
  }

  private static void hold(Api node, Map<String, String> row, String plain, String careful) {
    for (String call : List.of("/api/v1/auth/me", "/api/auth/me", "/api/auth/sessions")) {
      node.get(call).expect(401);
      node.get(call, "Cookie", "__Host-gh_refresh=gtr_AAAA").expect(401);
    }
    node.get("/api/admin/users").expect(401);
    Api.Pair pair = Api.pair(node.login(plain, PASSWORD));
    node.me(pair.access()).expect(200);
    node.bearer("GET", "/api/admin/users", pair.access()).expect(403);
    node.refresh(pair.access(), "X-CSRF-Token", "x").expect(401);
    node.post(Api.V1 + "/logout", "{}", authorized(pair)).expect(200);
    node.me(pair.access()).expect(401);
    node.refresh(pair.refresh(), "X-CSRF-Token", "x").expect(401);
    node.login(plain, PASSWORD + "x").expect(401);
    for (String login : List.of("/api/v1/auth/login", "/api/auth/login")) {
      Answer half = node.post(login, Map.of("email", careful, "password", PASSWORD)).expect(200);
      assertThat(half.body()).contains("mfa_required").doesNotContain("access_token");
      assertThat(half.header("Set-Cookie")).isEmpty();
    }
    Answer foreign = node.get("/api/auth/config", "Origin", "https://evil.example").expect(200);
    assertThat(foreign.header("Access-Control-Allow-Origin")).isEmpty();
    if (!"open".equals(row.get("REGISTRATION"))) {
      Map<String, String> stranger = Map.of("email", newEmail(), "password", PASSWORD);
      node.post("/api/auth/register", stranger).expect(403);
      node.post("/api/v1/auth/register", stranger, "X-CSRF-Token", "x").expect(403);
    }
    if ("true".equals(row.get("CSRF_STRICT"))
        && "true".equals(row.get("CSRF_PROTECTION_ENABLED"))) {
      node.post("/api/v1/auth/refresh", Map.of("refresh_token", "x")).expect(403);
    }
  }

  private static String[] authorized(Api.Pair pair) {
    return new String[] {"Authorization", "Bearer " + pair.access(), "X-CSRF-Token", "x"};
  }

  /// Greedy: each row takes, setting by setting, the value that stands beside most others for the
  /// first time.
  private static List<Map<String, String>> allPairs() {
    List<String> names = List.copyOf(VALUES.keySet());
    Set<String> missing = new HashSet<>();
    for (String one : names) {
      for (String other : names) {
        if (one.compareTo(other) < 0) {
          values(one).forEach(a -> values(other).forEach(b -> missing.add(pair(one, a, other, b))));
        }
      }
    }
    List<Map<String, String>> rows = new ArrayList<>();
    missing.removeAll(IMPOSSIBLE);
    while (!missing.isEmpty()) {
      Map<String, String> row = new LinkedHashMap<>();
      String first = missing.stream().sorted().findFirst().orElseThrow();
      for (String side : first.split("&", -1)) {
        row.put(side.split("=", 2)[0], side.split("=", 2)[1]);
      }
      for (String name : names) {
        row.computeIfAbsent(name, _ -> best(name, row, missing));
      }
      missing.removeAll(pairs(row));
      rows.add(row);
    }
    return rows;
  }

  private static List<String> values(String name) {
    return Objects.requireNonNull(VALUES.get(name));
  }

  private static String best(String name, Map<String, String> row, Set<String> missing) {
    String best = values(name).getFirst();
    long most = -1;
    for (String value : values(name)) {
      long fresh =
          row.entrySet().stream()
              .filter(
                  other -> missing.contains(pair(name, value, other.getKey(), other.getValue())))
              .count();
      boolean possible =
          row.entrySet().stream()
              .noneMatch(other ->
                  IMPOSSIBLE.contains(pair(name, value, other.getKey(), other.getValue())));
      if (possible && fresh > most) {
        most = fresh;
        best = value;
      }
    }
    return best;
  }

  private static Set<String> pairs(Map<String, String> row) {
    Set<String> pairs = new HashSet<>();
    row.forEach((one, a) -> row.forEach((other, b) -> pairs.add(pair(one, a, other, b))));
    return pairs;
  }

  private static String pair(String one, String a, String other, String b) {
    return one.compareTo(other) <= 0
        ? one + "=" + a + "&" + other + "=" + b
        : pair(other, b, one, a);
  }

  private String withFactor() {
    String email = newEmail();
    UserId user = new UserId(UUID.fromString(api.register(email, PASSWORD).expect(201).text("id")));
    Sealer sealer =
        new Sealer(
            new Keyring(new Secret(TestServer.SECRET), List.of()),
            new Randomness(server.database().clock()));
    server.sql(
        "UPDATE users SET mfa_enabled = TRUE, is_verified = TRUE, mfa_secret = :secret WHERE id ="
            + " :id",
        Map.of("secret", new TotpSecrets(sealer).seal(user, KEY), "id", user.value()));
    return email;
  }

  private static Map<String, List<String>> values() {
    Map<String, List<String>> all = new LinkedHashMap<>();
    List<String> either = List.of("false", "true");
    all.put("AUTH_MODE", List.of("jwt", "session"));
    all.put("AUTH_COOKIES", either);
    all.put("CSRF_PROTECTION_ENABLED", either);
    all.put("CSRF_STRICT", either);
    all.put("REGISTRATION", List.of("open", "invite", "closed"));
    all.put("PASSWORD_POLICY", List.of("classes", "length"));
    all.put("PASSWORD_HASH", List.of("bcrypt", "argon2id"));
    all.put("REQUIRE_VERIFIED_EMAIL", either);
    all.put("REGISTRATION_CONCEALS_ACCOUNTS", either);
    all.put("MFA_REQUIRED_ROLES", List.of("none", "admin"));
    all.put("TOKEN_AUDIENCE", List.of("", "somebody"));
    all.put("REDIS_URL", List.of("", "used"));
    return all;
  }
}
