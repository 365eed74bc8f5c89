package dev.gatehouse.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.testing.Answer;
import dev.gatehouse.testing.OnSqlite;
import dev.gatehouse.testing.OpenApi;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/// Row 4: every call that writes, with every field that is nobody's to set, sent by everybody. Row
/// 7: what is said twice is an error.
@OnSqlite
@Order(1)
class ProtectedFieldsTest extends AdminJourney {
  private static final JsonMapper JSON = new JsonMapper();

  private static final Map<String, Object> PROTECTED = fields();

  /// What an administrator may set, and nobody else.
  private static final Set<String> OFFICIAL =
      Set.of("is_active", "is_verified", "roles", "name", "email", "password", "permissions");

  @BeforeEach
  @Override
  void signInAgain() {
    root = signIn(ADMINISTRATOR);
  }

  @Test
  void no_call_of_a_user_sets_what_is_not_the_users_to_set() {
    for (String call : writes()) {
      if (call.contains("/api/admin/") || call.equals("DELETE /api/auth/me")) {
        continue;
      }
      for (String role : List.of("user", "auditor")) {
        Somebody one = somebody(role);
        String before = row(one.id());
        Map<String, Object> body = new LinkedHashMap<>(PROTECTED);
        body.put("email", newEmail());
        body.put("password", PASSWORD);
        body.put("name", "A name");
        body.put("full_name", "A name");
        send(call, JSON.writeValueAsString(body), one);
        assertThat(row(one.id())).as("%s, %s", call, role).isEqualTo(before);
      }
    }
  }

  @Test
  void a_new_user_is_what_every_new_user_is() {
    for (String call : List.of("/api/v1/auth/register", "/api/auth/register")) {
      String email = newEmail();
      Map<String, Object> body = new LinkedHashMap<>(PROTECTED);
      body.putAll(Map.of("email", email, "password", PASSWORD));
      api.post(call, body).expect(201);
      String plain = newEmail();
      api.post(call, Map.of("email", plain, "password", PASSWORD)).expect(201);
      assertThat(row(id(email))).isEqualTo(row(id(plain)));
    }
  }

  @Test
  void nor_does_an_administrators_call_where_it_names_what_nobody_may_set() {
    for (String call : writes()) {
      if (!call.contains("/api/admin/") || call.endsWith("/import") || call.startsWith("DELETE ")) {
        continue;
      }
      for (Map.Entry<String, Object> field : PROTECTED.entrySet()) {
        if (OFFICIAL.contains(field.getKey())) {
          continue;
        }
        Somebody one = somebody("user");
        String before = row(one.id());
        String body = JSON.writeValueAsString(Map.of(field.getKey(), field.getValue()));
        Answer answer = send(call, one.id(), body, root);
        assertThat(row(one.id())).as("%s %s", call, field).isEqualTo(before);
        if (call.endsWith("/users") || call.startsWith("PATCH /api/admin/users/")) {
          answer.expectProblem(422);
        }
      }
    }
  }

  @Test
  void a_member_that_is_named_twice_is_an_error_everywhere() {
    for (String call : writes()) {
      if (call.endsWith("/import") || call.startsWith("DELETE ") || call.startsWith("PUT ")) {
        continue;
      }
      Somebody one = somebody("admin");
      Answer answer = send(call, "{\"email\":\"a@example.com\",\"email\":\"b@example.com\"}", one);
      if (answer.status() < 300) {
        continue; // it reads no body
      }
      assertThat(answer.status()).as("%s: %s", call, answer.body()).isIn(400, 401, 404);
    }
  }

  @Test
  void a_parameter_that_is_named_twice_is_an_error_everywhere() {
    for (String call : OpenApi.ofTheServer().calls()) {
      for (String parameter : parameters(call)) {
        Somebody one = somebody("admin");
        String path = path(call, one.id()) + "?" + parameter + "=1&" + parameter + "=1";
        Answer answer = one.api().bearer(method(call), path, one.pair().access());
        assertThat(answer.status()).as("%s", path).isIn(400, 422, 426);
      }
    }
  }

  private static List<String> parameters(String call) {
    List<String> names = new ArrayList<>();
    var paths = OpenApi.ofTheServer().document().get("paths");
    String path = call.substring(call.indexOf(' ') + 1);
    for (var parameter :
        paths.get(path).get(method(call).toLowerCase(java.util.Locale.ROOT)).path("parameters")) {
      if (parameter.path("in").asString().equals("query")) {
        names.add(parameter.get("name").stringValue());
      }
    }
    return names;
  }

  private static List<String> writes() {
    return OpenApi.ofTheServer().calls().stream().filter(call -> !call.startsWith("GET ")).toList();
  }

  private Answer send(String call, String body, Somebody caller) {
    return send(call, UUID.randomUUID().toString(), body, caller);
  }

  private Answer send(String call, String id, String body, Somebody caller) {
    return api.send(
        method(call),
        path(call, id),
        BodyPublishers.ofString(body),
        "Content-Type",
        "application/json",
        "Authorization",
        "Bearer " + caller.pair().access());
  }

  private static String method(String call) {
    return call.substring(0, call.indexOf(' '));
  }

  private static String path(String call, String id) {
    return call.substring(call.indexOf(' ') + 1)
        .replace("{id}", id)
        .replaceAll("\\{[a-z_]+}", "nothing-of-this-name");
  }

  private String id(String email) {
    return server
        .database()
        .read(tx ->
            tx.sql("SELECT id FROM users WHERE email = :email")
                .bind("email", email)
                .only(row -> row.text("id")));
  }

  /// What of a user is nobody's to set by sending it, and the roles.
  private String row(String id) {
    return server
        .database()
        .read(tx ->
            tx.sql(
                    """
                    SELECT u.is_active, u.is_verified, u.mfa_enabled, u.legacy_id,
                      COUNT(r.id) AS roles, MIN(r.name) AS role
                    FROM users u LEFT JOIN user_roles ur ON ur.user_id = u.id
                      LEFT JOIN roles r ON r.id = ur.role_id
                    WHERE u.id = :id
                    GROUP BY u.id, u.is_active, u.is_verified, u.mfa_enabled, u.legacy_id
                    """)
                .bind("id", UUID.fromString(id))
                .list(row ->
                    row.truth("is_active")
                        + " "
                        + row.truth("is_verified")
                        + " "
                        + row.truth("mfa_enabled")
                        + " "
                        + row.numberOrNull("legacy_id")
                        + " "
                        + row.number("roles")
                        + " "
                        + row.textOrNull("role"))
                .toString());
  }

  private static Map<String, Object> fields() {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("id", "00000000-0000-7000-8000-000000000001");
    all.put("user_id", "00000000-0000-7000-8000-000000000001");
    all.put("legacy_id", 7);
    all.put("roles", List.of("admin"));
    all.put("role", "admin");
    all.put("permissions", List.of("users:write"));
    all.put("is_admin", true);
    all.put("is_active", false);
    all.put("is_verified", true);
    all.put("mfa_enabled", true);
    all.put("hashed_password", "$2b$04$abcdefghijklmnopqrstuv");
    all.put("password_hash", "x");
    all.put("auth_epoch", 99);
    all.put("created_at", "2000-01-01T00:00:00Z");
    all.put("updated_at", "2000-01-01T00:00:00Z");
    all.put("last_login", "2000-01-01T00:00:00Z");
    all.put("email_verified", true);
    all.put("__proto__", Map.of("is_admin", true));
    return all;
  }
}
