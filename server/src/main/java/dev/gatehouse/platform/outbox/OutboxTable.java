package dev.gatehouse.platform.outbox;

import dev.gatehouse.platform.storage.Row;
import dev.gatehouse.platform.storage.Sql;
import dev.gatehouse.platform.storage.Tx;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;

final class OutboxTable {
  private static final String WAITING = "SELECT id, lane, payload, attempts FROM outbox ";
  private static final String DUE = WAITING + "WHERE kind = :kind AND due_at <= :now ";

  void insert(Tx tx, UUID id, String kind, String lane, byte[] sealed, Instant now) {
    tx.sql(
            """
            INSERT INTO outbox (id, kind, lane, payload, attempts, created_at, due_at)
            VALUES (:id, :kind, :lane, :payload, 0, :now, :now)
            """)
        .bind("id", id)
        .bind("kind", kind)
        .bind("lane", lane)
        .bind("payload", sealed)
        .bind("now", now)
        .update();
  }

  /// What is due and in none of the `full` lanes, the longest due first.
  List<Waiting> due(Tx tx, String kind, Instant now, Set<String> full, int most) {
    Sql sql =
        tx.sql(
                full.isEmpty()
                    ? DUE + "ORDER BY due_at, id LIMIT :most"
                    : DUE + "AND lane NOT IN (<full>) ORDER BY due_at, id LIMIT :most")
            .bind("kind", kind)
            .bind("now", now)
            .bind("most", most);
    return (full.isEmpty() ? sql : sql.bindList("full", full)).list(OutboxTable::waiting);
  }

  /// Takes the row until `until`; false when somebody else was faster.
  boolean claim(Tx tx, Waiting row, Instant now, Instant until) {
    return tx.sql(
                """
                UPDATE outbox SET attempts = attempts + 1, due_at = :until
                WHERE id = :id AND attempts = :attempts AND due_at <= :now
                """)
            .bind("until", until)
            .bind("id", row.id)
            .bind("attempts", row.attempts)
            .bind("now", now)
            .update()
        == 1;
  }

  /// Puts off what is still claimed by the attempt of that number.
  void postpone(Tx tx, UUID id, int attempt, Instant dueAt) {
    tx.sql("UPDATE outbox SET due_at = :due WHERE id = :id AND attempts = :attempt")
        .bind("due", dueAt)
        .bind("id", id)
        .bind("attempt", attempt)
        .update();
  }

  void delete(Tx tx, UUID id) {
    tx.sql("DELETE FROM outbox WHERE id = :id").bind("id", id).update();
  }

  int deleteAll(Tx tx) {
    return tx.sql("DELETE FROM outbox").update();
  }

  List<Put> ofKind(Tx tx, String kind, UUID after, int most) {
    return tx.sql(
            """
            SELECT id, lane, payload, attempts, created_at FROM outbox WHERE kind = :kind AND id > :after
            ORDER BY id LIMIT :most
            """)
        .bind("kind", kind)
        .bind("after", after)
        .bind("most", most)
        .list(row -> new Put(waiting(row), row.instant("created_at")));
  }

  List<Waiting> page(Tx tx, UUID after, int most) {
    return tx.sql(WAITING + "WHERE id > :after ORDER BY id LIMIT :most")
        .bind("after", after)
        .bind("most", most)
        .list(OutboxTable::waiting);
  }

  void replace(Tx tx, UUID id, byte[] sealed) {
    tx.sql("UPDATE outbox SET payload = :payload WHERE id = :id")
        .bind("payload", sealed)
        .bind("id", id)
        .update();
  }

  private static Waiting waiting(Row row) {
    return new Waiting(
        row.uuid("id"), row.text("lane"), row.bytes("payload"), (int) row.number("attempts"));
  }

  /// A row, and when it was put in.
  record Put(Waiting row, Instant at) {}

  /// A row as it is stored.
  ///
  /// @param lane empty for none
  /// @param attempts how often it was claimed
  @SuppressWarnings("ArrayRecordComponent") // opened once, never compared
  record Waiting(UUID id, String lane, byte[] sealed, int attempts) {}
}
