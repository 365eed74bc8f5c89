package dev.gatehouse.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.testing.Answer;
import dev.gatehouse.testing.Api;
import dev.gatehouse.testing.Jwt;
import dev.gatehouse.testing.OnEveryDatabase;
import dev.gatehouse.testing.TestServer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/// A change of what somebody may do counts for the tokens that they have already: on the node that
/// made it at once, on another within the bound.
@OnEveryDatabase
@Order(1)
class RoleChangeTest extends AdminJourney {
  private static final Duration BOUND = NodesTest.ON_A_BUSY_MACHINE;

  @Test
  void a_revoked_role_counts_at_once_and_on_another_node_within_the_bound() {
    try (TestServer node = server.anotherNode()) {
      Somebody reader = somebody(role("users:read"));
      Somebody there = reader.on(node.api());
      reader.get("/users").expect(200);
      there.get("/users").expect(200);
      String role = root.get("/users/" + reader.id()).json().get("roles").get(0).stringValue();
      root.delete("/users/" + reader.id() + "/roles/" + role).expect(204);
      reader.get("/users").expect(401);
      within(() -> there.get("/users").status() == 401);
      Somebody again = refreshed(reader);
      again.get("/users").expect(403);
      again.on(node.api()).get("/users").expect(403);
    }
  }

  @Test
  void everybody_learns_what_they_may_do_themselves() {
    assertThat(held(somebody("user"))).isEqualTo("{\"all\":false,\"permissions\":[]}");
    assertThat(held(somebody(role("users:read", "roles:read"))))
        .isEqualTo("{\"all\":false,\"permissions\":[\"roles:read\",\"users:read\"]}");
    assertThat(held(root)).startsWith("{\"all\":true,").contains("\"keys:rotate\"");
    api.get("/api/auth/me/permissions").expect(401);
  }

  private String held(Somebody who) {
    return api.get("/api/auth/me/permissions", "Authorization", "Bearer " + who.pair().access())
        .expect(200)
        .body();
  }

  @Test
  void a_granted_role_counts_after_a_refresh_and_twice_is_as_good_as_once() {
    Somebody user = somebody("user");
    String role = role("users:read");
    root.put("/users/" + user.id() + "/roles/" + role).expect(204);
    user.get("/users").expect(401);
    Somebody again = refreshed(user);
    again.get("/users").expect(200);
    root.put("/users/" + user.id() + "/roles/" + role).expect(204);
    again.get("/users").expect(200);
    root.delete("/users/" + user.id() + "/roles/auditor").expect(204);
    again.get("/users").expect(200);
  }

  @Test
  void a_changed_role_counts_for_all_who_hold_it_with_one_row_of_news() {
    try (TestServer node = server.anotherNode()) {
      String role = role("users:read");
      List<Somebody> holders = List.of(somebody(role), somebody(role), somebody(role));
      Somebody bystander = somebody("user");
      holders.forEach(one -> one.on(node.api()).get("/users").expect(200));
      long news = news();
      root.patch("/roles/" + role, Map.of("permissions", List.of("roles:read"))).expect(200);
      assertThat(news()).isEqualTo(news + 1);
      holders.forEach(one -> one.get("/users").expect(401));
      holders.forEach(one -> within(() -> one.on(node.api()).get("/users").status() == 401));
      api.me(bystander.pair().access()).expect(200);
      Somebody again = refreshed(holders.getFirst());
      again.get("/users").expect(403);
      again.get("/roles").expect(200);
      again.on(node.api()).get("/users").expect(403);
      again.on(node.api()).get("/roles").expect(200);
    }
  }

  @Test
  void a_deleted_role_or_permission_is_gone_for_all_who_held_it() {
    root.post("/permissions", Map.of("name", "reports:read", "description", "Reports")).expect(201);
    String role = role("reports:read", "users:read");
    Somebody holder = somebody(role);
    root.delete("/permissions/reports:read").expect(204);
    api.me(holder.pair().access()).expect(401);
    Somebody again = refreshed(holder);
    again.get("/users").expect(200);
    root.delete("/roles/" + role).expect(204);
    again.get("/users").expect(401);
    refreshed(again).get("/users").expect(403);
    assertThat(root.get("/users/" + holder.id()).json().get("roles").size()).isZero();
  }

  @Test
  void a_deactivation_is_known_on_another_node_within_the_bound() {
    try (TestServer node = server.anotherNode()) {
      Somebody user = somebody("user");
      node.api().me(user.pair().access()).expect(200);
      root.patch("/users/" + user.id(), Map.of("is_active", false)).expect(200);
      api.me(user.pair().access()).expect(401);
      within(() -> node.api().me(user.pair().access()).status() == 401);
      node.api().refresh(user.pair().refresh()).expect(401);
    }
  }

  @Test
  void a_rotated_key_is_written_down() {
    Answer made = root.post("/signing-keys/rotate", Map.of()).expect(201);
    assertThat(
            texts(
                root.get("/audit-events?target=" + made.text("id")).json().get("items"), "action"))
        .containsExactly("signing_key.rotate");
    assertThat(texts(root.get("/signing-keys").json().get("items"), "id"))
        .contains(made.text("id"));
    root.post("/signing-keys/rotate", Map.of("compromised", true)).expect(201);
    root.get("/signing-keys").expect(401);
    root = refreshed(root);
    root.post("/signing-keys/rotate", Map.of("compromised", "yes")).expect(422);
  }

  @Test
  void a_new_key_is_published_before_it_signs_and_an_old_one_no_longer_than_it_verifies() {
    String old = keyOf(root);
    String made = root.post("/signing-keys/rotate", Map.of()).expect(201).text("id");
    assertThat(published()).contains(old, made);
    assertThat(stateOf(made)).isEqualTo("next");
    server.time().pass(Duration.ofMinutes(10).minusSeconds(30));
    assertThat(keyOf(signIn(ADMINISTRATOR))).isEqualTo(old);
    server.time().pass(Duration.ofSeconds(30));
    assertThat(keyOf(signIn(ADMINISTRATOR))).isEqualTo(made);
    assertThat(stateOf(made)).isEqualTo("current");
    assertThat(stateOf(old)).isEqualTo("old");
    assertThat(published()).contains(old, made);
    server.time().pass(Duration.ofDays(31));
    signInAgain();
    assertThat(stateOf(old)).isEqualTo("retired");
    assertThat(published()).contains(made).doesNotContain(old);
  }

  private static String keyOf(Somebody somebody) {
    return Jwt.of(somebody.pair().access()).headerJson().get("kid").stringValue();
  }

  private String published() {
    return api.get("/.well-known/jwks.json").expect(200).body();
  }

  private String stateOf(String key) {
    return root.get("/signing-keys")
        .expect(200)
        .json()
        .get("items")
        .valueStream()
        .filter(one -> one.get("id").stringValue().equals(key))
        .map(one -> one.get("state").stringValue())
        .findFirst()
        .orElseThrow();
  }

  private long news() {
    return server.number("SELECT seq AS n FROM revocation_counter", Map.of());
  }

  private Somebody refreshed(Somebody somebody) {
    Api.Pair pair = Api.pair(api.refresh(somebody.pair().refresh()));
    return new Somebody(api, somebody.id(), somebody.email(), pair);
  }

  private static void within(BooleanSupplier known) {
    long begun = System.nanoTime();
    while (!known.getAsBoolean()) {
      assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(BOUND);
      try {
        Thread.sleep(5);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException(e);
      }
    }
  }
}
