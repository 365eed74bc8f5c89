package dev.gatehouse.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.platform.storage.DatabaseSettings;
import dev.gatehouse.testing.Api;
import dev.gatehouse.testing.Eventually;
import dev.gatehouse.testing.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

@SuppressWarnings("NullAway.Init") // set before each test
@Order(1)
class AuditCommandTest extends CliFixture {
  private TestServer server;
  private List<String> export;
  private String bearer;
  private boolean running;

  /// A server with some history, whose audit was exported, and which signed a checkpoint since.
  @BeforeEach
  void makeHistory() throws IOException {
    done("db", "init");
    keyboard.input = PASSWORD;
    done("db", "create-admin", "--email", "root@example.com", "--password-stdin");
    server =
        TestServer.on(
            new DatabaseSettings(
                new DatabaseSettings.SqliteFile(database()),
                new DatabaseSettings.Pool(1, 4, Duration.ofHours(1), Duration.ofSeconds(5)),
                false),
            Map.of());
    running = true;
    Api api = server.api();
    api.login("root@example.com", "Wrong1234").expect(401);
    String token = Api.pair(api.login("root@example.com", PASSWORD)).access();
    waitUntilSigned();
    bearer = "Bearer " + token;
    export =
        api.get("/api/admin/audit-events/export", "Authorization", bearer).body().lines().toList();
    Files.write(folder.resolve("export.jsonl"), export);
    done("audit", "checkpoint");
    Files.writeString(folder.resolve("checkpoint.txt"), out);
    done("audit", "keys");
    Files.writeString(folder.resolve("keys.json"), out);
  }

  @AfterEach
  void stop() {
    if (running) {
      server.close();
      running = false;
    }
  }

  @Test
  void an_untouched_audit_verifies_with_exit_code_0() {
    done("audit", "verify");
    assertThat(out).startsWith("The events from position 1 to ");
    done("audit", "verify", "--checkpoint", "checkpoint.txt");
  }

  @Test
  void a_changed_event_is_named_with_exit_code_1() {
    server.sql("UPDATE audit_events SET reason = 'x' WHERE chain_position = 2", Map.of());
    assertThat(gatehouse("audit", "verify")).isEqualTo(1);
    assertThat(err.strip())
        .isEqualTo("The event at position 2 is not the one that was sealed there.");
  }

  @Test
  void an_export_verifies_without_the_database_in_any_order() throws IOException {
    offline(0);
    List<String> shuffled = new ArrayList<>(export);
    Collections.shuffle(shuffled, new Random(1));
    Files.write(folder.resolve("export.jsonl"), shuffled);
    offline(0);
  }

  @Test
  void an_export_that_was_changed_does_not_verify() throws IOException {
    for (int i = 0; i < export.size(); i++) {
      List<String> without = new ArrayList<>(export);
      String line = without.remove(i);
      write(without, "is missing");
      for (String[] change :
          new String[][] {
            {"\"action\":\"", "\"action\":\"x"},
            {"127.0.0.1", "127.0.0.2"},
            {"\"result\":\"", "\"result\":\"x"}
          }) {
        if (line.contains(change[0])) {
          List<String> changed = new ArrayList<>(export);
          changed.set(i, line.replace(change[0], change[1]));
          write(changed, "is not the one that was sealed there");
        }
      }
      List<String> doubled = new ArrayList<>(export);
      doubled.add(line);
      write(doubled, "There are two events at position");
    }
    write(List.of("{}"), "Line 1 of the export is no whole audit event.");
  }

  @Test
  void nothing_that_a_line_shows_can_be_changed_or_added() throws IOException {
    String line = export.getFirst();
    for (String changed :
        List.of(
            line.replaceFirst("\"at\":\"20", "\"at\":\"19"),
            line.replaceFirst("\\{", "{\"comment\":\"x\","),
            line.replaceFirst("\"actor\":(null|\"[^\"]*\")", "\"actor\":[\"x\"]"),
            line.replaceFirst("\"position\":\\d+", "\"position\":0"))) {
      assertThat(changed).isNotEqualTo(line);
      List<String> lines = new ArrayList<>(export);
      lines.set(0, changed);
      write(lines, "Line 1 of the export is no whole audit event.");
    }
  }

