package dev.gatehouse.flows.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.identity.access.Powers;
import dev.gatehouse.identity.accounts.UserId;
import dev.gatehouse.identity.audit.Client;
import dev.gatehouse.testing.Api;
import dev.gatehouse.testing.OnEveryDatabase;
import dev.gatehouse.testing.Together;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

@OnEveryDatabase
class UserImportTest extends TransferFixture {
  private static final String HASH = "$2b$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW";
  private static final String DJANGO =
      "pbkdf2_sha256$1000$seasalt12345abcd$TDMIRnUTQVf22qmFytLfx5beI9D+is8n0haWRPKpG+4=";
  private static final Carrier CLERK =
      new Carrier(
          new UserId(new UUID(1, 1)),
          new Powers(false, Set.of("users:import")),
          new Client("192.0.2.7", "test", "request1"));

  @Test
  void a_user_with_a_foreign_hash_signs_in_and_gets_a_hash_of_our_own() {
    String email = newEmail();
    ImportSummary summary =
        take(CLERK, line(Map.of("email", email, "hashed_password", DJANGO, "is_verified", true)));
    assertThat(summary).isEqualTo(new ImportSummary(1, 0, 0, List.of(), 0));
    api.login(email, "Test12345").expect(401);
    Api.Pair pair = Api.pair(api.login(email, "Test1234"));
    assertThat(api.me(pair.access()).json().get("is_verified").booleanValue()).isTrue();
    for (int i = 0; i < 200 && hashesLike("pbkdf2%", email) == 1; i++) {
      api.login(email, "Test1234").expect(200);
    }
    assertThat(hashesLike("$2b$%", email)).isEqualTo(1);
    api.login(email, "Test1234").expect(200);
  }

  @Test
  void everything_a_line_says_comes_out_again_and_going_in_again_changes_nothing() {
    String id = UUID.randomUUID().toString();
    String email = newEmail();
    String line =
        """
        {"id":"%s","email":"%s","name":"Ærlige Ödön","hashed_password":"%s","is_active":false,\
        "is_verified":true,"roles":["auditor","user"],"created_at":"2019-02-03T04:05:06Z",\
        "last_login":"2020-01-01T00:00:00+02:00","legacy_id":42,\
        "metadata":{"a":[1,2.5,{"b":null}],"ü":"🙂"}}\
        """
            .formatted(id, email, DJANGO);
    assertThat(take(Carrier.OPERATOR, line).created()).isEqualTo(1);
    JsonNode out = exported(email);
    assertThat(out.has("hashed_password")).isFalse();
    assertThat(out.get("id").stringValue()).isEqualTo(id);
    assertThat(out.get("last_login").stringValue()).isEqualTo("2019-12-31T22:00:00Z");
    assertThat(out.get("roles").toString()).isEqualTo("[\"auditor\",\"user\"]");
    List<JsonNode> whole = export(true);
    assertThat(whole.stream().filter(one -> one.get("id").stringValue().equals(id)))
        .singleElement()
        .isEqualTo(
            JSON.readTree(line.replace("2020-01-01T00:00:00+02:00", "2019-12-31T22:00:00Z")));
    ImportSummary again =
        take(Carrier.OPERATOR, whole.stream().map(JsonNode::toString).toArray(String[]::new));
    assertThat(again).isEqualTo(new ImportSummary(0, 0, whole.size(), List.of(), 0));
  }

