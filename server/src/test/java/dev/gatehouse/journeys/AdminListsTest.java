package dev.gatehouse.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.testing.Answer;
import dev.gatehouse.testing.Api;
import dev.gatehouse.testing.Eventually;
import dev.gatehouse.testing.OnEveryDatabase;
import dev.gatehouse.testing.TestServer;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// The lists of the admin API, page by page.
@OnEveryDatabase
class AdminListsTest extends AdminJourney {

  @Test
  void pages_of_any_size_give_every_user_once_the_newest_first() {
    for (int i = 0; i < 7; i++) {
      root.post("/users", Map.of("email", newEmail())).expect(201);
    }
    List<String> all = emails("/users?limit=200");
    assertThat(all).hasSizeGreaterThanOrEqualTo(8).doesNotHaveDuplicates().endsWith(ADMINISTRATOR);
    assertThat(emails("/users?limit=1")).isEqualTo(all);
    assertThat(emails("/users?limit=3")).isEqualTo(all);
    assertThat(emails("/users?limit=" + all.size())).isEqualTo(all);
    assertThat(emails("/users?limit=" + (all.size() - 1))).isEqualTo(all);
  }

  @Test
  void filters_by_state_and_role_give_exactly_those() {
    String role = role("stats:read");
    List<String> made = new ArrayList<>();
    for (int bits = 0; bits < 4; bits++) {
      Map<String, Object> user = new HashMap<>();
      user.put("email", newEmail());
      user.put("is_active", (bits & 1) != 0);
      user.put("is_verified", (bits & 2) != 0);
      user.put("roles", List.of(role));
      made.add(root.post("/users", user).expect(201).text("email"));
    }
    String of = "/users?limit=1&role=" + role;
    assertThat(emails(of)).containsExactlyElementsOf(made.reversed());
    assertThat(emails(of + "&active=true")).containsExactly(made.get(3), made.get(1));
    assertThat(emails(of + "&active=false&verified=true")).containsExactly(made.get(2));
    assertThat(emails(of + "&mfa=true")).isEmpty();
    assertThat(emails("/users?active=false&verified=false&limit=1")).contains(made.get(0));
    assertThat(emails("/users?verified=true&limit=2"))
        .contains(made.get(3), made.get(2))
        .doesNotContain(made.get(1), made.get(0));
    assertThat(emails("/users?role=nobody-holds-this")).isEmpty();
    assertThat(emails("/users?mfa=true")).isEmpty();
  }

  @Test
  void a_text_finds_the_beginnings_of_emails_and_then_of_names_in_any_case() {
    String tag = "q" + System.nanoTime();
    String byEmail = tag + ".first@example.com";
    create(byEmail, null);
    create("x" + tag + "@example.com", tag.toUpperCase(java.util.Locale.ROOT) + " Lovelace");
    create(tag + ".second@example.com", tag + " Both");
    create("y" + tag + "@example.com", "Not " + tag);
    create("z" + tag + "@example.com", tag + "%_ Wild");
    List<String> found =
        List.of(
            byEmail,
            tag + ".second@example.com",
            "x" + tag + "@example.com",
            "z" + tag + "@example.com");
    assertThat(emails("/users?q=" + tag)).containsExactlyInAnyOrderElementsOf(found);
    assertThat(emails("/users?q=" + tag).subList(0, 2)).isEqualTo(found.subList(0, 2));
    for (int limit = 1; limit < 5; limit++) {
      assertThat(emails("/users?limit=" + limit + "&q=" + tag.toUpperCase(java.util.Locale.ROOT)))
          .containsExactlyElementsOf(emails("/users?q=" + tag));
    }
    assertThat(emails("/users?q=" + tag + "%25")).containsExactly("z" + tag + "@example.com");
    assertThat(emails("/users?q=" + tag + "_")).isEmpty();
    assertThat(emails("/users?q=%25" + tag)).isEmpty();
    assertThat(emails("/users?q=" + tag + "%27%20OR%20%271%27%3D%271")).isEmpty();
    assertThat(emails("/users?active=false&q=" + tag)).isEmpty();
  }

  @Test
  void a_name_beyond_ascii_is_found_as_it_was_typed() {
    create(newEmail(), "\u00c9va Kov\u00e1cs \ud83d\ude80");
    String typed = URLEncoder.encode("\u00c9va Kov\u00e1cs \ud83d\ude80", StandardCharsets.UTF_8);
    assertThat(root.get("/users?q=" + typed).expect(200).json().get("items").size()).isOne();
  }

