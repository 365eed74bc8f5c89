package dev.gatehouse.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.testing.OnSqlite;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Nobody gives what they do not hold, and nobody touches who may do more than they.
@OnSqlite
class AdminEscalationTest extends AdminJourney {
  private static final String MORE = "You can't give a permission that you do not hold";
  private static final String STRONGER = "This user may do more than you";

  private static final List<String> ALL_BUT_ADMIN =
      List.of(
          "users:read",
          "users:write",
          "users:import",
          "users:export",
          "roles:read",
          "roles:write",
          "sessions:read",
          "sessions:write",
          "apikeys:read",
          "apikeys:write",
          "audit:read",
          "keys:read",
          "keys:rotate",
          "stats:read",
          "webhooks:write");

  @Test
  void who_may_change_roles_makes_nobody_an_administrator() {
    Somebody schemer = somebody("auditor", role("roles:write"));
    Somebody friend = somebody("user");
    schemer.put("/users/" + schemer.id() + "/roles/admin").expectProblem(403, MORE);
    schemer.put("/users/" + friend.id() + "/roles/admin").expectProblem(403, MORE);
    schemer.put("/users/" + friend.id() + "/roles/" + role("users:write")).expectProblem(403, MORE);
    schemer.put("/users/" + friend.id() + "/roles/auditor").expect(204);
  }

  /// An administrator also holds what is added one day.
  @Test
  void not_even_who_holds_every_permission_makes_an_administrator() {
    Somebody almost = somebody(role(ALL_BUT_ADMIN.toArray(String[]::new)));
    almost.put("/users/" + almost.id() + "/roles/admin").expectProblem(403, MORE);
    almost
        .post("/users", Map.of("email", newEmail(), "roles", List.of("admin")))
        .expectProblem(403, MORE);
    almost.delete("/users/" + root.id() + "/roles/admin").expectProblem(403, STRONGER);
    almost.patch("/roles/admin", Map.of("description", "mine")).expect(403);
  }

  @Test
  void a_role_is_not_edited_into_more_than_its_editor_holds() {
    String mine = role("roles:write", "roles:read");
    Somebody schemer = somebody(mine);
    schemer
        .patch("/roles/" + mine, Map.of("permissions", List.of("roles:write", "users:write")))
        .expectProblem(403, MORE);
    schemer
        .post("/roles", Map.of("name", "Own", "permissions", List.of("keys:rotate")))
        .expectProblem(403, MORE);
    schemer.patch("/roles/auditor", Map.of("permissions", List.of())).expect(403);
    schemer.delete("/roles/" + role("users:write")).expect(403);
    schemer.post("/permissions", Map.of("name", "reports:read")).expect(201);
    schemer
        .patch(
            "/roles/" + mine,
            Map.of("permissions", List.of("roles:write", "roles:read", "reports:read")))
        .expectProblem(403, MORE);
    schemer.delete("/permissions/reports:read").expectProblem(403, MORE);
    root.delete("/permissions/reports:read").expect(204);
  }

  @Test
  void a_user_is_not_created_with_more_than_their_maker_holds() {
    Somebody clerk = somebody(role("users:write", "users:read"));
    clerk.post("/users", Map.of("email", newEmail())).expect(201);
    for (String role : List.of("admin", "auditor", role("users:read"))) {
      clerk
          .post("/users", Map.of("email", newEmail(), "roles", List.of(role)))
          .expectProblem(403, MORE);
    }
    Somebody recruiter = somebody(role("users:write", "users:read", "roles:write"));
    recruiter
        .post("/users", Map.of("email", newEmail(), "roles", List.of(role("users:read"))))
        .expect(201);
    recruiter
        .post("/users", Map.of("email", newEmail(), "roles", List.of("auditor")))
        .expectProblem(403, MORE);
  }

