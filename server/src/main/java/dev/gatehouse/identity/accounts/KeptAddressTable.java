package dev.gatehouse.identity.accounts;

import dev.gatehouse.platform.storage.Row;
import dev.gatehouse.platform.storage.Tx;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

final class KeptAddressTable {

  /// Makes room for a row: the user's own, or one whose time is over.
  void clear(Tx tx, String key, UserId user, Instant now) {
    tx.sql(
            """
            DELETE FROM kept_addresses
            WHERE email_key = :key AND (user_id = :user OR expires_at <= :now)
            """)
        .bind("key", key)
        .bind("user", user.value())
        .bind("now", now)
        .update();
  }

  void insert(Tx tx, String key, UserId user, Instant now, Instant until) {
    tx.sql(
            """
            INSERT INTO kept_addresses (email_key, user_id, created_at, expires_at)
            VALUES (:key, :user, :now, :until)
            """)
        .bind("key", key)
        .bind("user", user.value())
        .bind("now", now)
        .bind("until", until)
        .update();
  }

  /// Which of these mailboxes are kept for somebody.
  List<String> keptOf(Tx tx, Collection<String> keys, Instant now) {
    return tx.sql(
            """
            SELECT email_key FROM kept_addresses
            WHERE email_key IN (<keys>) AND expires_at > :now
            """)
        .bindList("keys", keys)
        .bind("now", now)
        .list(row -> row.text("email_key"));
  }

  boolean isKeptForAnother(Tx tx, String key, UserId user, Instant now) {
    return tx.sql(
            """
            SELECT email_key FROM kept_addresses
            WHERE email_key = :key AND user_id <> :user AND expires_at > :now
            """)
        .bind("key", key)
        .bind("user", user.value())
        .bind("now", now)
        .first(row -> row.text("email_key"))
        .isPresent();
  }

  /// Whether anybody has the mailbox, or somebody other than `user` may come back to it.
  boolean isTaken(Tx tx, String key, UserId user, Instant now) {
    return tx.sql(
            """
            SELECT email_key FROM users WHERE email_key = :key
            UNION ALL
            SELECT email_key FROM kept_addresses
            WHERE email_key = :key AND user_id <> :user AND expires_at > :now
            """)
        .bind("key", key)
        .bind("user", user.value())
        .bind("now", now)
        .first(row -> row.text("email_key"))
        .isPresent();
  }

  Map<String, Instant> of(Tx tx, UserId user, Instant now) {
    Map<String, Instant> found = new TreeMap<>();
    tx.sql(
            """
            SELECT email_key, expires_at FROM kept_addresses
            WHERE user_id = :user AND expires_at > :now
            """)
        .bind("user", user.value())
        .bind("now", now)
        .list(row -> found.put(row.text("email_key"), row.instant("expires_at")) == null);
    return found;
  }

  void deleteSince(Tx tx, UserId user, Instant moment) {
    tx.sql("DELETE FROM kept_addresses WHERE user_id = :user AND created_at >= :moment")
        .bind("user", user.value())
        .bind("moment", moment)
        .update();
  }

  int deleteExpired(Tx tx, Instant now, int most) {
    return tx.oldest("kept_addresses", "email_key", Row::text)
        .where("expires_at <= :now")
        .bind("now", now)
        .delete("expires_at", most);
  }
}
