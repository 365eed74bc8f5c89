package dev.gatehouse.identity.passkeys;

import dev.gatehouse.platform.storage.Row;
import dev.gatehouse.platform.storage.Tx;
import java.time.Instant;
import java.util.UUID;

/// The flows that were completed, for as long as they could be tried again.
final class PasskeyFlowTable {

  void insert(Tx tx, UUID id, Instant expiresAt) {
    tx.sql("INSERT INTO passkey_flows (id, expires_at) VALUES (:id, :expires)")
        .bind("id", id)
        .bind("expires", expiresAt)
        .update();
  }

  boolean exists(Tx tx, UUID id) {
    return tx.sql("SELECT 1 AS n FROM passkey_flows WHERE id = :id")
        .bind("id", id)
        .first(row -> row.number("n"))
        .isPresent();
  }

  int deleteExpired(Tx tx, Instant now, int most) {
    return tx.oldest("passkey_flows", "id", Row::uuid)
        .where("expires_at <= :now")
        .bind("now", now)
        .delete("expires_at", most);
  }
}
