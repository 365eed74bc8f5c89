package dev.gatehouse.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.testing.Eventually;
import dev.gatehouse.testing.OnEveryDatabase;
import dev.gatehouse.testing.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import tools.jackson.databind.JsonNode;

/// Somebody who can write to the database changes the history (row 25 of the attack table): the
/// verification says so, and where.
@OnEveryDatabase
@Order(1)
class TamperedAuditTest extends AdminJourney {
  private static final List<String> TABLES =
      List.of("audit_events", "audit_chain", "audit_checkpoints");
  private static final int MIDDLE = 4;

  private boolean kept;

  /// Three checkpoints, with events before, between and behind them.
  @BeforeParameterizedClassInvocation
  void makeHistory() {
    for (int i = 0; i < 3; i++) {
      api.login(root.email(), "Wrong1234").expect(401);
      api.login(root.email(), "Wrong1234").expect(401);
      long before = checkpoints();
      server.time().pass(Duration.ofMinutes(6));
      Eventually.holds("a checkpoint is signed", () -> checkpoints() > before);
    }
    api.login(root.email(), "Wrong1234").expect(401);
    waitUntilSealed();
  }

  /// Only what nobody writes to any more can be kept: the sign-in of this test is sealed, and
  /// signed because of the time that has passed since the checkpoint before, while the test goes
  /// on.
  @BeforeEach
  void keepEverything() {
    Eventually.holds("the sealer has nothing to do", this::isSettled);
    assertThat(verification().path("problem").isNull()).isTrue();
    TABLES.forEach(
        table -> server.sql("CREATE TABLE kept_%1$s AS SELECT * FROM %1$s".formatted(table), of()));
    kept = true;
  }

  /// What was not kept is not restored, nor taken away.
  @AfterEach
  void restoreAndForget() {
    if (kept) {
      kept = false;
      restoreEverything();
      TABLES.forEach(table -> server.sql("DROP TABLE kept_" + table, of()));
    }
  }

  /// All at once for the sealer.
  private void restoreEverything() {
    server
        .database()
        .write(tx -> {
          for (String table : TABLES) {
            tx.sql("DELETE FROM " + table).update();
            tx.sql("INSERT INTO %1$s SELECT * FROM kept_%1$s".formatted(table)).update();
          }
          return null;
        });
  }

  @Test
  void an_untouched_history_is_valid_to_its_end() {
    JsonNode found = verification();
    assertThat(found.get("valid").booleanValue()).isTrue();
    assertThat(found.get("reached_position")).isEqualTo(found.get("end_position"));
    assertThat(found.get("signed_position").longValue()).isBetween(3L, end());
    assertThat(found.get("next_cursor").isNull()).isTrue();
    assertThat(found.get("checkpoint").stringValue().split("\\.")).hasSize(3);
  }

  @Test
  void a_change_of_any_column_of_any_event_is_found_at_its_position() {
    Map<String, Object> changes = new LinkedHashMap<>();
    changes.put("id", UUID.randomUUID());
    changes.put("at", Instant.parse("2026-01-01T00:00:00.000001Z"));
    for (String column :
        List.of("actor", "action", "target", "result", "reason", "request_id", "api_key")) {
      changes.put(column, "changed");
    }
    changes.put("ip_address", "203.0.113.9");
    changes.put("detail", "changed");
    changes.put("address_salt", new byte[16]);
    changes.put("chain_hash", new byte[32]);
    for (long position : List.of(1L, (long) MIDDLE, end())) {
      changes.forEach((column, value) -> {
        change(position, column, value);
        assertThat(problem().get("position").longValue()).as(column).isEqualTo(position);
        restoreEverything();
      });
    }
  }

