package dev.gatehouse.identity.access;

import dev.gatehouse.identity.accounts.UserId;
import dev.gatehouse.platform.storage.Tx;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// Who holds which role.
final class HolderTable {

  List<String> namesOf(Tx tx, UserId user) {
    return tx.sql(
            """
            SELECT r.name FROM user_roles ur JOIN roles r ON r.id = ur.role_id
            WHERE ur.user_id = :user ORDER BY r.name
            """)
        .bind("user", user.value())
        .list(row -> row.text("name"));
  }

  Map<UserId, List<String>> namesOf(Tx tx, Collection<UserId> users) {
    Map<UserId, List<String>> found = new HashMap<>();
    if (users.isEmpty()) {
      return found;
    }
    tx.sql(
            """
            SELECT ur.user_id, r.name FROM user_roles ur JOIN roles r ON r.id = ur.role_id
            WHERE ur.user_id IN (<users>) ORDER BY r.name
            """)
        .bindList("users", users.stream().map(UserId::value).toList())
        .list(row -> Map.entry(new UserId(row.uuid("user_id")), row.text("name")))
        .forEach(pair ->
            found.computeIfAbsent(pair.getKey(), _ -> new ArrayList<>()).add(pair.getValue()));
    return found;
  }

  List<UserId> some(Tx tx, UUID role, int most) {
    return tx.sql("SELECT user_id FROM user_roles WHERE role_id = :role LIMIT :most")
        .bind("role", role)
        .bind("most", most)
        .list(row -> new UserId(row.uuid("user_id")));
  }

  boolean holds(Tx tx, UserId user, UUID role) {
    return tx.sql("SELECT 1 AS n FROM user_roles WHERE user_id = :user AND role_id = :role")
        .bind("user", user.value())
        .bind("role", role)
        .first(row -> row.number("n"))
        .isPresent();
  }

  /// Whether there is such a user and such a role.
  boolean grant(Tx tx, UserId user, String role) {
    return tx.sql(
                """
                INSERT INTO user_roles (user_id, role_id)
                SELECT u.id, r.id FROM users u, roles r WHERE u.id = :user AND r.name = :role
                """)
            .bind("user", user.value())
            .bind("role", role)
            .update()
        == 1;
  }

  void revoke(Tx tx, UserId user, UUID role) {
    tx.sql("DELETE FROM user_roles WHERE user_id = :user AND role_id = :role")
        .bind("user", user.value())
        .bind("role", role)
        .update();
  }

  /// Whether anybody who may sign in holds the role.
  boolean hasActive(Tx tx, String role) {
    return tx.sql(
            """
            SELECT 1 AS n FROM roles r JOIN user_roles ur ON ur.role_id = r.id
            JOIN users u ON u.id = ur.user_id
            WHERE r.name = :role AND u.is_active = TRUE AND u.hashed_password IS NOT NULL LIMIT 1
            """)
        .bind("role", role)
        .first(row -> row.number("n"))
        .isPresent();
  }
}
