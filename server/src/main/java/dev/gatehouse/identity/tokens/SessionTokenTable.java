package dev.gatehouse.identity.tokens;

import dev.gatehouse.identity.accounts.UserId;
import dev.gatehouse.identity.refusals.RefusedCredential;
import dev.gatehouse.identity.sessions.SessionId;
import dev.gatehouse.platform.storage.Row;
import dev.gatehouse.platform.storage.Tx;
import java.time.Instant;
import java.util.Optional;

final class SessionTokenTable {

  /// The live session whose current token this is, and the user's epoch with it.
  Optional<OpaqueSession> find(Tx tx, byte[] hash, Instant now) {
    return tx.sql(
            """
            SELECT s.id, s.user_id, s.expires_at, r.generation, u.auth_epoch
            FROM user_sessions s
            JOIN refresh_tokens r ON r.session_id = s.id
            JOIN users u ON u.id = s.user_id
            WHERE s.session_token = :hash AND s.is_active = TRUE
            """)
        .bind("hash", hash)
        .first(row ->
            new OpaqueSession(
                new SessionId(row.uuid("id")),
                new UserId(row.uuid("user_id")),
                (int) row.number("generation"),
                row.number("auth_epoch"),
                row.instant("expires_at"),
                now));
  }

  /// What became of a token that [#find] does not find. The session of one that was replaced may
  /// have ended as well.
  SessionTokens.Past past(Tx tx, byte[] hash) {
    return tx.sql("SELECT id FROM user_sessions WHERE session_token = :hash")
        .bind("hash", hash)
        .first(row ->
            new SessionTokens.Past(
                RefusedCredential.Reason.SESSION_ENDED, row.uuid("id").toString()))
        .or(() -> former(tx, hash))
        .orElse(new SessionTokens.Past(RefusedCredential.Reason.UNKNOWN_TOKEN, null));
  }

  private static Optional<SessionTokens.Past> former(Tx tx, byte[] hash) {
    return tx.sql(
            """
            SELECT s.id, s.is_active FROM former_session_tokens f
            JOIN user_sessions s ON s.id = f.session_id WHERE f.token_hash = :hash
            """)
        .bind("hash", hash)
        .first(row ->
            new SessionTokens.Past(
                row.truth("is_active")
                    ? RefusedCredential.Reason.TOKEN_REPLACED
                    : RefusedCredential.Reason.SESSION_ENDED,
                row.uuid("id").toString()));
  }

  void insertFormer(Tx tx, byte[] hash, SessionId session, int generation, Instant keepUntil) {
    tx.sql(
            """
            INSERT INTO former_session_tokens (token_hash, session_id, generation, keep_until)
            VALUES (:hash, :session, :generation, :keep)
            """)
        .bind("hash", hash)
        .bind("session", session.value())
        .bind("generation", generation)
        .bind("keep", keepUntil)
        .update();
  }

  /// Deletes up to `most` that nobody needs any more; the number deleted.
  int deleteFormer(Tx tx, Instant now, int most) {
    return tx.oldest("former_session_tokens", "token_hash", Row::bytes)
        .where("keep_until <= :now")
        .bind("now", now)
        .delete("keep_until", most);
  }
}
