package dev.gatehouse.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.identity.access.Permission;
import dev.gatehouse.platform.http.Router;
import dev.gatehouse.testing.Answer;
import dev.gatehouse.testing.Api;
import dev.gatehouse.testing.TestDatabase;
import dev.gatehouse.testing.TestServer;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// Every route of the admin API asks for the permission that the specification names, and lets
/// nobody in who does not hold it.
@SuppressWarnings("NullAway.Init") // set before the tests
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AdminTableTest {
  private static final String PREFIX = "/api/admin";

  /// As in the specification.
  private static final Map<String, String> PERMISSIONS = permissions();

  @TempDir Path folder;
  private TestServer server;
  private Api api;
  private String admin;

  @BeforeAll
  void start() {
    server = TestServer.start(TestDatabase.SQLITE, Map.of("RATE_LIMIT_PER_MINUTE", "100000"));
    api = server.api();
    admin = token("admin");
  }

  @AfterAll
  void stop() {
    server.close();
  }

  @Test
  void every_route_has_exactly_one_permission_and_the_table_no_other_routes() throws IOException {
    assertThat(PERMISSIONS.keySet()).containsExactlyInAnyOrderElementsOf(routes());
    assertThat(PERMISSIONS.values())
        .allMatch(
            code -> List.of(Permission.values()).stream().anyMatch(p -> p.code().equals(code)));
  }

  @TestFactory
  List<DynamicTest> nobody_gets_in_without_the_permission() throws IOException {
    String user = token("user");
    String auditor = token("auditor");
    List<DynamicTest> tests = new ArrayList<>();
    for (String route : routes()) {
      String permission = PERMISSIONS.get(route);
      String missing = "You do not hold the permission " + permission;
      tests.add(
          DynamicTest.dynamicTest(
              route + " for a stranger",
              () -> call(route, null).expectProblem(401, "Invalid credentials")));
      tests.add(
          DynamicTest.dynamicTest(
              route + " for the role user", () -> call(route, user).expectProblem(403, missing)));
      boolean read = permission != null && permission.endsWith(":read");
      tests.add(
          DynamicTest.dynamicTest(
              route + " for the role auditor",
              () -> {
                Answer answer = call(route, auditor);
                if (read) {
                  assertThat(answer.status()).isNotIn(401, 403);
                } else {
                  answer.expectProblem(403, missing);
                }
              }));
    }
    return tests;
  }

  /// A role that holds this one permission and no other opens the route; one that holds all the
  /// others does not.
  @TestFactory
  List<DynamicTest> it_is_this_permission_that_opens_the_route() throws IOException {
    Map<String, String> only = new LinkedHashMap<>();
    Map<String, String> others = new LinkedHashMap<>();
    for (String permission : PERMISSIONS.values().stream().distinct().toList()) {
      List<String> rest =
          List.of(Permission.values()).stream()
              .map(Permission::code)
              .filter(code -> !code.equals(permission))
              .toList();
      only.put(permission, token(role(List.of(permission))));
      others.put(permission, token(role(rest)));
    }
    List<DynamicTest> tests = new ArrayList<>();
    for (String route : routes()) {
      String permission = PERMISSIONS.get(route);
      tests.add(
          DynamicTest.dynamicTest(
              route,
              () -> {
                assertThat(call(route, only.get(permission)).status()).isNotIn(401, 403);
                assertThat(call(route, admin).status()).isNotIn(401, 403);
                call(route, others.get(permission)).expect(403);
              }));
    }
    return tests;
  }

  private List<String> routes() throws IOException {
    Settings settings =
        Settings.load(folder, Map.of("PORT", "0", "DB_PATH", "routes.db"), Map.of());
    try (Server other = Server.start(settings, Store.openForServing(settings))) {
      return other.routes().stream()
          .filter(route -> route.path().startsWith(PREFIX))
          .map(AdminTableTest::name)
          .sorted()
          .toList();
    }
  }

  private static String name(Router.Route route) {
    return route.method() + " " + route.path().substring(PREFIX.length());
  }

  /// Calls the route for something that is not there, and with a body that asks for nothing.
  private Answer call(String route, @Nullable String token) {
    String method = route.substring(0, route.indexOf(' '));
    String path =
        PREFIX
            + route
                .substring(route.indexOf(' ') + 1)
                .replace("{id}", UUID.randomUUID().toString())
                .replaceAll("\\{[a-z]+}", "nothing-of-this-name");
    List<String> headers = new ArrayList<>(List.of("Content-Type", "application/json"));
    if (token != null) {
      headers.addAll(List.of("Authorization", "Bearer " + token));
    }
    boolean body = method.equals("POST") || method.equals("PATCH");
    return api.send(
        method,
        path,
        body ? BodyPublishers.ofString("{\"unknown\": 1}") : BodyPublishers.noBody(),
        headers.toArray(String[]::new));
  }

  private String role(List<String> permissions) {
    String name = "role-" + UUID.randomUUID();
    api.post(
            PREFIX + "/roles",
            Map.of("name", name, "permissions", permissions),
            "Authorization",
            "Bearer " + admin)
        .expect(201);
    return name;
  }

  private String token(String role) {
    String email = UUID.randomUUID() + "@example.com";
    api.register(email, "Test1234").expect(201);
    server.sql(
        "DELETE FROM user_roles WHERE user_id = (SELECT id FROM users WHERE email = :email)",
        Map.of("email", email));
    server.sql(
        """
        INSERT INTO user_roles (user_id, role_id)
        SELECT u.id, r.id FROM users u, roles r WHERE u.email = :email AND r.name = :role
        """,
        Map.of("email", email, "role", role));
    return Api.pair(api.login(email, "Test1234")).access();
  }

  static Map<String, String> permissions() {
    Map<String, String> all = new LinkedHashMap<>();
    all.put("GET /users", "users:read");
    all.put("GET /users/{id}", "users:read");
    all.put("POST /users/import", "users:import");
    all.put("GET /users/export", "users:export");
    all.put("POST /users", "users:write");
    all.put("POST /invitations", "users:write");
    all.put("DELETE /invitations/{id}", "users:write");
    all.put("GET /invitations", "users:read");
    all.put("PATCH /users/{id}", "users:write");
    all.put("DELETE /users/{id}", "users:write");
    all.put("PUT /users/{id}/roles/{role}", "roles:write");
    all.put("DELETE /users/{id}/roles/{role}", "roles:write");
    all.put("GET /roles", "roles:read");
    all.put("GET /roles/{name}", "roles:read");
    all.put("POST /roles", "roles:write");
    all.put("PATCH /roles/{name}", "roles:write");
    all.put("DELETE /roles/{name}", "roles:write");
    all.put("GET /permissions", "roles:read");
    all.put("POST /permissions", "roles:write");
    all.put("DELETE /permissions/{name}", "roles:write");
    all.put("GET /users/{id}/sessions", "sessions:read");
    all.put("GET /users/{id}/api-keys", "apikeys:read");
    all.put("DELETE /api-keys/{id}", "apikeys:write");
    all.put("GET /sessions/count", "sessions:read");
    all.put("GET /sessions", "sessions:read");
    all.put("DELETE /sessions/{id}", "sessions:write");
    all.put("POST /users/{id}/sessions/end", "sessions:write");
    all.put("POST /users/{id}/mfa/reset", "users:write");
    all.put("POST /users/{id}/password/force-change", "users:write");
    all.put("POST /sessions/cleanup", "sessions:write");
    all.put("GET /audit-events", "audit:read");
    all.put("GET /audit-events/export", "audit:read");
    all.put("GET /audit-events/verify", "audit:read");
    for (String call :
        List.of(
            "GET /webhooks",
            "POST /webhooks",
            "GET /webhooks/{id}",
            "PATCH /webhooks/{id}",
            "DELETE /webhooks/{id}",
            "GET /webhooks/{id}/deliveries",
            "POST /webhooks/{id}/deliveries/{delivery}/redeliver",
            "POST /webhooks/{id}/secret/rotate",
            "POST /webhooks/{id}/test")) {
      all.put(call, "webhooks:write");
    }
    all.put("GET /why/{id}", "audit:read");
    all.put("GET /signing-keys", "keys:read");
    all.put("POST /signing-keys/rotate", "keys:rotate");
    all.put("GET /stats", "stats:read");
    all.put("GET /stats/series", "stats:read");
    return all;
  }
}
