package dev.gatehouse.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.testing.OnEveryDatabase;
import dev.gatehouse.testing.TestServer;
import dev.gatehouse.testing.Together;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// There is always an administrator left.
@OnEveryDatabase
class LastAdministratorTest extends AdminJourney {
  private static final String SENTENCE = "The last administrator has to stay one";

  /// Each test begins with an administrator of its own and no other, whoever was left by the one
  /// before.
  @Override
  @BeforeEach
  void signInAgain() {
    server.sql(
        "DELETE FROM user_roles WHERE role_id = (SELECT id FROM roles WHERE name = 'admin')",
        Map.of());
    String email = newEmail();
    api.register(email, PASSWORD).expect(201);
    giveRole(email, "admin");
    root = signIn(email);
  }

  @Test
  void the_last_administrator_is_neither_demoted_nor_deactivated_nor_deleted() {
    root.delete("/users/" + root.id() + "/roles/admin").expectProblem(409, SENTENCE);
    root.patch("/users/" + root.id(), Map.of("is_active", false)).expectProblem(409, SENTENCE);
    root.delete("/users/" + root.id()).expectProblem(409, SENTENCE);
    assertThat(root.get("/users/" + root.id()).json().get("is_admin").booleanValue()).isTrue();
    api.refresh(root.pair().refresh()).expect(200);
  }

  @Test
  void an_administrator_who_has_no_way_to_sign_in_does_not_count() {
    String id =
        root.post("/users", Map.of("email", newEmail(), "roles", List.of("admin")))
            .expect(201)
            .text("id");
    root.delete("/users/" + root.id() + "/roles/admin").expectProblem(409, SENTENCE);
    root.delete("/users/" + root.id()).expectProblem(409, SENTENCE);
    root.delete("/users/" + id).expect(204);
  }

  @Test
  void an_inactive_administrator_does_not_count() {
    Somebody other = somebody("admin");
    root.patch("/users/" + other.id(), Map.of("is_active", false)).expect(200);
    root.delete("/users/" + root.id() + "/roles/admin").expectProblem(409, SENTENCE);
    root.delete("/users/" + other.id()).expect(204);
  }

  /// Each of the last two removes the other, on two nodes at the same moment, in every way there
  /// is.
  @Test
  void of_the_last_two_who_remove_each_other_at_once_one_stays() {
    try (TestServer node = server.anotherNode()) {
      for (int round = 0; round < 9; round++) {
        Somebody other = somebody("admin");
        Somebody there = other.on(node.api());
        List<Callable<Integer>> calls = new ArrayList<>();
        calls.add(remove(root, other.id(), round % 3));
        calls.add(remove(there, root.id(), round / 3));
        List<Integer> statuses = Together.all(calls);
        assertThat(statuses).allMatch(status -> status < 500);
        assertThat(administrators()).isEqualTo(1);
        if (!isAdministrator(root.id())) {
          root = other;
        }
        root = signIn(root.email());
      }
    }
  }

  @Test
  void of_six_who_step_down_at_once_one_stays() {
    List<Somebody> all = new ArrayList<>(List.of(root));
    for (int i = 0; i < 5; i++) {
      all.add(somebody("admin"));
    }
    List<Callable<Integer>> calls = new ArrayList<>();
    for (Somebody one : all) {
      calls.add(() -> one.delete("/users/" + one.id() + "/roles/admin").status());
    }
    List<Integer> statuses = Together.all(calls);
    assertThat(statuses).containsOnly(204, 409).containsOnlyOnce(409);
    assertThat(administrators()).isEqualTo(1);
  }

  private static Callable<Integer> remove(Somebody who, String whom, int how) {
    return switch (how) {
      case 0 -> () -> who.delete("/users/" + whom + "/roles/admin").status();
      case 1 -> () -> who.patch("/users/" + whom, Map.of("is_active", false)).status();
      default -> () -> who.delete("/users/" + whom).status();
    };
  }

  private long administrators() {
    return server.number(
        """
        SELECT COUNT(*) AS n FROM users u JOIN user_roles ur ON ur.user_id = u.id
        JOIN roles r ON r.id = ur.role_id WHERE r.name = 'admin' AND u.is_active = TRUE
        """,
        Map.of());
  }

  private boolean isAdministrator(String id) {
    return server.number(
            """
            SELECT COUNT(*) AS n FROM users u JOIN user_roles ur ON ur.user_id = u.id
            JOIN roles r ON r.id = ur.role_id
            WHERE r.name = 'admin' AND u.is_active = TRUE AND u.id = :id
            """,
            Map.of("id", java.util.UUID.fromString(id)))
        == 1;
  }
}
