package dev.gatehouse.identity.accounts;

import dev.gatehouse.platform.storage.Tx;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

final class AccountChangeTable {

  boolean touch(Tx tx, UserId id, Instant now) {
    return tx.sql("UPDATE users SET updated_at = :now WHERE id = :id")
            .bind("now", now)
            .bind("id", id.value())
            .update()
        == 1;
  }

  void rename(Tx tx, UserId id, @Nullable String name) {
    tx.sql("UPDATE users SET name = :name WHERE id = :id")
        .bind("name", name)
        .bind("id", id.value())
        .update();
  }

  void readdress(Tx tx, UserId id, String email, String emailKey) {
    tx.sql("UPDATE users SET email = :email, email_key = :key WHERE id = :id")
        .bind("email", email)
        .bind("key", emailKey)
        .bind("id", id.value())
        .update();
  }

  void setMetadata(Tx tx, UserId id, @Nullable String json) {
    tx.sql("UPDATE users SET metadata = :metadata WHERE id = :id")
        .bind("metadata", json)
        .bind("id", id.value())
        .update();
  }

  void setActive(Tx tx, UserId id, boolean active) {
    tx.sql("UPDATE users SET is_active = :active WHERE id = :id")
        .bind("active", active)
        .bind("id", id.value())
        .update();
  }

  void setVerified(Tx tx, UserId id, boolean verified) {
    tx.sql("UPDATE users SET is_verified = :verified WHERE id = :id")
        .bind("verified", verified)
        .bind("id", id.value())
        .update();
  }

  void setPassword(Tx tx, UserId id, String hashedPassword) {
    tx.sql("UPDATE users SET hashed_password = :hash WHERE id = :id")
        .bind("hash", hashedPassword)
        .bind("id", id.value())
        .update();
  }

  void removePassword(Tx tx, UserId id) {
    tx.sql("UPDATE users SET hashed_password = NULL WHERE id = :id")
        .bind("id", id.value())
        .update();
  }

  void requirePasswordChange(Tx tx, UserId id, boolean required) {
    tx.sql("UPDATE users SET password_change_required = :required WHERE id = :id")
        .bind("required", required)
        .bind("id", id.value())
        .update();
  }

  void delete(Tx tx, UserId id) {
    tx.sql("DELETE FROM users WHERE id = :id").bind("id", id.value()).update();
  }
}
