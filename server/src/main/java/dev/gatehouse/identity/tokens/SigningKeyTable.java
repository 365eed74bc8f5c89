package dev.gatehouse.identity.tokens;

import dev.gatehouse.platform.storage.Row;
import dev.gatehouse.platform.storage.Tx;
import java.time.Instant;
import java.util.List;

final class SigningKeyTable {

  void insert(Tx tx, SigningKey key, byte[] sealed, String publicJwk) {
    tx.sql(
            """
            INSERT INTO signing_keys
              (id, algorithm, private_key, public_jwk, created_at, active_from)
            VALUES (:id, :algorithm, :sealed, :jwk, :created, :active)
            """)
        .bind("id", key.id())
        .bind("algorithm", key.algorithm().name())
        .bind("sealed", sealed)
        .bind("jwk", publicJwk)
        .bind("created", key.createdAt())
        .bind("active", key.activeFrom())
        .update();
  }

  /// Every key that still verifies at `now`, the one that signs last first.
  List<Stored> alive(Tx tx, Instant now) {
    return tx.sql(
            """
            SELECT id, algorithm, private_key, created_at, active_from, retired_at
            FROM signing_keys WHERE retired_at IS NULL OR retired_at > :now
            ORDER BY active_from DESC, id DESC
            """)
        .bind("now", now)
        .list(row -> new Stored(key(row), row.bytes("private_key")));
  }

  List<Sealed> sealed(Tx tx) {
    return tx.sql("SELECT id, private_key FROM signing_keys ORDER BY id")
        .list(row -> new Sealed(row.text("id"), row.bytes("private_key")));
  }

  /// False when it is sealed otherwise by now.
  boolean reseal(Tx tx, String id, byte[] old, byte[] renewed) {
    return tx.sql(
                """
                UPDATE signing_keys SET private_key = :renewed
                WHERE id = :id AND private_key = :old
                """)
            .bind("renewed", renewed)
            .bind("id", id)
            .bind("old", old)
            .update()
        == 1;
  }

  List<SigningKey> all(Tx tx) {
    return tx.sql(
            """
            SELECT id, algorithm, created_at, active_from, retired_at
            FROM signing_keys ORDER BY active_from DESC, id DESC
            """)
        .list(SigningKeyTable::key);
  }

  /// Lets every key made before `than` verify until `at` and no longer.
  void retireOlder(Tx tx, SigningKey than, Instant at) {
    tx.sql(
            """
            UPDATE signing_keys SET retired_at = :at
            WHERE id <> :id AND (retired_at IS NULL OR retired_at > :at)
            """)
        .bind("at", at)
        .bind("id", than.id())
        .update();
  }

  private static SigningKey key(Row row) {
    return new SigningKey(
        row.text("id"),
        SigningAlgorithm.of(row.text("algorithm")),
        row.instant("created_at"),
        row.instant("active_from"),
        row.instantOrNull("retired_at"));
  }

  @SuppressWarnings("ArrayRecordComponent") // sealed anew, then dropped
  record Sealed(String id, byte[] bytes) {}

  @SuppressWarnings("ArrayRecordComponent") // opened once, then dropped
  record Stored(SigningKey key, byte[] sealed) {}
}
