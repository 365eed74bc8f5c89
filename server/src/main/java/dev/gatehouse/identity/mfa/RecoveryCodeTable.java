package dev.gatehouse.identity.mfa;

import dev.gatehouse.identity.accounts.UserId;
import dev.gatehouse.platform.storage.Tx;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

final class RecoveryCodeTable {

  void insert(Tx tx, UUID id, UserId user, byte[] hash, Instant now) {
    tx.sql(
            """
            INSERT INTO recovery_codes (id, user_id, code_hash, created_at)
            VALUES (:id, :user, :hash, :now)
            """)
        .bind("id", id)
        .bind("user", user.value())
        .bind("hash", hash)
        .bind("now", now)
        .update();
  }

  List<Stored> unused(Tx tx, UserId user) {
    return tx.sql(
            "SELECT id, code_hash FROM recovery_codes WHERE user_id = :user AND used_at IS NULL")
        .bind("user", user.value())
        .list(row -> new Stored(row.uuid("id"), row.bytes("code_hash")));
  }

  /// False when somebody else has.
  boolean use(Tx tx, UUID id, Instant now) {
    return tx.sql("UPDATE recovery_codes SET used_at = :now WHERE id = :id AND used_at IS NULL")
            .bind("now", now)
            .bind("id", id)
            .update()
        == 1;
  }

  void deleteAllOf(Tx tx, UserId user) {
    tx.sql("DELETE FROM recovery_codes WHERE user_id = :user").bind("user", user.value()).update();
  }

  void deleteSince(Tx tx, UserId user, Instant moment) {
    tx.sql("DELETE FROM recovery_codes WHERE user_id = :user AND created_at >= :moment")
        .bind("user", user.value())
        .bind("moment", moment)
        .update();
  }

  @SuppressWarnings("ArrayRecordComponent") // compared in constant time, never as a whole
  record Stored(UUID id, byte[] hash) {}
}
