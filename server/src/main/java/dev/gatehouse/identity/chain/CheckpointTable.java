package dev.gatehouse.identity.chain;

import dev.gatehouse.platform.storage.Tx;
import java.util.List;
import java.util.Optional;

final class CheckpointTable {

  void insert(Tx tx, Checkpoint made, String statement) {
    tx.sql(
            """
            INSERT INTO audit_checkpoints (number, position, at, statement)
            VALUES (:number, :position, :at, :statement)
            """)
        .bind("number", made.number())
        .bind("position", made.position())
        .bind("at", made.at())
        .bind("statement", statement)
        .update();
  }

  Optional<String> newest(Tx tx) {
    return tx.sql("SELECT statement FROM audit_checkpoints ORDER BY number DESC LIMIT 1")
        .first(row -> row.text("statement"));
  }

  Optional<Stored> numbered(Tx tx, long number) {
    return tx.sql(
            "SELECT number, position, statement FROM audit_checkpoints WHERE number = :number")
        .bind("number", number)
        .first(
            row -> new Stored(row.number("number"), row.number("position"), row.text("statement")));
  }

  /// Those for positions behind `from` and up to `to`.
  List<Stored> within(Tx tx, long from, long to) {
    return tx.sql(
            """
            SELECT number, position, statement FROM audit_checkpoints
            WHERE position > :from AND position <= :to ORDER BY position, number
            """)
        .bind("from", from)
        .bind("to", to)
        .list(
            row -> new Stored(row.number("number"), row.number("position"), row.text("statement")));
  }

  /// The lowest number from 1 on that is not there.
  long firstMissing(Tx tx) {
    return tx.sql(
            """
            SELECT MIN(gap.number) AS n FROM (
              SELECT c.number + 1 AS number FROM audit_checkpoints c
              WHERE NOT EXISTS (SELECT 1 FROM audit_checkpoints d WHERE d.number = c.number + 1)
              UNION ALL
              SELECT 1 AS number FROM audit_chain
              WHERE NOT EXISTS (SELECT 1 FROM audit_checkpoints d WHERE d.number = 1)
            ) gap
            """)
        .only(row -> row.number("n"));
  }

  /// What the tables say of themselves, all of one moment.
  Survey survey(Tx tx) {
    return tx.sql(
            """
            SELECT h.position, h.checkpoints,
              (SELECT COUNT(*) FROM audit_checkpoints) AS kept,
              (SELECT MAX(number) FROM audit_checkpoints) AS newest,
              (SELECT MIN(chain_position) FROM audit_events) AS lowest,
              (SELECT MAX(chain_position) FROM audit_events) AS highest
            FROM (SELECT 1 AS id) one LEFT JOIN audit_chain h ON h.id = one.id
            """)
        .only(row -> {
          Long newest = row.numberOrNull("newest");
          Long lowest = row.numberOrNull("lowest");
          Long highest = row.numberOrNull("highest");
          Long position = row.numberOrNull("position");
          Long checkpoints = row.numberOrNull("checkpoints");
          return new Survey(
              position == null ? Survey.NOWHERE : position,
              checkpoints == null ? 0 : checkpoints,
              row.number("kept"),
              newest == null ? 0 : newest,
              lowest == null ? Long.MAX_VALUE : lowest,
              highest == null ? Long.MIN_VALUE : highest);
        });
  }

  void insertKey(Tx tx, CheckpointKeys.Stored key) {
    tx.sql(
            """
            INSERT INTO audit_keys (id, private_key, public_jwk, created_at)
            VALUES (:id, :sealed, :jwk, :created)
            """)
        .bind("id", key.id())
        .bind("sealed", key.sealed())
        .bind("jwk", key.publicJwk())
        .bind("created", key.createdAt())
        .update();
  }

  /// Every key there ever was, the newest first.
  List<CheckpointKeys.Stored> keys(Tx tx) {
    return tx.sql(
            """
            SELECT id, private_key, public_jwk, created_at FROM audit_keys
            ORDER BY created_at DESC, id DESC
            """)
        .list(row ->
            new CheckpointKeys.Stored(
                row.text("id"),
                row.bytes("private_key"),
                row.text("public_jwk"),
                row.instant("created_at")));
  }

  /// False when it is sealed otherwise by now.
  boolean reseal(Tx tx, String id, byte[] old, byte[] renewed) {
    return tx.sql(
                "UPDATE audit_keys SET private_key = :renewed WHERE id = :id AND private_key ="
                    + " :old")
            .bind("renewed", renewed)
            .bind("id", id)
            .bind("old", old)
            .update()
        == 1;
  }

  record Stored(long number, long position, String statement) {}

  /// @param position where the chain says it ends
  /// @param checkpoints how many there should be
  /// @param kept how many there are
  /// @param newest the highest number of them
  /// @param lowest the first position that an event has
  /// @param highest the last
  record Survey(
      long position, long checkpoints, long kept, long newest, long lowest, long highest) {
    /// The end of the chain when nothing says where it is.
    static final long NOWHERE = -1;
  }
}
