package dev.gatehouse.identity.sessions;

import dev.gatehouse.identity.accounts.UserId;
import dev.gatehouse.identity.audit.Client;
import dev.gatehouse.platform.storage.Row;
import dev.gatehouse.platform.storage.Tx;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

final class SessionTable {

  void insert(Tx tx, Session session, Mark mark, Client client, String methods) {
    tx.sql(
            """
            INSERT INTO user_sessions
              (id, user_id, session_token, token_prefix, is_active, created_at, last_used_at,
               expires_at, ip_address, user_agent, auth_methods)
            VALUES (:id, :user, :token, :prefix, TRUE, :now, :now, :expires, :address, :agent,
               :methods)
            """)
        .bind("id", session.id().value())
        .bind("user", session.user().value())
        .bind("token", mark.tokenHash())
        .bind("prefix", mark.prefix())
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

  boolean replaceToken(Tx tx, SessionId id, Mark mark) {
    return tx.sql(
                """
                UPDATE user_sessions SET session_token = :token, token_prefix = :prefix
                WHERE id = :id AND is_active = TRUE
                """)
            .bind("token", mark.tokenHash())
            .bind("prefix", mark.prefix())
            .bind("id", id.value())
            .update()
        == 1;
  }

  List<LiveSession> live(Tx tx, UserId user, Instant now, int most) {
    return tx.sql(
            """
            SELECT id, session_token, token_prefix, created_at, last_used_at, expires_at,
              ip_address, user_agent
            FROM user_sessions WHERE user_id = :user AND is_active = TRUE AND expires_at > :now
            ORDER BY created_at DESC, id DESC LIMIT :most
            """)
        .bind("user", user.value())
        .bind("now", now)
        .bind("most", most)
        .list(SessionTable::liveSession);
  }

  /// Where the user's latest sessions were begun.
  List<Client> latestClients(Tx tx, UserId user, int most) {
    return tx.sql(
            """
            SELECT ip_address, user_agent FROM user_sessions WHERE user_id = :user
            ORDER BY created_at DESC, id DESC LIMIT :most
            """)
        .bind("user", user.value())
        .bind("most", most)
        .list(row ->
            new Client(
                Objects.requireNonNullElse(row.textOrNull("ip_address"), ""),
                Objects.requireNonNullElse(row.textOrNull("user_agent"), ""),
                ""));
  }

  long countLive(Tx tx, UserId user, Instant now) {
    return tx.sql(
            """
            SELECT COUNT(*) AS n FROM user_sessions
            WHERE user_id = :user AND is_active = TRUE AND expires_at > :now
            """)
        .bind("user", user.value())
        .bind("now", now)
        .only(row -> row.number("n"));
  }

  /// How many sessions of anybody are alive.
  long countLive(Tx tx, Instant now) {
    return tx.sql(
            """
            SELECT COUNT(*) AS n FROM user_sessions WHERE is_active = TRUE AND expires_at > :now
            """)
        .bind("now", now)
        .only(row -> row.number("n"));
  }

  boolean isLiveOf(Tx tx, SessionId id, UserId user, Instant now) {
    return tx.sql(
            """
            SELECT 1 AS n FROM user_sessions
            WHERE id = :id AND user_id = :user AND is_active = TRUE AND expires_at > :now
            """)
        .bind("id", id.value())
        .bind("user", user.value())
        .bind("now", now)
        .first(row -> row.number("n"))
        .isPresent();
  }

  int endAllOf(Tx tx, UserId user, Instant now, String reason) {
    return tx.sql(
            """
            UPDATE user_sessions SET is_active = FALSE, ended_at = :now, ended_reason = :reason
            WHERE user_id = :user AND is_active = TRUE AND expires_at > :now
            """)
        .bind("now", now)
        .bind("reason", reason)
        .bind("user", user.value())
        .update();
  }

  /// Ends up to `most` sessions whose time is over; the number ended.
  int endExpired(Tx tx, Instant now, String reason, int most) {
    List<UUID> expired =
        tx.sql(
                """
                SELECT id FROM user_sessions WHERE is_active = TRUE AND expires_at <= :now
                ORDER BY expires_at LIMIT :most
                """)
            .bind("now", now)
            .bind("most", most)
            .list(row -> row.uuid("id"));
    return expired.isEmpty()
        ? 0
        : tx.sql(
                """
                UPDATE user_sessions SET is_active = FALSE, ended_at = :now, ended_reason = :reason
                WHERE id IN (<expired>) AND is_active = TRUE AND expires_at <= :now
                """)
            .bind("now", now)
            .bind("reason", reason)
            .bindList("expired", expired)
            .update();
  }

  /// Deletes up to `most` sessions that ended before `cutoff`; the number deleted.
  int deleteEnded(Tx tx, Instant cutoff, int most) {
    return tx.oldest("user_sessions", "id", Row::uuid)
        .where("is_active = FALSE AND expires_at < :cutoff AND ended_at < :cutoff")
        .bind("cutoff", cutoff)
        .delete("expires_at", most);
  }

  void touch(Tx tx, List<SessionId> used, Instant now) {
    tx.sql("UPDATE user_sessions SET last_used_at = :now WHERE id IN (<used>)")
        .bind("now", now)
        .bindList("used", used.stream().map(SessionId::value).toList())
        .update();
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

  private static LiveSession liveSession(Row row) {
    return new LiveSession(
        new SessionId(row.uuid("id")),
        row.bytesOrNull("session_token") == null ? null : row.text("token_prefix"),
        row.instant("created_at"),
        row.instant("last_used_at"),
        row.instant("expires_at"),
        row.textOrNull("ip_address"),
        row.textOrNull("user_agent"));
  }

  /// What a session is found and shown by.
  ///
  /// @param tokenHash null for a session that has no token of its own
  @SuppressWarnings("ArrayRecordComponent") // bound to a statement, never compared
  record Mark(byte @Nullable [] tokenHash, String prefix) {}
}
