package dev.gatehouse.identity.apikeys;

import dev.gatehouse.identity.accounts.UserId;
import dev.gatehouse.platform.storage.Row;
import dev.gatehouse.platform.storage.Tx;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

final class ApiKeyTable {
  private static final String SELECT =
      """
      SELECT id, user_id, name, key_prefix, scopes, permissions, version, created_at, expires_at,
        ends_at, last_used_at, rotated_at, rotated_from, revoked_at, revoked_reason
      FROM api_keys
      """;

  void insert(Tx tx, ApiKey key, byte[] hash) {
    tx.sql(
            """
            INSERT INTO api_keys
              (id, user_id, name, key_hash, key_prefix, scopes, permissions, version, created_at,
               expires_at, ends_at, rotated_from)
            VALUES (:id, :user, :name, :hash, :prefix, :scopes, :permissions, :version, :created,
               :expires, :ends, :from)
            """)
        .bind("id", key.id().value())
        .bind("user", key.owner().value())
        .bind("name", key.name())
        .bind("hash", hash)
        .bind("prefix", key.prefix())
        .bind("scopes", String.join(" ", key.grant().scopes()))
        .bind("permissions", String.join(" ", key.grant().permissions()))
        .bind("version", key.version())
        .bind("created", key.life().createdAt())
        .bind("expires", key.life().expiresAt())
        .bind("ends", key.life().endsAt())
        .bind("from", key.rotatedFrom() == null ? null : key.rotatedFrom().value())
        .update();
  }

  Optional<ApiKey> find(Tx tx, byte[] hash) {
    return tx.sql(SELECT + "WHERE key_hash = :hash").bind("hash", hash).first(ApiKeyTable::key);
  }

  Optional<ApiKey> find(Tx tx, ApiKeyId id) {
    return tx.sql(SELECT + "WHERE id = :id").bind("id", id.value()).first(ApiKeyTable::key);
  }

  /// Those that are alive, the newest first.
  List<ApiKey> live(Tx tx, UserId user, Instant now) {
    return tx.sql(
            SELECT
                + """
                WHERE user_id = :user AND (ends_at IS NULL OR ends_at > :now)
                ORDER BY created_at DESC, id DESC
                """)
        .bind("user", user.value())
        .bind("now", now)
        .list(ApiKeyTable::key);
  }

  /// Those that are over too, the newest first, before this time and id.
  List<ApiKey> all(Tx tx, UserId user, Instant at, UUID id, int most) {
    return tx.sql(
            SELECT
                + """
                WHERE user_id = :user
                  AND (created_at < :at OR (created_at = :at AND id < :id))
                ORDER BY created_at DESC, id DESC LIMIT :most
                """)
        .bind("user", user.value())
        .bind("at", at)
        .bind("id", id)
        .bind("most", most)
        .list(ApiKeyTable::key);
  }

  /// Ends a live key; false when it is over already.
  boolean revoke(Tx tx, ApiKeyId id, Instant now, String reason) {
    return tx.sql(
                """
                UPDATE api_keys SET revoked_at = :now, revoked_reason = :reason,
                  version = version + 1, ends_at = :now
                WHERE id = :id AND (ends_at IS NULL OR ends_at > :now)
                """)
            .bind("now", now)
            .bind("reason", reason)
            .bind("id", id.value())
            .update()
        == 1;
  }

  /// Lets a live key that has no successor live until `end`; false when it has one, or is over.
  boolean rotate(Tx tx, ApiKeyId id, Instant now, Instant end) {
    return tx.sql(
                """
                UPDATE api_keys SET rotated_at = :now, version = version + 1, ends_at = :end
                WHERE id = :id AND rotated_at IS NULL AND (ends_at IS NULL OR ends_at > :now)
                """)
            .bind("now", now)
            .bind("end", end)
            .bind("id", id.value())
            .update()
        == 1;
  }

  void touch(Tx tx, List<ApiKeyId> used, Instant now) {
    tx.sql("UPDATE api_keys SET last_used_at = :now WHERE id IN (<used>)")
        .bind("now", now)
        .bindList("used", used.stream().map(ApiKeyId::value).toList())
        .update();
  }

  /// Deletes up to `most` that were over before this time; the number deleted.
  int deleteOver(Tx tx, Instant before, int most) {
    return tx.oldest("api_keys", "id", Row::uuid)
        .where("ends_at <= :before")
        .bind("before", before)
        .delete("ends_at", most);
  }

  private static ApiKey key(Row row) {
    UUID from = row.uuidOrNull("rotated_from");
    Instant revokedAt = row.instantOrNull("revoked_at");
    return new ApiKey(
        new ApiKeyId(row.uuid("id")),
        new UserId(row.uuid("user_id")),
        row.text("name"),
        row.text("key_prefix"),
        new ApiKey.Grant(words(row.text("scopes")), words(row.text("permissions"))),
        new ApiKey.Life(
            row.instant("created_at"),
            row.instantOrNull("expires_at"),
            row.instantOrNull("ends_at"),
            row.instantOrNull("last_used_at"),
            row.instantOrNull("rotated_at")),
        row.number("version"),
        from == null ? null : new ApiKeyId(from),
        revoked(revokedAt, row));
  }

  private static ApiKey.@Nullable Revoked revoked(@Nullable Instant at, Row row) {
    return at == null ? null : new ApiKey.Revoked(at, row.textOrNull("revoked_reason"));
  }

  private static Set<String> words(String text) {
    return Stream.of(text.split(" "))
        .filter(word -> !word.isEmpty())
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }
}
