package dev.gatehouse.identity.accounts;

import dev.gatehouse.platform.storage.Tx;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

final class AccountTable {
  /// @throws dev.gatehouse.platform.storage.StorageException.UniqueViolation when the email is
  ///   taken
  void insert(Tx tx, Account account, String emailKey, @Nullable String hashedPassword) {
    tx.sql(
            """
            INSERT INTO users
              (id, email, email_key, name, hashed_password, is_active, is_verified, mfa_enabled,
               mfa_last_step, auth_epoch, legacy_id, created_at, updated_at)
            VALUES (:id, :email, :key, :name, :hash, :active, :verified, FALSE,
               0, :epoch, :legacy, :created, :created)
            """)
        .bind("id", account.id().value())
        .bind("email", account.email())
        .bind("key", emailKey)
        .bind("name", account.name())
        .bind("hash", hashedPassword)
        .bind("active", account.isActive())
        .bind("verified", account.isVerified())
        .bind("epoch", account.authEpoch())
        .bind("legacy", account.legacyId())
        .bind("created", account.createdAt())
        .update();
  }

  /// Changes nothing, and lets no other transaction do the same before this one ends.
  void lock(Tx tx, UserId id) {
    tx.sql("UPDATE users SET auth_epoch = auth_epoch WHERE id = :id")
        .bind("id", id.value())
        .update();
  }

  Optional<Account> find(Tx tx, UserId id) {
    return tx.sql("SELECT " + AccountRow.COLUMNS + " FROM users u WHERE u.id = :id")
        .bind("id", id.value())
        .first(AccountRow::read);
  }

  Optional<Accounts.Credentials> findByEmail(Tx tx, String emailKey) {
    return tx.sql(
            "SELECT "
                + AccountRow.COLUMNS
                + ", u.hashed_password FROM users u WHERE u.email_key = :key")
        .bind("key", emailKey)
        .first(row ->
            new Accounts.Credentials(AccountRow.read(row), row.textOrNull("hashed_password")));
  }

  boolean hasPassword(Tx tx, UserId id) {
    return tx.sql("SELECT id FROM users WHERE id = :id AND hashed_password IS NOT NULL")
        .bind("id", id.value())
        .first(row -> row.uuid("id"))
        .isPresent();
  }

  /// Whether the user is still as seen: active, and at the epoch that the password was checked at.
  boolean signIn(Tx tx, UserId id, long seenEpoch, Instant now) {
    return tx.sql(
                """
                UPDATE users SET last_login = :now
                WHERE id = :id AND auth_epoch = :seen AND is_active = TRUE
                """)
            .bind("now", now)
            .bind("id", id.value())
            .bind("seen", seenEpoch)
            .update()
        == 1;
  }

  boolean raiseEpoch(Tx tx, UserId id) {
    return tx.sql("UPDATE users SET auth_epoch = auth_epoch + 1 WHERE id = :id")
            .bind("id", id.value())
            .update()
        == 1;
  }

  long epoch(Tx tx, UserId id) {
    return tx.sql("SELECT auth_epoch FROM users WHERE id = :id")
        .bind("id", id.value())
        .only(row -> row.number("auth_epoch"));
  }

  /// Raises every user's epoch, to more than `floor` and more than it was; the number of users.
  int raiseEpochs(Tx tx, long floor) {
    return tx.sql(
            """
            UPDATE users SET auth_epoch =
              CASE WHEN auth_epoch < :floor THEN :floor ELSE auth_epoch END + 1
            """)
        .bind("floor", floor)
        .update();
  }

  boolean exist(Tx tx) {
    return tx.sql("SELECT id FROM users LIMIT 1").first(row -> row.uuid("id")).isPresent();
  }

  long highestEpoch(Tx tx) {
    return tx.sql("SELECT COALESCE(MAX(auth_epoch), 0) AS epoch FROM users")
        .only(row -> row.number("epoch"));
  }

  boolean replaceHash(Tx tx, UserId id, String old, String renewed) {
    return tx.sql(
                """
                UPDATE users SET hashed_password = :renewed
                WHERE id = :id AND hashed_password = :old
                """)
            .bind("renewed", renewed)
            .bind("id", id.value())
            .bind("old", old)
            .update()
        == 1;
  }

  List<String> newestHashes(Tx tx, int most) {
    return tx.sql(
            """
            SELECT hashed_password FROM users WHERE hashed_password IS NOT NULL
            ORDER BY created_at DESC, id DESC LIMIT :most
            """)
        .bind("most", most)
        .list(row -> row.text("hashed_password"));
  }

  List<String> oldestHashes(Tx tx, int most) {
    return tx.sql(
            """
            SELECT hashed_password FROM users WHERE hashed_password IS NOT NULL
            ORDER BY created_at, id LIMIT :most
            """)
        .bind("most", most)
        .list(row -> row.text("hashed_password"));
  }
}