  @Test
  void a_bad_line_is_passed_over_and_told_by_its_number() {
    String taken = UUID.randomUUID().toString();
    String long17 = "x".repeat(17 * 1024);
    ImportSummary summary =
        take(
            Carrier.OPERATOR,
            line(Map.of("email", newEmail(), "id", taken)),
            "",
            "{\"email\":\"no address\"}",
            "[1]",
            "{\"email\":",
            "{\"email\":\"a@example.com\",\"email\":\"b@example.com\"}",
            "{\"email\":\"a@example.com\",\"is_admin\":true}",
            "{\"email\":\"a@example.com\",\"is_active\":\"yes\"}",
            "{\"email\":\"a@example.com\",\"hashed_password\":\"secret\"}",
            "{\"email\":\"a@example.com\",\"roles\":[\"emperor\"]}",
            "{\"email\":\"a@example.com\",\"created_at\":\"yesterday\"}",
            "{\"email\":\"a@example.com\",\"created_at\":\"2999-01-01T00:00:00Z\"}",
            "{\"email\":\"a@example.com\",\"legacy_id\":1.5}",
            "{\"email\":\"a@example.com\",\"metadata\":[]}",
            "{\"email\":\"a@example.com\",\"metadata\":{\"a\":\"\\u0000\"}}",
            "{\"email\":\"a@example.com\",\"metadata\":"
                + "{\"a\":".repeat(9)
                + "1"
                + "}".repeat(10),
            "{\"email\":\"a@example.com\",\"name\":\"\\ud800\"}",
            "{\"email\":\"a@example.com\",\"id\":\"7\"}",
            "{\"email\":\"a@example.com\",\"id\":\"" + taken + "\"}",
            "{\"email\":\"a@example.com\",\"name\":\"" + long17 + "\"}",
            line(Map.of("email", newEmail())));
    assertThat(summary.created()).isEqualTo(2);
    assertThat(summary.skipped())
        .extracting(ImportSummary.Skip::line)
        .containsExactly(
            3L, 4L, 5L, 6L, 7L, 8L, 9L, 10L, 11L, 12L, 13L, 14L, 15L, 16L, 17L, 18L, 19L, 20L);
    assertThat(summary.skipped())
        .extracting(ImportSummary.Skip::detail)
        .contains(
            "email is not a valid email address",
            "The line is no JSON object",
            "The line names a member twice",
            "There is a member that means nothing here",
            "hashed_password is of no kind that is known here",
            "One of the roles does not exist here",
            "metadata nests deeper than 8 levels",
            "Another account has this id",
            "The line has more than 16 KiB")
        .noneMatch(detail -> detail.contains("secret") || detail.contains("emperor"));
  }

  @Test
  void an_account_that_is_there_keeps_its_password_and_takes_what_else_is_named() {
    String email = newEmail();
    Api.Pair pair = api.newcomer(email);
    ImportSummary summary =
        take(
            CLERK,
            line(
                Map.of(
                    "email",
                    email.toUpperCase(java.util.Locale.ROOT),
                    "hashed_password",
                    DJANGO.replace("TDM", "TDN"),
                    "name",
                    "Newly Named",
                    "metadata",
                    Map.of("a", 1))));
    assertThat(summary).isEqualTo(new ImportSummary(0, 1, 0, List.of(), 0));
    assertThat(exported(email).get("name").stringValue()).isEqualTo("Newly Named");
    api.me(pair.access()).expect(200);
    api.login(email, "Test1234").expect(200);
  }

  @Test
  void who_may_only_import_changes_nobodys_standing() {
    String email = newEmail();
    api.newcomer(email);
    assertThat(take(CLERK, line(Map.of("email", email, "is_active", false))).skipped())
        .extracting(ImportSummary.Skip::detail)
        .containsExactly("Changing is_active or is_verified of an account needs users:write");
    assertThat(take(CLERK, line(Map.of("email", email, "roles", List.of("admin")))).skipped())
        .extracting(ImportSummary.Skip::detail)
        .containsExactly("Changing the roles of an account needs roles:write");
    assertThat(take(CLERK, line(Map.of("email", newEmail(), "roles", List.of("admin")))).skipped())
        .extracting(ImportSummary.Skip::detail)
        .containsExactly("Giving roles other than user needs roles:write");
    Carrier warden =
        new Carrier(
            CLERK.user(),
            new Powers(false, Set.of("users:import", "roles:write", "users:write")),
            CLERK.client());
    assertThat(
            take(warden, line(Map.of("email", newEmail(), "roles", List.of("auditor")))).skipped())
        .extracting(ImportSummary.Skip::detail)
        .containsExactly("The role auditor allows more than you may do yourself");
    assertThat(take(CLERK, line(Map.of("email", "chief@localhost"))).skipped()).hasSize(1);
    assertThat(export(false)).noneMatch(line -> line.get("email").stringValue().contains("chief"));
  }

