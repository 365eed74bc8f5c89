package dev.gatehouse.platform.outbox;

import dev.gatehouse.platform.storage.Tx;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

final class OutboxTable {

  void insert(Tx tx, UUID id, String kind, byte[] sealed, Instant now) {
    tx.sql(
            """
            INSERT INTO outbox (id, kind, payload, attempts, created_at, due_at)
            VALUES (:id, :kind, :payload, 0, :now, :now)
            """)
        .bind("id", id)
        .bind("kind", kind)
        .bind("payload", sealed)
        .bind("now", now)
        .update();
  }

  List<Waiting> due(Tx tx, String kind, Instant now, int most) {
    return tx.sql(
            """
            SELECT id, payload, attempts FROM outbox WHERE kind = :kind AND due_at <= :now
            ORDER BY due_at, id LIMIT :most
            """)
        .bind("kind", kind)
        .bind("now", now)
        .bind("most", most)
        .list(
            row -> new Waiting(row.uuid("id"), row.bytes("payload"), (int) row.number("attempts")));
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
            SELECT id, payload, attempts, created_at FROM outbox WHERE kind = :kind AND id > :after
            ORDER BY id LIMIT :most
            """)
        .bind("kind", kind)
        .bind("after", after)
        .bind("most", most)
        .list(row ->
            new Put(
                new Waiting(row.uuid("id"), row.bytes("payload"), (int) row.number("attempts")),
                row.instant("created_at")));
  }

  List<Waiting> page(Tx tx, UUID after, int most) {
    return tx.sql(
            "SELECT id, payload, attempts FROM outbox WHERE id > :after ORDER BY id LIMIT :most")
        .bind("after", after)
        .bind("most", most)
        .list(
            row -> new Waiting(row.uuid("id"), row.bytes("payload"), (int) row.number("attempts")));
  }

  void replace(Tx tx, UUID id, byte[] sealed) {
    tx.sql("UPDATE outbox SET payload = :payload WHERE id = :id")
        .bind("payload", sealed)
        .bind("id", id)
        .update();
  }

  /// A row, and when it was put in.
  record Put(Waiting row, Instant at) {}

  /// A row as it is stored.
  ///
  /// @param attempts how often it was claimed
  @SuppressWarnings("ArrayRecordComponent") // opened once, never compared
  record Waiting(UUID id, byte[] sealed, int attempts) {}
}
