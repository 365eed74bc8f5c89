package dev.gatehouse.identity.access;

import dev.gatehouse.identity.accounts.Account;
import dev.gatehouse.identity.accounts.AccountRow;
import dev.gatehouse.identity.accounts.UserId;
import dev.gatehouse.platform.storage.Tx;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

final class ProfileTable {
  private static final String SELECT = "SELECT " + AccountRow.COLUMNS;

  /// Account and roles by one statement, so that both are of one moment.
  Optional<Profile> find(Tx tx, UserId user) {
    List<Held> rows =
        tx.sql(
                SELECT
                    + """
                    , r.name AS role_name FROM users u
                    LEFT JOIN user_roles ur ON ur.user_id = u.id
                    LEFT JOIN roles r ON r.id = ur.role_id
                    WHERE u.id = :user
                    """)
            .bind("user", user.value())
            .list(row -> new Held(AccountRow.read(row), row.textOrNull("role_name")));
    if (rows.isEmpty()) {
      return Optional.empty();
    }
    List<String> roles = rows.stream().map(Held::role).filter(Objects::nonNull).sorted().toList();
    return Optional.of(new Profile(rows.getFirst().account, roles));
  }

  private record Held(Account account, @Nullable String role) {}
}