  @Test
  void a_deactivation_by_import_ends_sessions_and_tokens_at_once_on_this_node() {
    String email = newEmail();
    api.newcomer(email);
    long before = epoch(email);
    assertThat(take(Carrier.OPERATOR, line(Map.of("email", email, "is_active", false))).updated())
        .isEqualTo(1);
    assertThat(epoch(email)).isEqualTo(before + 1);
    assertThat(
            server.number(
                "SELECT COUNT(*) AS n FROM user_sessions s JOIN users u ON u.id = s.user_id WHERE"
                    + " u.email = :email AND s.is_active = TRUE",
                Map.of("email", email)))
        .isZero();
    api.login(email, "Test1234").expect(401);
  }

  @Test
  void the_last_administrator_can_not_be_unmade_and_spoils_no_other_line() {
    String admin = newEmail();
    String other = newEmail();
    take(
        Carrier.OPERATOR,
        line(Map.of("email", admin, "roles", List.of("admin"), "hashed_password", HASH)),
        line(Map.of("email", other, "roles", List.of("admin"), "hashed_password", HASH)));
    ImportSummary summary =
        take(
            Carrier.OPERATOR,
            line(Map.of("email", other, "roles", List.of("user"))),
            line(Map.of("email", admin, "roles", List.of("user"))),
            line(Map.of("email", newEmail())));
    assertThat(summary.created()).isEqualTo(1);
    assertThat(summary.updated()).isEqualTo(1);
    assertThat(summary.skipped())
        .containsExactly(
            new ImportSummary.Skip(2, "It is the last administrator, who can't be unmade"));
    assertThat(take(Carrier.OPERATOR, line(Map.of("email", admin, "is_active", false))).skipped())
        .hasSize(1);
  }

  @Test
  void one_mailbox_on_two_lines_is_one_account() {
    String email = newEmail();
    ImportSummary summary =
        take(
            Carrier.OPERATOR,
            line(Map.of("email", email, "name", "First")),
            line(Map.of("email", email.replace("carried", "CARRIED"), "name", "Second")));
    assertThat(summary).isEqualTo(new ImportSummary(1, 1, 0, List.of(), 0));
    assertThat(exported(email).get("name").stringValue()).isEqualTo("Second");
  }

  @Test
  void two_imports_of_the_same_lines_at_once_make_each_account_once() {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < 600; i++) {
      lines.add(line(Map.of("email", newEmail(), "name", "Same")));
    }
    String all = String.join("\n", lines);
    List<ImportSummary> summaries = Together.times(2, () -> take(Carrier.OPERATOR, all));
    assertThat(summaries.stream().mapToLong(ImportSummary::created).sum()).isEqualTo(600);
    assertThat(
            summaries.stream()
                .mapToLong(summary -> summary.unchanged() + summary.skippedTotal())
                .sum())
        .isEqualTo(600);
    assertThat(summaries).allMatch(summary -> summary.updated() == 0);
  }

  @Test
  void many_lines_go_in_by_the_batch_and_come_out_by_the_page() {
    List<String> lines = new ArrayList<>();
    Set<String> emails = new java.util.HashSet<>();
    for (int i = 0; i < 1_700; i++) {
      String email = newEmail();
      emails.add(email);
      lines.add(line(Map.of("email", email, "hashed_password", DJANGO, "legacy_id", i)));
    }
    ImportSummary summary = take(CLERK, String.join("\r\n", lines));
    assertThat(summary).isEqualTo(new ImportSummary(1_700, 0, 0, List.of(), 0));
    assertThat(export(false).stream().map(line -> line.get("email").stringValue()))
        .containsAll(emails)
        .doesNotHaveDuplicates();
    assertThat(
            server.number(
                "SELECT COUNT(*) AS n FROM audit_events WHERE action = 'users.import' AND detail ="
                    + " 'created 1700, updated 0, unchanged 0, skipped 0'",
                Map.of()))
        .isEqualTo(1);
  }

  private long hashesLike(String pattern, String email) {
    return server.number(
        "SELECT COUNT(*) AS n FROM users WHERE email = :email AND hashed_password LIKE :pattern",
        Map.of("email", email, "pattern", pattern));
  }

  private long epoch(String email) {
    return server.number(
        "SELECT auth_epoch AS n FROM users WHERE email = :email", Map.of("email", email));
  }
}