  /// What the database lets be written there differs: any text for a time in SQLite alone.
  @Test
  void an_event_that_was_garbled_is_shown_as_far_as_it_can_be_read_and_stops_nothing() {
    Map<String, Object> garbled = new LinkedHashMap<>(Map.of("result", "garbled"));
    if (kind != TestDatabase.POSTGRESQL) {
      garbled.put("id", "garbled");
    }
    if (kind == TestDatabase.SQLITE) {
      garbled.put("at", "2026-garbled");
    }
    String request = requestAt(MIDDLE);
    garbled.forEach((column, value) -> {
      change(MIDDLE, column, value);
      assertThat(problem().get("position").longValue()).isEqualTo(MIDDLE);
      for (String path : List.of("/audit-events?limit=200", "/why/" + request)) {
        JsonNode body = root.get(path).expect(200).json();
        JsonNode shown = unreadable(body.has("items") ? body.get("items") : body.get("events"));
        assertThat(shown.get("unreadable").get(0).stringValue()).isEqualTo(column);
        assertThat(shown.get(column).isNull()).isTrue();
        assertThat(shown.get("request_id").stringValue()).isEqualTo(request);
      }
      String export = root.get("/audit-events/export").expect(200).body();
      assertThat(export.lines().count()).isGreaterThanOrEqualTo(end());
      assertThat(export.lines().filter(line -> line.contains("unreadable"))).hasSize(1);
      root.get("/stats").expect(200);
      restoreEverything();
    });
  }

  @Test
  void an_erased_address_is_no_change_but_a_made_up_one_is() {
    change(MIDDLE, "ip_address", null);
    assertThat(problem().get("position").longValue()).isEqualTo(MIDDLE);
    change(MIDDLE, "address_salt", null);
    change(MIDDLE, "address_commitment", new byte[32]);
    assertThat(problem().get("position").longValue()).isEqualTo(MIDDLE);
  }

  @Test
  void a_removed_event_is_missed_wherever_it_was() {
    for (long position : List.of(1L, (long) MIDDLE, signed(), end())) {
      server.sql("DELETE FROM audit_events WHERE chain_position = :p", Map.of("p", position));
      assertThat(problem().get("position").longValue()).isEqualTo(position);
      assertThat(problem().get("detail").stringValue()).contains("missing");
      restoreEverything();
    }
  }

  @Test
  void two_events_that_changed_places_are_found() {
    server.sql(
        """
        UPDATE audit_events SET chain_position = 9 - chain_position
        WHERE chain_position IN (4, 5)
        """,
        of());
    assertThat(problem().get("position").longValue()).isEqualTo(4);
    server.sql(
        """
        UPDATE audit_events
        SET chain_hash = (SELECT k.chain_hash FROM kept_audit_events k
          WHERE k.chain_position = audit_events.chain_position)
        WHERE chain_position IN (4, 5)
        """,
        of());
    assertThat(problem().get("position").longValue()).isEqualTo(4);
  }

  @Test
  void an_inserted_event_is_found_at_every_place() {
    for (long position : List.of(-1L, 1L, (long) MIDDLE, end(), end() + 1)) {
      server.sql(
          """
          INSERT INTO audit_events (id, at, action, result, chain_position, chain_hash)
          SELECT :id, at, action, result, :position, chain_hash FROM kept_audit_events
          WHERE chain_position = 2
          """,
          Map.of("id", UUID.randomUUID(), "position", position));
      assertThat(problem().get("position").longValue()).isEqualTo(position);
      restoreEverything();
    }
  }

  @Test
  void a_removed_checkpoint_is_missed() {
    for (long number : List.of(1L, 2L, checkpoints())) {
      server.sql("DELETE FROM audit_checkpoints WHERE number = :n", Map.of("n", number));
      assertThat(problem().get("detail").stringValue())
          .isEqualTo("Checkpoint %d is missing.".formatted(number));
      restoreEverything();
    }
  }

  @Test
  void a_checkpoint_that_the_key_did_not_sign_is_found() {
    server.sql(
        """
        UPDATE audit_checkpoints
        SET statement = (SELECT k.statement FROM kept_audit_checkpoints k WHERE k.number = 1)
        WHERE number = 2
        """,
        of());
    assertThat(problem().get("detail").stringValue())
        .isEqualTo("Checkpoint 2 is not what a key of this server signed.");
  }

