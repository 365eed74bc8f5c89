package dev.gatehouse.identity.onetime;

import dev.gatehouse.identity.accounts.UserId;
import dev.gatehouse.platform.storage.Row;
import dev.gatehouse.platform.storage.Tx;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

final class OneTimeTokenTable {

  void insert(Tx tx, OneTimeToken token, Purpose purpose, byte[] hash, int tries, Instant now) {
    tx.sql(
            """
            INSERT INTO one_time_tokens
              (id, user_id, purpose, token_hash, epoch, subject, attempts, created_at, expires_at)
            VALUES (:id, :user, :purpose, :hash, :epoch, :subject, :tries, :now, :expires)
            """)
        .bind("id", token.id())
        .bind("user", token.user().value())
        .bind("purpose", purpose.code())
        .bind("hash", hash)
        .bind("epoch", token.epoch())
        .bind("subject", token.subject())
        .bind("tries", tries)
        .bind("now", now)
        .bind("expires", now.plus(purpose.lifetime()))
        .update();
  }

  Optional<OneTimeToken> find(Tx tx, byte[] hash, List<String> purposes, Instant now) {
    return tx.sql(
            """
            SELECT id, user_id, epoch, subject FROM one_time_tokens
            WHERE token_hash = :hash AND purpose IN (<purposes>) AND used_at IS NULL
              AND expires_at > :now
            """)
        .bind("hash", hash)
        .bindList("purposes", purposes)
        .bind("now", now)
        .first(OneTimeTokenTable::token);
  }

  Optional<OneTimeToken> newestOf(Tx tx, UserId user, String purpose, Instant now) {
    return tx.sql(
            """
            SELECT id, user_id, epoch, subject FROM one_time_tokens
            WHERE user_id = :user AND purpose = :purpose AND used_at IS NULL AND expires_at > :now
            ORDER BY created_at DESC, id DESC LIMIT 1
            """)
        .bind("user", user.value())
        .bind("purpose", purpose)
        .bind("now", now)
        .first(OneTimeTokenTable::token);
  }

  List<OneTimeTokens.Given> of(Tx tx, UserId user, int most) {
    return tx.sql(
            """
            SELECT purpose, created_at, expires_at, used_at FROM one_time_tokens
            WHERE user_id = :user ORDER BY id DESC LIMIT :most
            """)
        .bind("user", user.value())
        .bind("most", most)
        .list(row ->
            new OneTimeTokens.Given(
                row.text("purpose"),
                row.instant("created_at"),
                row.instant("expires_at"),
                row.instantOrNull("used_at")));
  }

  boolean use(Tx tx, UUID id, Instant now) {
    return tx.sql(
                """
                UPDATE one_time_tokens SET used_at = :now
                WHERE id = :id AND used_at IS NULL AND expires_at > :now
                """)
            .bind("now", now)
            .bind("id", id)
            .update()
        == 1;
  }

  /// Counts one try; false when there were `most`, or the token is used or over.
  boolean countTry(Tx tx, UUID id, int most, Instant now) {
    return tx.sql(
                """
                UPDATE one_time_tokens SET attempts = attempts + 1
                WHERE id = :id AND used_at IS NULL AND attempts < :most AND expires_at > :now
                """)
            .bind("id", id)
            .bind("most", most)
            .bind("now", now)
            .update()
        == 1;
  }

  /// When the user's tokens were made that have seen a try, after `since`; the latest first.
  List<Instant> tries(Tx tx, UserId user, String purpose, @Nullable String subject, Instant since) {
    return tx.sql(
            """
            SELECT created_at FROM one_time_tokens
            WHERE user_id = :user AND purpose = :purpose AND COALESCE(subject, '') = :subject
              AND attempts > 0 AND created_at > :since
            ORDER BY created_at DESC
            """)
        .bind("user", user.value())
        .bind("purpose", purpose)
        .bind("subject", subject == null ? "" : subject)
        .bind("since", since)
        .list(row -> row.instant("created_at"));
  }

  long issued(Tx tx, UserId user, String purpose, Instant since) {
    return tx.sql(
            """
            SELECT COUNT(*) AS n FROM one_time_tokens
            WHERE user_id = :user AND purpose = :purpose AND created_at > :since
            """)
        .bind("user", user.value())
        .bind("purpose", purpose)
        .bind("since", since)
        .only(row -> row.number("n"));
  }

  long live(Tx tx, UserId user, String purpose, long epoch, Instant since) {
    return tx.sql(
            """
            SELECT COUNT(*) AS n FROM one_time_tokens
            WHERE user_id = :user AND purpose = :purpose AND created_at > :since
              AND epoch = :epoch AND used_at IS NULL
            """)
        .bind("user", user.value())
        .bind("purpose", purpose)
        .bind("since", since)
        .bind("epoch", epoch)
        .only(row -> row.number("n"));
  }

  /// @param spared the purpose whose tokens stay
  void useAllBut(Tx tx, UserId user, String spared, Instant now) {
    tx.sql(
            """
            UPDATE one_time_tokens SET used_at = :now
            WHERE user_id = :user AND purpose <> :spared AND used_at IS NULL
            """)
        .bind("now", now)
        .bind("user", user.value())
        .bind("spared", spared)
        .update();
  }

  /// Ids are in the order of their making.
  void useAllSince(Tx tx, UserId user, UUID first, Instant now) {
    tx.sql(
            """
            UPDATE one_time_tokens SET used_at = :now
            WHERE user_id = :user AND id >= :first AND used_at IS NULL
            """)
        .bind("now", now)
        .bind("user", user.value())
        .bind("first", first)
        .update();
  }

  void useAllOf(Tx tx, UserId user, String purpose, Instant now) {
    tx.sql(
            """
            UPDATE one_time_tokens SET used_at = :now
            WHERE user_id = :user AND purpose = :purpose AND used_at IS NULL
            """)
        .bind("now", now)
        .bind("user", user.value())
        .bind("purpose", purpose)
        .update();
  }

  int deleteExpired(Tx tx, Instant now, int most) {
    return tx.oldest("one_time_tokens", "id", Row::uuid)
        .where("expires_at <= :now")
        .bind("now", now)
        .delete("expires_at", most);
  }

  private static OneTimeToken token(Row row) {
    return new OneTimeToken(
        row.uuid("id"),
        new UserId(row.uuid("user_id")),
        row.number("epoch"),
        row.textOrNull("subject"));
  }
}
