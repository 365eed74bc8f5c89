package dev.gatehouse.identity.passkeys;

import dev.gatehouse.platform.storage.Tx;
import java.time.Instant;
import java.util.List;
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
    List<UUID> old =
        tx.sql(
                """
                SELECT id FROM passkey_flows WHERE expires_at <= :now
                ORDER BY expires_at LIMIT :most
                """)
            .bind("now", now)
            .bind("most", most)
            .list(row -> row.uuid("id"));
    return old.isEmpty()
        ? 0
        : tx.sql("DELETE FROM passkey_flows WHERE id IN (<old>)").bindList("old", old).update();
  }
}