  @Test
  void a_tail_that_was_cut_off_behind_a_checkpoint_is_missed_although_the_end_was_moved_back() {
    cutBehind(signed() - 2);
    assertThat(problem().get("position").longValue()).isEqualTo(signed() - 1);
  }

  @Test
  void a_whole_history_that_was_made_anew_is_not_what_the_checkpoints_vouch_for() {
    long first =
        server.number("SELECT position AS n FROM audit_checkpoints WHERE number = 1", of());
    server.sql("DELETE FROM audit_events WHERE chain_position = " + MIDDLE, of());
    server.sql(
        """
        UPDATE audit_events
        SET chain_position = NULL, chain_hash = NULL, address_salt = NULL, detail_salt = NULL
        """,
        of());
    server.sql(
        "UPDATE audit_chain SET position = 0, hash = :zeros WHERE id = 1",
        Map.of("zeros", new byte[32]));
    waitUntilSealed(); // the server's own sealer does the attacker's arithmetic
    assertThat(problem().get("position").longValue()).isEqualTo(first);
    assertThat(problem().get("detail").stringValue()).contains("checkpoint 1 vouches for");
  }

  @Test
  void a_cursor_of_somebody_else_is_refused() {
    root.get("/audit-events/verify?cursor=abc").expect(422);
    root.get("/audit-events/verify?limit=5").expect(422);
  }

  /// The end of the chain is moved back as well, as whoever knows the program would.
  private void cutBehind(long position) {
    server.sql("DELETE FROM audit_events WHERE chain_position > :p", Map.of("p", position));
    server.sql(
        """
        UPDATE audit_chain SET position = :p, hash =
          (SELECT chain_hash FROM audit_events WHERE chain_position = :p) WHERE id = 1
        """,
        Map.of("p", position));
  }

  private String requestAt(long position) {
    return server
        .database()
        .read(tx ->
            tx.sql("SELECT request_id FROM audit_events WHERE chain_position = :p")
                .bind("p", position)
                .only(row -> row.text("request_id")));
  }

  private static JsonNode unreadable(JsonNode events) {
    return events.valueStream().filter(one -> one.has("unreadable")).findFirst().orElseThrow();
  }

  private void change(long position, String column, @Nullable Object value) {
    Map<String, @Nullable Object> arguments = new LinkedHashMap<>();
    arguments.put("value", value);
    arguments.put("p", position);
    assertThat(
            server.sql(
                "UPDATE audit_events SET %s = :value WHERE chain_position = :p".formatted(column),
                arguments))
        .isEqualTo(1);
  }

  private JsonNode problem() {
    JsonNode found = verification();
    assertThat(found.get("valid").booleanValue()).isFalse();
    return found.get("problem");
  }

  private JsonNode verification() {
    return root.get("/audit-events/verify").expect(200).json();
  }

  private long end() {
    return server.number("SELECT MAX(chain_position) AS n FROM audit_events", of());
  }

  private long signed() {
    return server.number("SELECT MAX(position) AS n FROM audit_checkpoints", of());
  }

  private long checkpoints() {
    return server.number("SELECT COALESCE(MAX(number), 0) AS n FROM audit_checkpoints", of());
  }

  private void waitUntilSealed() {
    Eventually.holds("every event is sealed", this::isSealed);
  }

  private boolean isSealed() {
    return server.number(
            "SELECT COUNT(*) AS n FROM audit_events WHERE chain_position IS NULL", of())
        == 0;
  }

  /// Whether no event waits for its seal, and no checkpoint is due.
  private boolean isSettled() {
    Instant recently = server.database().clock().instant().minus(Duration.ofMinutes(4));
    return isSealed()
        && server.number(
                """
                SELECT COUNT(*) AS n FROM audit_chain
                WHERE signed_position = position OR signed_at > :recently
                """,
                Map.of("recently", recently))
            == 1;
  }

  private static Map<String, Object> of() {
    return Map.of();
  }
}
