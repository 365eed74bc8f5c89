package dev.gatehouse.identity.sessions;

import dev.gatehouse.identity.accounts.UserId;
import dev.gatehouse.platform.storage.Row;
import dev.gatehouse.platform.storage.Tx;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

final class SessionRecordTable {
  private static final String COLUMNS =
      "id, user_id, token_prefix, created_at, last_used_at, expires_at, ip_address, user_agent,"
          + " auth_methods, is_active, ended_at, ended_reason";

  Optional<SessionRecord> find(Tx tx, SessionId id) {
    return tx.sql("SELECT " + COLUMNS + " FROM user_sessions WHERE id = :id")
        .bind("id", id.value())
        .first(SessionRecordTable::session);
  }

  List<SessionRecord> find(Tx tx, List<SessionId> ids) {
    return tx.sql("SELECT " + COLUMNS + " FROM user_sessions WHERE id IN (<ids>)")
        .bindList("ids", ids.stream().map(SessionId::value).toList())
        .list(SessionRecordTable::session);
  }

  /// Ended and expired ones too, the newest first, before this time and id.
  List<SessionRecord> of(Tx tx, UserId user, Instant at, UUID id, int most) {
    return tx.sql(
            "SELECT "
                + COLUMNS
                + """
                 FROM user_sessions WHERE user_id = :user
                  AND created_at <= :at AND (created_at, id) < (:at, :id)
                  AND (created_at < :at OR (created_at = :at AND id < :id))
                ORDER BY created_at DESC, id DESC LIMIT :most
                """)
        .bind("user", user.value())
        .bind("at", at)
        .bind("id", id)
        .bind("most", most)
        .list(SessionRecordTable::session);
  }

  /// Of everybody, ended and expired ones too, in the order of their ids, which begin with the time
  /// at which they were made: no other index is needed, and none has to be kept at each refresh.
  List<SessionRecord> ofAll(Tx tx, UUID before, int most) {
    return tx.sql(
            "SELECT " + COLUMNS + " FROM user_sessions WHERE id < :id ORDER BY id DESC LIMIT :most")
        .bind("id", before)
        .bind("most", most)
        .list(SessionRecordTable::session);
  }

  private static SessionRecord session(Row row) {
    Instant endedAt = row.instantOrNull("ended_at");
    return new SessionRecord(
        new SessionId(row.uuid("id")),
        new UserId(row.uuid("user_id")),
        row.text("token_prefix"),
        new SessionRecord.Use(
            row.instant("created_at"), row.instant("last_used_at"), row.instant("expires_at")),
        row.textOrNull("ip_address"),
        row.textOrNull("user_agent"),
        row.text("auth_methods"),
        endedAt == null ? null : new SessionRecord.End(endedAt, row.textOrNull("ended_reason")));
  }
}
