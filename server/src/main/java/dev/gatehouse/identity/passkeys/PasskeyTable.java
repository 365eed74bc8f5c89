package dev.gatehouse.identity.passkeys;

import dev.gatehouse.identity.accounts.UserId;
import dev.gatehouse.platform.storage.Row;
import dev.gatehouse.platform.storage.Tx;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

final class PasskeyTable {
  private static final String SELECT =
      """
      SELECT id, user_id, credential_id, public_key, user_handle, sign_count, transports,
        backup_eligible, backed_up, aaguid, name, created_at, last_used_at
      FROM passkeys
      """;

  void insert(Tx tx, Passkey passkey, byte[] credentialHash) {
    PasskeyCredential credential = passkey.credential();
    tx.sql(
            """
            INSERT INTO passkeys
              (id, user_id, credential_hash, credential_id, public_key, user_handle, sign_count,
               transports, backup_eligible, backed_up, aaguid, name, created_at)
            VALUES (:id, :user, :hash, :credential, :key, :handle, :count, :transports, :eligible,
               :backed_up, :aaguid, :name, :now)
            """)
        .bind("id", passkey.id().value())
        .bind("user", passkey.user().value())
        .bind("hash", credentialHash)
        .bind("credential", credential.id())
        .bind("key", credential.publicKey())
        .bind("handle", credential.userHandle())
        .bind("count", credential.signCount())
        .bind("transports", String.join(",", credential.transports()))
        .bind("eligible", credential.backupEligible())
        .bind("backed_up", credential.backedUp())
        .bind("aaguid", credential.aaguid())
        .bind("name", passkey.name())
        .bind("now", passkey.createdAt())
        .update();
  }

  Optional<Passkey> findByCredential(Tx tx, byte[] credentialHash) {
    return tx.sql(SELECT + "WHERE credential_hash = :hash")
        .bind("hash", credentialHash)
        .first(PasskeyTable::passkey);
  }

  Optional<Passkey> find(Tx tx, UserId user, PasskeyId id) {
    return tx.sql(SELECT + "WHERE id = :id AND user_id = :user")
        .bind("id", id.value())
        .bind("user", user.value())
        .first(PasskeyTable::passkey);
  }

  /// The user's, the oldest first.
  List<Passkey> of(Tx tx, UserId user) {
    return tx.sql(SELECT + "WHERE user_id = :user ORDER BY created_at, id")
        .bind("user", user.value())
        .list(PasskeyTable::passkey);
  }

  long count(Tx tx, UserId user) {
    return tx.sql("SELECT COUNT(*) AS n FROM passkeys WHERE user_id = :user")
        .bind("user", user.value())
        .only(row -> row.number("n"));
  }

  /// Notes that the passkey of this count signed; false when it has signed this or a later time
  /// before, or is there no more.
  boolean use(Tx tx, PasskeyId id, long count, boolean backedUp, Instant now) {
    return tx.sql(
                """
                UPDATE passkeys SET sign_count = :count, backed_up = :backed_up, last_used_at = :now
                WHERE id = :id AND (sign_count < :count OR sign_count = :uncounted)
                """)
            .bind("count", count)
            .bind("backed_up", backedUp)
            .bind("now", now)
            .bind("id", id.value())
            // Those that do not count say 0 each time; no stored count is negative.
            .bind("uncounted", count == 0 ? 0L : -1L)
            .update()
        == 1;
  }

  boolean rename(Tx tx, UserId user, PasskeyId id, String name) {
    return tx.sql("UPDATE passkeys SET name = :name WHERE id = :id AND user_id = :user")
            .bind("name", name)
            .bind("id", id.value())
            .bind("user", user.value())
            .update()
        == 1;
  }

  boolean delete(Tx tx, UserId user, PasskeyId id) {
    return tx.sql("DELETE FROM passkeys WHERE id = :id AND user_id = :user")
            .bind("id", id.value())
            .bind("user", user.value())
            .update()
        == 1;
  }

  void deleteSince(Tx tx, UserId user, Instant moment) {
    tx.sql("DELETE FROM passkeys WHERE user_id = :user AND created_at >= :moment")
        .bind("user", user.value())
        .bind("moment", moment)
        .update();
  }

  int deleteAllOf(Tx tx, UserId user) {
    return tx.sql("DELETE FROM passkeys WHERE user_id = :user").bind("user", user.value()).update();
  }

  private static Passkey passkey(Row row) {
    String transports = row.text("transports");
    return new Passkey(
        new PasskeyId(row.uuid("id")),
        new UserId(row.uuid("user_id")),
        row.text("name"),
        new PasskeyCredential(
            row.bytes("credential_id"),
            row.bytes("public_key"),
            row.bytes("user_handle"),
            row.number("sign_count"),
            transports.isEmpty() ? List.of() : List.of(transports.split(",", -1)),
            row.truth("backup_eligible"),
            row.truth("backed_up"),
            row.uuid("aaguid")),
        row.instant("created_at"),
        row.instantOrNull("last_used_at"));
  }
}
