package dev.gatehouse.identity.sessions;

import dev.gatehouse.identity.accounts.UserId;
import dev.gatehouse.identity.audit.Client;
import dev.gatehouse.platform.storage.Tx;
import java.time.Instant;
import java.util.List;

final class SessionTable {

  void insert(Tx tx, Session session, String tokenPrefix, Client client, String methods) {
    tx.sql(
            """
            INSERT INTO user_sessions
              (id, user_id, token_prefix, is_active, created_at, last_used_at, expires_at,
               ip_address, user_agent, auth_methods)
            VALUES (:id, :user, :prefix, TRUE, :now, :now, :expires, :address, :agent, :methods)
            """)
        .bind("id", session.id().value())
        .bind("user", session.user().value())
        .bind("prefix", tokenPrefix)
        .bind("now", session.createdAt())
        .bind("expires", session.expiresAt())
        .bind("address", client.address())
        .bind("agent", client.userAgent())
        .bind("methods", methods)
        .update();
  }

  boolean extend(Tx tx, SessionId id, Instant now, Instant expiresAt) {
    return tx.sql(
                """
                UPDATE user_sessions SET last_used_at = :now, expires_at = :expires
                WHERE id = :id AND is_active = TRUE
                """)
            .bind("now", now)
            .bind("expires", expiresAt)
            .bind("id", id.value())
            .update()
        == 1;
  }

  int endAll(Tx tx, Instant now, String reason) {
    return tx.sql(
            """
            UPDATE user_sessions SET is_active = FALSE, ended_at = :now, ended_reason = :reason
            WHERE is_active = TRUE
            """)
        .bind("now", now)
        .bind("reason", reason)
        .update();
  }

  List<SessionId> aliveOf(Tx tx, UserId user) {
    return tx.sql("SELECT id FROM user_sessions WHERE user_id = :user AND is_active = TRUE")
        .bind("user", user.value())
        .list(row -> new SessionId(row.uuid("id")));
  }

  void endAllOf(Tx tx, UserId user, Instant now, String reason) {
    tx.sql(
            """
            UPDATE user_sessions SET is_active = FALSE, ended_at = :now, ended_reason = :reason
            WHERE user_id = :user AND is_active = TRUE
            """)
        .bind("now", now)
        .bind("reason", reason)
        .bind("user", user.value())
        .update();
  }

  boolean end(Tx tx, SessionId id, Instant now, String reason) {
    return tx.sql(
                """
                UPDATE user_sessions SET is_active = FALSE, ended_at = :now, ended_reason = :reason
                WHERE id = :id AND is_active = TRUE
                """)
            .bind("now", now)
            .bind("reason", reason)
            .bind("id", id.value())
            .update()
        == 1;
  }
}
