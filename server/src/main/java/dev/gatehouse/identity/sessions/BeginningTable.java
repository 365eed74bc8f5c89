package dev.gatehouse.identity.sessions;

import dev.gatehouse.platform.storage.Tx;
import java.time.Instant;
import java.util.Optional;

final class BeginningTable {

  Optional<Beginning> find(Tx tx, SessionId id, Instant now) {
    return tx.sql(
            """
            SELECT s.created_at, s.auth_methods, u.mfa_enabled
            FROM user_sessions s JOIN users u ON u.id = s.user_id
            WHERE s.id = :id AND s.is_active = TRUE AND s.expires_at > :now
            """)
        .bind("id", id.value())
        .bind("now", now)
        .first(row ->
            new Beginning(
                row.instant("created_at"), row.text("auth_methods"), row.truth("mfa_enabled")));
  }
}