  @Test
  void a_cursor_is_good_for_its_own_list_and_filters_only() {
    role("users:read");
    role("users:read");
    create(newEmail(), null);
    String cursor = root.get("/users?limit=1").expect(200).text("next_cursor");
    root.get("/users?limit=1&cursor=" + cursor).expect(200);
    refusedCursor("/users?limit=1&active=true&cursor=" + cursor);
    refusedCursor("/users?limit=1&q=a&cursor=" + cursor);
    refusedCursor("/roles?cursor=" + cursor);
    refusedCursor("/audit-events?cursor=" + cursor);
    refusedCursor("/users/" + root.id() + "/sessions?cursor=" + cursor);
    refusedCursor("/users?cursor=");
    refusedCursor("/users?cursor=nonsense");
    refusedCursor("/users?cursor=" + "A".repeat(5000));
    refusedCursor("/users?cursor=" + cursor + "A");
    for (int i = 0; i < cursor.length(); i += 3) {
      char other = cursor.charAt(i) == 'A' ? 'B' : 'A';
      refusedCursor(
          "/users?limit=1&cursor=" + cursor.substring(0, i) + other + cursor.substring(i + 1));
    }
  }

  @Test
  void a_cursor_of_one_node_is_good_on_another() {
    create(newEmail(), null);
    try (TestServer other = server.anotherNode()) {
      String cursor = root.get("/users?limit=1").text("next_cursor");
      root.on(other.api()).get("/users?limit=1&cursor=" + cursor).expect(200);
    }
  }

  @Test
  void bad_parameters_are_refused_by_name() {
    refused("/users?limit=0", "limit");
    refused("/users?limit=201", "limit");
    refused("/users?limit=ten", "limit");
    refused("/users?limit=-1", "limit");
    refused("/users?limit=99999999999", "limit");
    refused("/users?active=yes", "active");
    refused("/users?verified=1", "verified");
    refused("/users?mfa=", "mfa");
    refused("/users?q=", "q");
    refused("/users?q=a%00b", "q");
    refused("/users?q=" + "a".repeat(256), "q");
    refused("/users?sort=email", "sort");
    refused("/audit-events?result=maybe", "result");
    refused("/audit-events?since=yesterday", "since");
    refused("/audit-events?until=%2B999999999-12-31T23:59:59Z", "until");
    refused("/stats?step=minute", "step");
    refused("/stats?since=2020-01-01T00:00:00Z&until=2021-01-01T00:00:00Z", "since");
    root.get("/users?limit=1&limit=2").expectProblem(400, "The parameter limit is repeated");
    root.get("/users?q=a&q=b").expect(400);
    root.get("/users?cursor=a&cursor=b").expect(400);
  }

  @Test
  void audit_events_are_found_by_who_whom_what_why_and_when() {
    Somebody auditor = somebody("auditor");
    auditor.delete("/users/" + root.id()).expect(403);
    auditor.delete("/users/" + root.id() + "/roles/admin").expect(403);
    JsonNode denied =
        root.get("/audit-events?actor=" + auditor.id() + "&result=refused").json().get("items");
    assertThat(texts(denied, "action")).containsExactly("admin.call", "admin.call");
    assertThat(texts(denied, "reason")).containsOnly("permission_missing");
    assertThat(texts(denied, "detail").getFirst())
        .isEqualTo("roles:write for DELETE /api/admin/users/{id}/roles/{role}");
    String reason = "/audit-events?limit=1&reason=permission_missing&actor=" + auditor.id();
    assertThat(ids(reason)).containsExactlyElementsOf(texts(denied, "id"));
    assertThat(ids("/audit-events?action=user.create&target=" + auditor.id())).hasSize(1);
    assertThat(ids("/audit-events?limit=3")).doesNotHaveDuplicates().hasSizeGreaterThan(4);
    assertThat(ids("/audit-events?until=2020-01-01T00:00:00Z")).isEmpty();
    assertThat(ids("/audit-events?since=9000-01-01T00:00:00Z")).isEmpty();
  }

  @Test
  void the_audit_is_exported_as_lines_with_the_filters_of_the_list() {
    Somebody somebody = somebody("user");
    String filter = "target=" + somebody.id();
    root.post("/users/" + somebody.id() + "/sessions/end").expect(200);
    Answer lines = root.get("/audit-events/export?" + filter).expect(200);
    assertThat(lines.header("Content-Type")).startsWith("application/x-ndjson");
    JsonNode items = root.get("/audit-events?" + filter).json().get("items");
    List<String> expected = new ArrayList<>();
    items.forEach(item -> expected.add(item.toString()));
    assertThat(lines.body().lines().map(AdminListsTest::withoutProof))
        .hasSize(2)
        .containsExactlyElementsOf(expected);
    long all = server.number("SELECT COUNT(*) AS n FROM audit_events", Map.of());
    assertThat(root.get("/audit-events/export").body().lines().count()).isEqualTo(all);
    root.get("/audit-events/export?limit=1").expect(422);
  }

