package dev.gatehouse.identity.tokens;

import dev.gatehouse.identity.accounts.UserId;
import dev.gatehouse.identity.sessions.SessionId;
import dev.gatehouse.platform.storage.Tx;
import java.time.Instant;
import java.util.List;

final class StandingTable {

  /// Those of the sessions that are alive and whose users are active.
  List<Ground> find(Tx tx, List<SessionId> sessions) {
    return tx.sql(
            """
            SELECT s.id, s.user_id, s.expires_at, r.generation, u.auth_epoch
            FROM user_sessions s
            JOIN refresh_tokens r ON r.session_id = s.id
            JOIN users u ON u.id = s.user_id
            WHERE s.id IN (<sessions>) AND s.is_active = TRUE AND u.is_active = TRUE
            """)
        .bindList("sessions", sessions.stream().map(SessionId::value).toList())
        .list(row ->
            new Ground(
                new SessionId(row.uuid("id")),
                new UserId(row.uuid("user_id")),
                (int) row.number("generation"),
                row.number("auth_epoch"),
                row.instant("expires_at")));
  }

  /// What credentials of a session rest on.
  ///
  /// @param generation of its token now
  /// @param epoch the user's now
  record Ground(SessionId session, UserId user, int generation, long epoch, Instant expiresAt) {}
}
