package dev.gatehouse.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.testing.Answer;
import dev.gatehouse.testing.Api;
import dev.gatehouse.testing.OnEveryDatabase;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Users in and out over HTTP.
@OnEveryDatabase
class AdminTransferTest extends AdminJourney {
  private static final String DJANGO =
      "pbkdf2_sha256$1000$seasalt12345abcd$TDMIRnUTQVf22qmFytLfx5beI9D+is8n0haWRPKpG+4=";

  @Test
  void a_body_far_over_the_limit_of_others_goes_in_and_each_bad_line_is_told() {
    String good =
        IntStream.range(0, 1_500)
            .mapToObj(
                i -> "{\"email\":\"%s\",\"hashed_password\":\"%s\"}".formatted(newEmail(), DJANGO))
            .collect(Collectors.joining("\n"));
    JsonNode answer =
        take(
                root,
                "{\"email\":\"first@example.org\",\"hashed_password\":\""
                    + DJANGO
                    + "\"}\n"
                    + good
                    + "\n{}\nno json\n")
            .expect(200)
            .json();
    assertThat(answer.toString())
        .isEqualTo(
            "{\"created\":1501,\"updated\":0,\"unchanged\":0,\"skipped\":[{\"line\":1502,\"detail\":\"email"
                + " is required\"},{\"line\":1503,\"detail\":\"The line is not a valid JSON"
                + " document\"}],\"skipped_total\":2}");
    api.login("first@example.org", PASSWORD).expect(200);
  }

  @Test
  void what_an_import_ends_is_over_at_once() {
    Somebody victim = somebody("user");
    take(root, "{\"email\":\"" + victim.email() + "\",\"is_active\":false}").expect(200);
    api.me(victim.pair().access()).expect(401);
    api.refresh(victim.pair().refresh()).expect(401);
    Somebody auditor = somebody("auditor");
    auditor.get("/users").expect(200);
    take(root, "{\"email\":\"" + auditor.email() + "\",\"roles\":[\"user\"]}").expect(200);
    api.me(auditor.pair().access()).expect(401);
  }

  @Test
  void whoever_was_deleted_and_is_taken_in_again_signs_in_as_before() {
    Somebody victim = somebody("user");
    root.post("/users/" + victim.id() + "/sessions/end", Map.of()).expect(200);
    String line =
        root.get("/users/export?include=hashes")
            .expect(200)
            .body()
            .lines()
            .filter(text -> text.contains(victim.email()))
            .findFirst()
            .orElseThrow();
    root.delete("/users/" + victim.id()).expect(204);
    take(root, line).expect(200);
    Api.Pair pair = Api.pair(api.login(victim.email(), PASSWORD));
    api.me(pair.access()).expect(200);
    api.me(victim.pair().access()).expect(401);
    api.refresh(victim.pair().refresh()).expect(401);
  }

  @Test
  void the_importer_gives_no_more_than_they_hold_and_takes_over_nobody() {
    Somebody clerk = somebody("user", role("users:import", "users:write", "roles:write"));
    JsonNode answer =
        take(
                clerk,
                """
                {"email":"%1$s","hashed_password":"%2$s","name":"mine now"}
                {"email":"%1$s","is_active":false}
                {"email":"new-chief@example.org","roles":["admin"]}
                """
                    .formatted(ADMINISTRATOR, DJANGO.replace("TDM", "TDN")))
            .expect(200)
            .json();
    assertThat(texts(answer.get("skipped"), "detail"))
        .containsExactly(
            "The role admin allows more than you may do yourself",
            "The role admin allows more than you may do yourself",
            "The role admin allows more than you may do yourself");
    api.login(ADMINISTRATOR, PASSWORD).expect(200);
  }

  @Test
  void an_export_has_hashes_only_when_they_are_asked_for_and_the_audit_knows() {
    Somebody clerk = somebody("user", role("users:export"));
    Answer plain = clerk.get("/users/export").expect(200);
    assertThat(plain.header("Content-Type")).startsWith("application/x-ndjson");
    assertThat(plain.header("Cache-Control")).isEqualTo("no-store");
    assertThat(plain.body()).contains(clerk.email()).doesNotContain("hashed_password");
    assertThat(clerk.get("/users/export?include=hashes").expect(200).body())
        .contains("\"hashed_password\":\"$2b$04$");
    clerk.get("/users/export?include=everything").expect(422);
    assertThat(
            server.number(
                "SELECT COUNT(*) AS n FROM audit_events WHERE action = 'users.export' AND actor ="
                    + " :actor AND detail = 'with password hashes'",
                Map.of("actor", clerk.id())))
        .isEqualTo(1);
    take(clerk, "{}").expectProblem(403, "You do not hold the permission users:import");
    somebody("user").get("/users/export").expect(403);
  }

  @Test
  void what_is_no_json_lines_is_refused() {
    root.post("/users/import", Map.of("email", newEmail())).expect(415);
    assertThat(take(root, "").expect(200).json().get("created").intValue()).isZero();
  }

  private Answer take(Somebody by, String lines) {
    return api.send(
        "POST",
        ADMIN + "/users/import",
        BodyPublishers.ofString(lines),
        "Authorization",
        "Bearer " + by.pair().access(),
        "Content-Type",
        "application/x-ndjson");
  }
}
