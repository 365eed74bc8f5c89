package dev.gatehouse.identity.chain;

import dev.gatehouse.platform.storage.Row;
import dev.gatehouse.platform.storage.Tx;
import java.time.Instant;

/// The one row that says where the chain ends. Whoever changes the chain takes it first.
final class HeadTable {

  Head read(Tx tx) {
    return tx.sql(
            """
            SELECT position, hash, checkpoints, signed_position, signed_at, holder, held_until
            FROM audit_chain WHERE id = 1
            """)
        .first(HeadTable::head)
        .orElseThrow(() ->
            new IllegalStateException("the row that says where the audit chain ends is missing"));
  }

  /// Takes the chain for `node`; false while another holds it. The row stays taken until the
  /// transaction is over.
  boolean take(Tx tx, String node, Instant now, Instant until) {
    return tx.sql(
                """
                UPDATE audit_chain SET holder = :node, held_until = :until
                WHERE id = 1 AND (holder IS NULL OR holder = :node OR held_until <= :now)
                """)
            .bind("node", node)
            .bind("until", until)
            .bind("now", now)
            .update()
        == 1;
  }

  /// Moves the end of the chain on; false when it is not where `from` was.
  boolean advance(Tx tx, Head from, long position, byte[] hash) {
    return tx.sql(
                """
                UPDATE audit_chain SET position = :position, hash = :hash
                WHERE id = 1 AND position = :fromPosition AND hash = :fromHash
                """)
            .bind("position", position)
            .bind("hash", hash)
            .bind("fromPosition", from.position())
            .bind("fromHash", from.hash())
            .update()
        == 1;
  }

  /// Notes a new checkpoint; false when it is not the next one.
  boolean signed(Tx tx, Checkpoint made) {
    return tx.sql(
                """
                UPDATE audit_chain
                SET checkpoints = :number, signed_position = :position, signed_at = :at
                WHERE id = 1 AND checkpoints = :before
                """)
            .bind("number", made.number())
            .bind("position", made.position())
            .bind("at", made.at())
            .bind("before", made.number() - 1)
            .update()
        == 1;
  }

  private static Head head(Row row) {
    return new Head(
        row.number("position"),
        row.bytes("hash"),
        row.number("checkpoints"),
        row.number("signed_position"),
        row.instantOrNull("signed_at"),
        row.textOrNull("holder"),
        row.instantOrNull("held_until"));
  }
}
