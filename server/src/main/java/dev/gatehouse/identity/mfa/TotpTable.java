package dev.gatehouse.identity.mfa;

import dev.gatehouse.identity.accounts.UserId;
import dev.gatehouse.platform.storage.Tx;
import java.time.Instant;
import java.util.Optional;

final class TotpTable {

  /// The sealed key of a user who has a second factor.
  Optional<byte[]> secret(Tx tx, UserId user) {
    return tx.sql(
            """
            SELECT mfa_secret FROM users
            WHERE id = :user AND mfa_enabled = TRUE AND mfa_secret IS NOT NULL
            """)
        .bind("user", user.value())
        .first(row -> row.bytes("mfa_secret"));
  }

  /// Changes nothing, and lets no other transaction do the same before this one ends.
  void lock(Tx tx, UserId user) {
    tx.sql("UPDATE users SET mfa_last_step = mfa_last_step WHERE id = :user")
        .bind("user", user.value())
        .update();
  }

  /// Uses a step up; false when it, or a later one, was used before.
  boolean useStep(Tx tx, UserId user, long step) {
    return tx.sql(
                "UPDATE users SET mfa_last_step = :step WHERE id = :user AND mfa_last_step < :step")
            .bind("step", step)
            .bind("user", user.value())
            .update()
        == 1;
  }

  void switchOn(Tx tx, UserId user, byte[] sealed, long step, Instant now) {
    tx.sql(
            """
            UPDATE users SET mfa_secret = :sealed, mfa_enabled = TRUE, mfa_last_step = :step,
              mfa_since = :now
            WHERE id = :user
            """)
        .bind("sealed", sealed)
        .bind("step", step)
        .bind("now", now)
        .bind("user", user.value())
        .update();
  }

  /// Whether the key that counts was made the user's at `moment` or later.
  boolean isOnSince(Tx tx, UserId user, Instant moment) {
    return tx.sql(
            """
            SELECT id FROM users
            WHERE id = :user AND mfa_enabled = TRUE AND mfa_since >= :moment
            """)
        .bind("user", user.value())
        .bind("moment", moment)
        .first(row -> row.uuid("id"))
        .isPresent();
  }

  void switchOff(Tx tx, UserId user) {
    tx.sql("UPDATE users SET mfa_secret = NULL, mfa_enabled = FALSE WHERE id = :user")
        .bind("user", user.value())
        .update();
  }
}