  @Test
  void nobody_takes_over_deactivates_or_deletes_who_may_do_more() {
    Somebody clerk = somebody(role("users:write", "users:read", "sessions:write"));
    Somebody auditor = somebody("auditor");
    for (Somebody victim : List.of(root, auditor)) {
      String path = "/users/" + victim.id();
      clerk.patch(path, Map.of("password", "TakenOver1234")).expectProblem(403, STRONGER);
      clerk.patch(path, Map.of("email", newEmail())).expectProblem(403, STRONGER);
      clerk.patch(path, Map.of("is_active", false)).expectProblem(403, STRONGER);
      clerk.patch(path, Map.of()).expectProblem(403, STRONGER);
      clerk.delete(path).expectProblem(403, STRONGER);
      clerk.post(path + "/sessions/end").expectProblem(403, STRONGER);
      api.me(victim.pair().access()).expect(200);
      api.login(victim.email(), PASSWORD).expect(200);
    }
    assertThat(
            texts(
                root.get("/audit-events?reason=more_powerful&actor=" + clerk.id())
                    .json()
                    .get("items"),
                "target"))
        .contains(root.id(), auditor.id());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "id",
        "roles",
        "is_admin",
        "hashed_password",
        "auth_epoch",
        "created_at",
        "updated_at",
        "last_login",
        "legacy_id",
        "mfa_enabled",
        "mfa_secret",
        "email_key",
        "metadata"
      })
  void a_member_that_a_change_does_not_know_is_refused_and_changes_nothing(String member) {
    Somebody user = somebody("user");
    String before = root.get("/users/" + user.id()).body();
    for (String value : List.of("true", "\"x\"", "[\"admin\"]", "null", "{}")) {
      var errors =
          root.patch(
                  "/users/" + user.id(), "{\"name\": \"New\", \"" + member + "\": " + value + "}")
              .expectProblem(422)
              .json()
              .get("errors");
      assertThat(texts(errors, "field")).containsExactly(member);
    }
    assertThat(root.get("/users/" + user.id()).body()).isEqualTo(before);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "id",
        "is_admin",
        "hashed_password",
        "auth_epoch",
        "created_at",
        "last_login",
        "legacy_id",
        "mfa_enabled",
        "__proto__",
        "constructor"
      })
  void a_member_that_a_creation_does_not_know_is_refused(String member) {
    String email = newEmail();
    root.post("/users", Map.of("email", email, member, "x")).expect(422);
    root.get("/users?q=" + email).expect(200);
    assertThat(root.get("/users?q=" + email).json().get("items").size()).isZero();
  }

  /// Elsewhere what is not known is ignored, and so bound to nothing.
  @ParameterizedTest
  @ValueSource(strings = {"/api/v1/auth/register", "/api/auth/register"})
  void nobody_registers_with_protected_members(String path) {
    String email = newEmail();
    Map<String, Object> body = new HashMap<>(Map.of("email", email, "password", PASSWORD));
    String id = UUID.randomUUID().toString();
    body.put("id", id);
    body.put("roles", List.of("admin"));
    body.put("role", "admin");
    body.put("is_admin", true);
    body.put("is_superuser", true);
    body.put("is_verified", true);
    body.put("is_active", false);
    body.put("hashed_password", "x");
    body.put("created_at", "2000-01-01T00:00:00Z");
    body.put("legacy_id", 1);
    api.post(path, body).expect(201);
    var made = root.get("/users?q=" + email).json().get("items").get(0);
    assertThat(made.get("roles").toString()).isEqualTo("[\"user\"]");
    assertThat(made.get("is_admin").booleanValue()).isFalse();
    assertThat(made.get("is_verified").booleanValue()).isFalse();
    assertThat(made.get("is_active").booleanValue()).isTrue();
    assertThat(made.get("id").stringValue()).isNotEqualTo(id);
    assertThat(made.get("created_at").stringValue()).doesNotStartWith("2000");
    assertThat(made.has("legacy_id")).isFalse();
  }

  @Test
  void what_the_server_needs_stays() {
    for (String role : List.of("admin", "auditor", "user")) {
      root.delete("/roles/" + role).expect(409);
    }
    root.patch("/roles/admin", Map.of("permissions", List.of())).expect(409);
    root.patch("/roles/admin", Map.of("permissions", List.of("users:read"))).expect(409);
    for (String permission : ALL_BUT_ADMIN) {
      root.delete("/permissions/" + permission).expect(409);
    }
    root.post("/roles", Map.of("name", "admin")).expect(409);
    root.post("/permissions", Map.of("name", "users:read")).expect(409);
    root.post("/permissions", Map.of("name", "account:write")).expect(422);
    root.post("/permissions", Map.of("name", "*")).expect(422);
    root.post("/roles", Map.of("name", "Admin ")).expect(422);
    root.put("/users/" + root.id() + "/roles/admin%20").expect(404);
    root.put("/users/" + root.id() + "/roles/nobody").expect(404);
    root.put("/users/" + UUID.randomUUID() + "/roles/user").expect(404);
    root.post("/roles", Map.of("name", "odd", "permissions", List.of("no:such"))).expect(422);
    root.post("/roles", Map.of("name", "odd", "permissions", "users:read")).expect(422);
    root.post("/users", Map.of("email", newEmail(), "roles", List.of("nobody"))).expect(422);
    assertThat(root.get("/roles/admin").json().get("permissions").size()).isEqualTo(15);
  }

  @Test
  void ids_that_are_none_are_not_found_and_no_method_is_borrowed() {
    for (String id : List.of("1", "me", "..%2Fusers", "%00", UUID.randomUUID() + "x")) {
      assertThat(root.get("/users/" + id).status()).isIn(400, 404);
    }
    root.send("PUT", "/users").expect(405);
    root.send("POST", "/users/" + root.id()).expect(405);
    api.send(
            "POST",
            ADMIN + "/users/" + root.id(),
            java.net.http.HttpRequest.BodyPublishers.noBody(),
            "X-HTTP-Method-Override",
            "DELETE",
            "Authorization",
            "Bearer " + root.pair().access())
        .expect(405);
  }
}
