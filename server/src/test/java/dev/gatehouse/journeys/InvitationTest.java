package dev.gatehouse.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.testing.Answer;
import dev.gatehouse.testing.Api;
import dev.gatehouse.testing.Mails;
import dev.gatehouse.testing.OnEveryDatabase;
import dev.gatehouse.testing.TestServer;
import dev.gatehouse.testing.Together;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Invitations: the only way to an account where strangers may not register.
@OnEveryDatabase
class InvitationTest extends AdminJourney {

  @Test
  void an_invitation_makes_one_account_with_its_roles_and_a_verified_address() {
    String email = newEmail();
    String role = role("stats:read");
    Answer made =
        root.post("/invitations", Map.of("email", email, "roles", List.of("user", role)))
            .expect(201);
    assertThat(made.body()).doesNotContain("gti_");
    String token = mails().await(email, "invited").token();
    accept(token, "short").expectProblem(422);
    List<Answer> answers;
    try (TestServer closed = server.anotherNode(Map.of("REGISTRATION", "closed"))) {
      closed.api().register(newEmail(), PASSWORD).expectProblem(403, "Registration is closed");
      answers = Together.times(6, () -> accept(closed.api(), token, PASSWORD));
    }
    assertThat(answers.stream().filter(answer -> answer.status() == 201)).hasSize(1);
    assertThat(answers).allMatch(answer -> List.of(201, 400, 401).contains(answer.status()));
    Answer signedIn =
        answers.stream().filter(answer -> answer.status() == 201).findFirst().orElseThrow();
    assertThat(signedIn.json().at("/user/is_verified").booleanValue()).isTrue();
    assertThat(signedIn.json().at("/user/roles").toString()).contains(role, "user");
    accept(token, PASSWORD).expectProblem(401, "Invalid token");
    assertThat(history(email)).contains("invitation.accept");
    api.login(email, PASSWORD).expect(200);
  }

  @Test
  void nobody_invites_with_roles_beyond_their_own() {
    String strong = role("audit:read", "users:write");
    Somebody weak = somebody("user", role("users:write"));
    weak.post("/invitations", Map.of("email", newEmail(), "roles", List.of(strong)))
        .expectProblem(403);
    weak.post("/invitations", Map.of("email", newEmail(), "roles", List.of("admin")))
        .expectProblem(403);
    weak.post("/invitations", Map.of("email", newEmail())).expect(201);
    root.post("/invitations", Map.of("email", newEmail(), "roles", List.of("no-such-role")))
        .expectProblem(422);
    root.post("/invitations", Map.of("email", newEmail(), "is_active", false)).expectProblem(422);
    root.post("/invitations", Map.of("email", root.email())).expectProblem(409);
  }

  @Test
  void what_the_giver_may_no_longer_give_is_not_given() {
    Somebody giver = somebody("user", "admin");
    String email = newEmail();
    giver.post("/invitations", Map.of("email", email, "roles", List.of("admin"))).expect(201);
    String token = mails().await(email, "invited").token();
    root.delete("/users/" + giver.id() + "/roles/admin").expect(204);
    accept(token, PASSWORD).expectProblem(401, "Invalid token");
  }

  @Test
  void what_a_role_has_come_to_allow_since_is_not_given_nor_by_who_is_gone() {
    Somebody giver = somebody(role("users:write", "roles:write", "stats:read"));
    String widened = role("stats:read");
    String deleted = role("stats:read");
    String narrow = role("stats:read");
    String one = invited(giver, widened);
    String two = invited(giver, deleted);
    String three = invited(giver, narrow);
    String four = invited(giver, narrow);
    Somebody leaver = somebody("admin");
    String five = invited(leaver, "admin");
    root.delete("/users/" + leaver.id()).expect(204);
    accept(five, PASSWORD).expectProblem(401, "Invalid token");
    root.patch("/roles/" + widened, Map.of("permissions", List.of("audit:read"))).expect(200);
    root.delete("/roles/" + deleted).expect(204);
    accept(one, PASSWORD).expectProblem(401, "Invalid token");
    accept(two, PASSWORD).expectProblem(401, "Invalid token");
    accept(three, PASSWORD).expect(201);
    root.patch("/users/" + giver.id(), Map.of("is_active", false)).expect(200);
    accept(four, PASSWORD).expectProblem(401, "Invalid token");
  }

  @Test
  void a_second_invitation_takes_the_place_of_the_first() {
    String email = newEmail();
    root.post("/invitations", Map.of("email", email)).expect(201);
    root.post("/invitations", Map.of("email", email)).expect(201);
    mails().await(email, "invited", 2);
    List<Integer> statuses =
        mails().about(email, "invited").stream()
            .map(mail -> accept(mail.token(), PASSWORD).status())
            .toList();
    assertThat(statuses).containsExactlyInAnyOrder(201, 401);
  }

  /// The token that somebody new is invited with to hold this role.
  private String invited(Somebody giver, String role) {
    String email = newEmail();
    giver.post("/invitations", Map.of("email", email, "roles", List.of(role))).expect(201);
    return mails().await(email, "invited").token();
  }

  @Test
  void an_invitation_can_be_listed_and_taken_back_and_dies_after_a_week() {
    String email = newEmail();
    String other = newEmail();
    String id = root.post("/invitations", Map.of("email", email)).expect(201).text("id");
    root.post("/invitations", Map.of("email", other)).expect(201);
    assertThat(texts(root.get("/invitations").expect(200).json().get("items"), "email"))
        .contains(email, other);
    String sought = other.substring(0, other.indexOf('@')).toUpperCase(Locale.ROOT);
    assertThat(texts(root.get("/invitations?q=" + sought).expect(200).json().get("items"), "email"))
        .containsExactly(other);
    String token = mails().await(email, "invited").token();
    String late = mails().await(other, "invited").token();
    root.delete("/invitations/" + id).expect(204);
    root.delete("/invitations/" + id).expectProblem(404);
    accept(token, PASSWORD).expectProblem(401, "Invalid token");
    server.time().pass(Duration.ofDays(8));
    accept(late, PASSWORD).expectProblem(401, "Invalid token");
    root = signIn(root.email());
  }

  @Test
  void an_invited_address_that_has_an_account_by_then_is_taken() {
    String email = newEmail();
    root.post("/invitations", Map.of("email", email)).expect(201);
    String token = mails().await(email, "invited").token();
    root.post("/users", Map.of("email", email, "password", PASSWORD)).expect(201);
    accept(token, PASSWORD).expectProblem(400, "Email already registered");
  }

  private Answer accept(String token, String password) {
    return accept(api, token, password);
  }

  private static Answer accept(Api node, String token, String password) {
    return node.post(
        "/api/auth/invitations/accept",
        Map.of("token", token, "password", password, "name", "Ada", "roles", List.of("admin")));
  }

  private Mails mails() {
    return new Mails(api);
  }
}
