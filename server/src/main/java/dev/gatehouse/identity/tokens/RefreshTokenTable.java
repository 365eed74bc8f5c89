package dev.gatehouse.identity.tokens;

import dev.gatehouse.identity.accounts.UserId;
import dev.gatehouse.identity.sessions.SessionId;
import dev.gatehouse.platform.storage.Row;
import dev.gatehouse.platform.storage.Tx;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

final class RefreshTokenTable {
  /// What [#read] reads, of `refresh_tokens AS r`.
  private static final String SELECT =
      """
      SELECT r.id, r.user_id, r.session_id, r.expires_at, r.revoked, r.created_at, r.generation,
        r.burst_from, r.burst_started_at, r.rotated_at, r.rotated_by, r.rotated_epoch,
        r.key_material, r.key_id
      """;

  void insert(Tx tx, RefreshRow row) {
    tx.sql(
            """
            INSERT INTO refresh_tokens
              (id, user_id, session_id, expires_at, revoked, created_at, generation, burst_from,
               burst_started_at, rotated_at, rotated_by, rotated_epoch, recoveries, key_material,
               key_id)
            VALUES (:id, :user, :session, :expires, FALSE, :created, :generation, :burst_from,
               :burst_started, :rotated, :rotated_by, :epoch, 0, :material, :key_id)
            """)
        .bind("id", row.lineage().id())
        .bind("user", row.lineage().user().value())
        .bind("session", row.lineage().session().value())
        .bind("expires", row.expiresAt())
        .bind("created", row.lineage().createdAt())
        .bind("generation", row.generation())
        .bind("burst_from", row.burstFrom())
        .bind("burst_started", row.burstStartedAt())
        .bind("rotated", row.rotatedAt())
        .bind("rotated_by", row.rotatedBy())
        .bind("epoch", row.rotatedEpoch())
        .bind("material", row.lineage().keyMaterial())
        .bind("key_id", row.lineage().keyId())
        .update();
  }

  Optional<RefreshRow> find(Tx tx, UUID id) {
    return tx.sql(
            SELECT
                + """
                FROM refresh_tokens r WHERE r.id = :id
                """)
        .bind("id", id)
        .first(RefreshTokenTable::read);
  }

  /// The row behind the current token of a session carried by an opaque one.
  Optional<RefreshRow> findBySessionToken(Tx tx, byte[] hash) {
    return tx.sql(
            SELECT
                + """
                FROM user_sessions s JOIN refresh_tokens r ON r.session_id = s.id
                WHERE s.session_token = :hash
                """)
        .bind("hash", hash)
        .first(RefreshTokenTable::read);
  }

  /// The row behind a token that was replaced, and which generation that one was.
  Optional<Former> findByFormerToken(Tx tx, byte[] hash) {
    return tx.sql(
            SELECT
                + """
                , f.generation AS former_generation
                FROM former_session_tokens f JOIN refresh_tokens r ON r.session_id = f.session_id
                WHERE f.token_hash = :hash
                """)
        .bind("hash", hash)
        .first(row -> new Former(read(row), (int) row.number("former_generation")));
  }

  /// The one compare-and-swap of a rotation: whoever presents the current generation first, wins.
  boolean advance(Tx tx, RefreshRow next, Instant now) {
    return tx.sql(
                """
                UPDATE refresh_tokens SET generation = :next, rotated_at = :now,
                  expires_at = :expires, burst_from = :burst_from,
                  burst_started_at = :burst_started, rotated_by = :rotated_by,
                  rotated_epoch = :epoch
                WHERE id = :id AND generation = :presented AND revoked = FALSE
                  AND expires_at > :now
                """)
            .bind("next", next.generation())
            .bind("now", now)
            .bind("expires", next.expiresAt())
            .bind("burst_from", next.burstFrom())
            .bind("burst_started", next.burstStartedAt())
            .bind("rotated_by", next.rotatedBy())
            .bind("epoch", next.rotatedEpoch())
            .bind("id", next.lineage().id())
            .bind("presented", next.generation() - 1)
            .update()
        == 1;
  }

  /// Counts one recovery of a lost answer; false when `most` since `dayAgo` are used up.
  boolean countRecovery(Tx tx, UUID id, Instant now, Instant dayAgo, int most) {
    int renewed =
        tx.sql(
                """
                UPDATE refresh_tokens SET recoveries = 1, recoveries_since = :now
                WHERE id = :id AND (recoveries_since IS NULL OR recoveries_since <= :day_ago)
                """)
            .bind("now", now)
            .bind("id", id)
            .bind("day_ago", dayAgo)
            .update();
    return renewed == 1
        || tx.sql(
                    """
                    UPDATE refresh_tokens SET recoveries = recoveries + 1
                    WHERE id = :id AND recoveries < :most
                    """)
                .bind("id", id)
                .bind("most", most)
                .update()
            == 1;
  }

  RefreshTokens.Leftover underOther(Tx tx, String keyId, Instant now) {
    return tx.sql(
            """
            SELECT COUNT(*) AS n, MAX(expires_at) AS until FROM refresh_tokens
            WHERE key_id <> :key AND revoked = FALSE AND expires_at > :now
            """)
        .bind("key", keyId)
        .bind("now", now)
        .only(row -> {
          Instant until = row.instantOrNull("until");
          return new RefreshTokens.Leftover(row.number("n"), until == null ? now : until);
        });
  }

  void revoke(Tx tx, SessionId session) {
    tx.sql("UPDATE refresh_tokens SET revoked = TRUE WHERE session_id = :session")
        .bind("session", session.value())
        .update();
  }

  void revokeAllOf(Tx tx, UserId user) {
    tx.sql("UPDATE refresh_tokens SET revoked = TRUE WHERE user_id = :user AND revoked = FALSE")
        .bind("user", user.value())
        .update();
  }

  void revokeAll(Tx tx) {
    tx.sql("UPDATE refresh_tokens SET revoked = TRUE WHERE revoked = FALSE").update();
  }

  private static RefreshRow read(Row row) {
    RefreshRow.Lineage lineage =
        new RefreshRow.Lineage(
            row.uuid("id"),
            new UserId(row.uuid("user_id")),
            new SessionId(row.uuid("session_id")),
            row.instant("created_at"),
            row.bytes("key_material"),
            row.text("key_id"));
    return new RefreshRow(
        lineage,
        row.instant("expires_at"),
        row.truth("revoked"),
        (int) row.number("generation"),
        (int) row.number("burst_from"),
        row.instant("burst_started_at"),
        row.instant("rotated_at"),
        row.bytes("rotated_by"),
        row.number("rotated_epoch"));
  }

  record Former(RefreshRow row, int generation) {}
}
