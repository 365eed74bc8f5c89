package dev.gatehouse.identity.accounts;

import dev.gatehouse.platform.storage.Batch;
import dev.gatehouse.platform.storage.Row;
import dev.gatehouse.platform.storage.Tx;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

final class CarriedAccountTable {
  private static final String SELECT =
      """
      SELECT id, email, email_key, name, hashed_password, is_active, is_verified, legacy_id,
        metadata, created_at, last_login, mfa_secret
      FROM users
      """;

  Map<String, CarriedAccount> byKey(Tx tx, List<String> keys) {
    Map<String, CarriedAccount> found = new HashMap<>();
    tx.sql(SELECT + "WHERE email_key IN (<keys>)")
        .bindList("keys", keys)
        .list(row -> found.put(row.text("email_key"), account(row)) == null);
    return found;
  }

  List<UserId> taken(Tx tx, Collection<UserId> ids) {
    return tx.sql("SELECT id FROM users WHERE id IN (<ids>)")
        .bindList("ids", ids.stream().map(UserId::value).toList())
        .list(row -> new UserId(row.uuid("id")));
  }

  List<CarriedAccount> page(Tx tx, UserId last, int most) {
    return tx.sql(SELECT + "WHERE id > :last ORDER BY id LIMIT :most")
        .bind("last", last.value())
        .bind("most", most)
        .list(CarriedAccountTable::account);
  }

  /// The epochs that ids were at before they were deleted, as far as anything still counts on them.
  Map<String, Long> formerEpochs(Tx tx, List<CarriedAccounts.New> accounts) {
    Map<String, Long> found = new HashMap<>();
    if (!accounts.isEmpty()) {
      tx.sql(
              """
              SELECT subject, MAX(epoch) AS epoch FROM revocations
              WHERE kind = 'user_epoch' AND subject IN (<ids>) GROUP BY subject
              """)
          .bindList("ids", accounts.stream().map(one -> one.account().id().toString()).toList())
          .list(row -> found.put(row.text("subject"), row.number("epoch")) == null);
    }
    return found;
  }

  void insert(Tx tx, List<CarriedAccounts.New> accounts, Instant now) {
    Map<String, Long> epochs = formerEpochs(tx, accounts);
    Batch batch =
        tx.batch(
            """
            INSERT INTO users
              (id, email, email_key, name, hashed_password, is_active, is_verified, mfa_secret,
               mfa_enabled, mfa_last_step, metadata, auth_epoch, legacy_id, created_at, updated_at,
               last_login)
            VALUES (:id, :email, :key, :name, :hash, :active, :verified, :secret,
               :mfa, 0, :metadata, :epoch, :legacy, :created, :now, :login)
            """);
    for (CarriedAccounts.New added : accounts) {
      CarriedAccount account = added.account();
      batch
          .row()
          .bind("id", account.id().value())
          .bind("email", account.email())
          .bind("key", added.address().key())
          .bind("name", account.name())
          .bind("hash", account.hashedPassword())
          .bind("active", account.active())
          .bind("verified", account.verified())
          .bind("secret", account.mfaSecret())
          .bind("mfa", account.mfaSecret() != null)
          .bind("metadata", account.metadata())
          .bind("epoch", epochs.getOrDefault(account.id().toString(), 0L))
          .bind("legacy", account.legacyId())
          .bind("created", account.createdAt())
          .bind("now", now)
          .bind("login", account.lastLogin());
    }
    batch.run();
  }

  void update(Tx tx, UserId id, AccountChange change, Instant now) {
    tx.sql(
            """
            UPDATE users SET name = COALESCE(:name, name), is_active = COALESCE(:active, is_active),
              is_verified = COALESCE(:verified, is_verified),
              legacy_id = COALESCE(:legacy, legacy_id), metadata = COALESCE(:metadata, metadata),
              updated_at = :now
            WHERE id = :id
            """)
        .bind("name", change.name())
        .bind("active", change.active())
        .bind("verified", change.verified())
        .bind("legacy", change.legacyId())
        .bind("metadata", change.metadata())
        .bind("now", now)
        .bind("id", id.value())
        .update();
  }

  private static CarriedAccount account(Row row) {
    return new CarriedAccount(
        new UserId(row.uuid("id")),
        row.text("email"),
        row.textOrNull("name"),
        row.textOrNull("hashed_password"),
        row.truth("is_active"),
        row.truth("is_verified"),
        row.numberOrNull("legacy_id"),
        row.textOrNull("metadata"),
        row.instant("created_at"),
        row.instantOrNull("last_login"),
        row.bytesOrNull("mfa_secret"));
  }
}