  @Test
  void the_figures_count_sign_ins_and_failures_by_the_hour() {
    Answer before = root.get("/stats").expect(200);
    String email = newEmail();
    api.newcomer(email);
    api.login(email, "WrongTest1234").expect(401);
    Answer after = root.get("/stats").expect(200);
    assertThat(sum(after, "sign_ins")).isEqualTo(sum(before, "sign_ins") + 1);
    assertThat(sum(after, "failures")).isEqualTo(sum(before, "failures") + 1);
    assertThat(after.json().get("series").size()).isEqualTo(24);
    assertThat(after.json().at("/totals/users").longValue()).isPositive();
    assertThat(
            root.get("/stats?step=day&since=2026-01-01T00:00:00Z&until=2026-12-31T00:00:00Z")
                .expect(200)
                .json()
                .get("series")
                .size())
        .isEqualTo(364);
  }

  @Test
  void the_series_have_what_every_node_did_with_gaps_where_none_was() {
    try (TestServer other = server.anotherNode()) {
      Api.Pair first = Api.pair(api.refresh(newcomer().refresh()));
      other.api().refresh(first.refresh()).expect(200);
      long alive = root.get("/sessions/count").json().get("active_sessions").longValue();
      server.time().pass(Duration.ofMinutes(1));
      Eventually.holds("both wrote it down", () -> sum(series("day"), "refreshes") == 2);
      Eventually.holds(
          "somebody counted",
          () -> series("day").json().at("/series/95/active_sessions").asLong(-1) == alive);
    }
    Answer day = series("day");
    assertThat(sum(day, "hashes")).isPositive();
    assertThat(day.json().at("/series/0/nodes").intValue()).isZero();
    assertThat(day.json().at("/series/0/refreshes").isNull()).isTrue();
    assertThat(day.json().at("/series/0/sign_ins").intValue()).isZero();
    assertThat(series("hour").json().get("series").size()).isEqualTo(60);
    assertThat(sum(series("hour"), "sign_ins")).isEqualTo(2);
    assertThat(series("week").json().get("series").size()).isEqualTo(84);
    assertThat(series("month").json().get("series").size()).isEqualTo(120);
    refused("/stats/series?range=year", "range");
  }

  @Test
  void roles_and_permissions_are_lists_too() {
    role("users:read");
    List<String> names = new ArrayList<>();
    String path = "/roles?limit=1";
    String next = path;
    while (next != null) {
      JsonNode page = root.get(next).expect(200).json();
      names.addAll(texts(page.get("items"), "name"));
      JsonNode cursor = page.get("next_cursor");
      next = cursor.isNull() ? null : path + "&cursor=" + cursor.stringValue();
    }
    assertThat(names).contains("admin", "auditor", "user").isSorted().doesNotHaveDuplicates();
    assertThat(texts(root.get("/permissions?q=users:").json().get("items"), "name"))
        .containsExactly("users:export", "users:import", "users:read", "users:write");
  }

  private void create(String email, @Nullable String name) {
    Map<String, Object> user = new HashMap<>(Map.of("email", email));
    user.put("name", name);
    root.post("/users", user).expect(201);
  }

  private List<String> emails(String path) {
    return all(path, "email");
  }

  private List<String> ids(String path) {
    return all(path, "id");
  }

  private List<String> all(String path, String member) {
    List<String> texts = new ArrayList<>();
    String next = path;
    while (next != null) {
      JsonNode page = root.get(next).expect(200).json();
      texts.addAll(texts(page.get("items"), member));
      JsonNode cursor = page.get("next_cursor");
      String joint = path.contains("?") ? "&" : "?";
      next = cursor.isNull() ? null : path + joint + "cursor=" + cursor.stringValue();
    }
    return texts;
  }

  private void refusedCursor(String path) {
    refused(path, "cursor");
  }

  private void refused(String path, String field) {
    JsonNode errors = root.get(path).expectProblem(422).json().get("errors");
    assertThat(texts(errors, "field")).contains(field);
  }

  private Answer series(String range) {
    return root.get("/stats/series?range=" + range).expect(200);
  }

  private static long sum(Answer stats, String member) {
    long sum = 0;
    for (JsonNode point : stats.json().get("series")) {
      sum += point.get(member).asLong(0);
    }
    return sum;
  }

  /// An exported line without what proves it, which comes with the sealing.
  private static String withoutProof(String line) {
    ObjectNode event = (ObjectNode) JsonMapper.shared().readTree(line);
    assertThat(event.has("chain")).isTrue();
    return event.without("chain").toString();
  }
}
