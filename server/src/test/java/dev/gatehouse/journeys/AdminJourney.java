package dev.gatehouse.journeys;

import dev.gatehouse.testing.Answer;
import dev.gatehouse.testing.Api;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A test of the admin API, with an administrator at hand.
@SuppressWarnings("NullAway.Init") // set before each run of the class
abstract class AdminJourney extends Journey {
  static final String ADMIN = "/api/admin";
  static final String ADMINISTRATOR = "root@example.com";

  private static final JsonMapper JSON = new JsonMapper();

  /// Somebody who may do everything.
  Somebody root;

  @BeforeParameterizedClassInvocation
  void makeAdministrator() {
    api.register(ADMINISTRATOR, PASSWORD).expect(201);
    giveRole(ADMINISTRATOR, "admin");
    root = signIn(ADMINISTRATOR);
  }

  /// Time passes before each test, and ends the access token of the one before.
  @BeforeEach
  void signInAgain() {
    root = signIn(ADMINISTRATOR);
  }

  /// Behind the server's back, as an operator would with SQL before there is an administrator.
  final void giveRole(String email, String role) {
    server.sql(
        """
        INSERT INTO user_roles (user_id, role_id)
        SELECT u.id, r.id FROM users u, roles r WHERE u.email = :email AND r.name = :role
        """,
        Map.of("email", email, "role", role));
  }

  final Somebody signIn(String email) {
    Api.Pair pair = Api.pair(api.login(email, PASSWORD));
    String id = api.me(pair.access()).text("id");
    return new Somebody(api, id, email, pair);
  }

  /// Somebody new with exactly these roles, who has just signed in.
  final Somebody somebody(String... roles) {
    String email = newEmail();
    root.post("/users", Map.of("email", email, "password", PASSWORD, "roles", List.of(roles)))
        .expect(201);
    return signIn(email);
  }

  /// A new role with exactly these permissions.
  final String role(String... permissions) {
    String name = "role-" + UUID.randomUUID();
    root.post("/roles", Map.of("name", name, "permissions", List.of(permissions))).expect(201);
    return name;
  }

  static List<String> texts(JsonNode items, String member) {
    List<String> texts = new ArrayList<>();
    items.forEach(item -> texts.add(item.get(member).stringValue()));
    return texts;
  }

  /// A user with a credential, who calls the admin API.
  record Somebody(Api api, String id, String email, Api.Pair pair) {

    Answer get(String path) {
      return api.get(ADMIN + path, headers());
    }

    Answer post(String path, Object body) {
      return api.post(ADMIN + path, body, headers());
    }

    Answer post(String path) {
      return send("POST", path);
    }

    Answer patch(String path, Object body) {
      return api.send(
          "PATCH",
          ADMIN + path,
          BodyPublishers.ofString(
              body instanceof String text ? text : JSON.writeValueAsString(body)),
          headers("Content-Type", "application/json"));
    }

    Answer put(String path) {
      return send("PUT", path);
    }

    Answer delete(String path) {
      return send("DELETE", path);
    }

    Answer send(String method, String path) {
      return api.send(method, ADMIN + path, BodyPublishers.noBody(), headers());
    }

    /// The same person with the same credential on another node.
    Somebody on(Api node) {
      return new Somebody(node, id, email, pair);
    }

    private String[] headers(String... more) {
      return Stream.concat(
              Stream.of("Authorization", "Bearer " + pair.access()), Arrays.stream(more))
          .toArray(String[]::new);
    }
  }
}
