package dev.gatehouse.identity.accounts;

import dev.gatehouse.platform.storage.Tx;
import java.util.List;

final class TotpSecretTable {

  List<Stored> page(Tx tx, UserId last, int most) {
    return tx.sql(
            """
            SELECT id, mfa_secret FROM users WHERE id > :last AND mfa_secret IS NOT NULL
            ORDER BY id LIMIT :most
            """)
        .bind("last", last.value())
        .bind("most", most)
        .list(row -> new Stored(new UserId(row.uuid("id")), row.bytes("mfa_secret")));
  }

  /// False when it is another one by now.
  boolean replace(Tx tx, UserId user, byte[] old, byte[] renewed) {
    return tx.sql(
                """
                UPDATE users SET mfa_secret = :renewed WHERE id = :id AND mfa_secret = :old
                """)
            .bind("renewed", renewed)
            .bind("id", user.value())
            .bind("old", old)
            .update()
        == 1;
  }

  @SuppressWarnings("ArrayRecordComponent") // sealed anew, then dropped
  record Stored(UserId user, byte[] sealed) {}
}