  @Test
  void an_event_without_a_seal_is_said_to_prove_nothing() throws IOException {
    List<String> lines = new ArrayList<>(export);
    lines.add(export.getFirst().replaceFirst("\"chain\":\\{.*}}", "\"chain\":null}"));
    Files.write(folder.resolve("export.jsonl"), lines);
    offline(0);
    assertThat(out).contains("1 newer event is not sealed yet and proves nothing.");
  }

  @Test
  void a_row_that_is_no_event_stops_neither_the_sealer_nor_the_verification() {
    server.sql(
        """
        INSERT INTO audit_events (id, at, action, result)
        VALUES ('+', 'then', 'made.up', 'done'), ('zz', '2026-01-01T00:00:00Z', 'made.up', 'done')
        """,
        Map.of());
    server.api().login("root@example.com", "Wrong1234").expect(401);
    Eventually.holds(
        "the event is sealed", () -> count("chain_position IS NULL AND action <> 'made.up'") == 0);
    assertThat(count("chain_position IS NULL")).isEqualTo(2);
    assertThat(gatehouse("audit", "verify")).isEqualTo(1);
    assertThat(err).startsWith("There is an event without a seal whose id or time can't be read");
  }

  @Test
  void a_time_that_is_none_is_named_by_its_position() {
    server.sql("UPDATE audit_events SET at = 'then' WHERE chain_position = 2", Map.of());
    String sentence = "The event at position 2 is not the one that was sealed there.";
    assertThat(gatehouse("audit", "verify")).isEqualTo(1);
    assertThat(err.strip()).isEqualTo(sentence);
    assertThat(
            server
                .api()
                .get("/api/admin/audit-events/verify", "Authorization", bearer)
                .expect(200)
                .json()
                .get("problem")
                .get("detail")
                .stringValue())
        .isEqualTo(sentence);
  }

  @Test
  void a_checkpoint_of_another_key_vouches_for_nothing() throws IOException {
    String jws = Files.readString(folder.resolve("checkpoint.txt")).strip();
    char last = jws.charAt(jws.length() - 10);
    Files.writeString(
        folder.resolve("checkpoint.txt"),
        jws.substring(0, jws.length() - 10)
            + (last == 'A' ? 'B' : 'A')
            + jws.substring(jws.length() - 9));
    offline(1);
    assertThat(err.strip()).isEqualTo("A checkpoint is not signed by a given key.");
    assertThat(gatehouse("audit", "verify", "--checkpoint", "checkpoint.txt")).isEqualTo(1);
  }

  @Test
  void a_copy_and_a_restored_backup_of_the_database_keep_the_chain() {
    done("db", "backup", "saved.db");
    stop();
    done("db", "copy", "--to", "sqlite:///copy.db");
    environment.put("DB_PATH", "copy.db");
    done("audit", "verify", "--checkpoint", "checkpoint.txt");
    done("db", "restore", "saved.db");
    done("audit", "verify", "--checkpoint", "checkpoint.txt");
    assertThat(out).contains("not sealed yet"); // the restore itself
  }

  @Test
  void what_an_export_needs_is_said() {
    refusedSaying(
        "An export is verified with --checkpoint and --key",
        "audit",
        "verify",
        "--export",
        "export.jsonl");
  }

  private void write(List<String> lines, String found) throws IOException {
    Files.write(folder.resolve("export.jsonl"), lines);
    offline(1);
    assertThat(err).contains(found);
  }

  private void offline(int code) {
    assertThat(
            gatehouse(
                "audit",
                "verify",
                "--export=export.jsonl",
                "--checkpoint=checkpoint.txt",
                "--key=keys.json"))
        .as(out + err)
        .isEqualTo(code);
  }

  /// Everything is sealed, and the newest checkpoint vouches for all of it.
  private void waitUntilSigned() {
    Eventually.holds("every event is sealed", () -> count("chain_position IS NULL") == 0);
    server.time().pass(Duration.ofMinutes(6));
    Eventually.holds(
        "the newest event is signed for",
        () ->
            count("chain_position > (SELECT COALESCE(MAX(position), 0) FROM audit_checkpoints)")
                == 0);
  }

  private long count(String condition) {
    return server.number("SELECT COUNT(*) AS n FROM audit_events WHERE " + condition, Map.of());
  }
}
