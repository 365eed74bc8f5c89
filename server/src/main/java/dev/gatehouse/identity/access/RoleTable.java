package dev.gatehouse.identity.access;

import dev.gatehouse.identity.accounts.UserId;
import dev.gatehouse.platform.storage.Tx;
import java.util.List;
import java.util.Set;
import java.util.UUID;

final class RoleTable {

  List<String> namesOf(Tx tx, UserId user) {
    return tx.sql(
            """
            SELECT r.name FROM user_roles ur JOIN roles r ON r.id = ur.role_id
            WHERE ur.user_id = :user ORDER BY r.name
            """)
        .bind("user", user.value())
        .list(row -> row.text("name"));
  }

  Set<String> roles(Tx tx) {
    return Set.copyOf(tx.sql("SELECT name FROM roles").list(row -> row.text("name")));
  }

  Set<String> permissions(Tx tx) {
    return Set.copyOf(tx.sql("SELECT name FROM permissions").list(row -> row.text("name")));
  }

  void insertRole(Tx tx, UUID id, String name, String description) {
    tx.sql("INSERT INTO roles (id, name, description) VALUES (:id, :name, :description)")
        .bind("id", id)
        .bind("name", name)
        .bind("description", description)
        .update();
  }

  void insertPermission(Tx tx, UUID id, String name, String description) {
    tx.sql("INSERT INTO permissions (id, name, description) VALUES (:id, :name, :description)")
        .bind("id", id)
        .bind("name", name)
        .bind("description", description)
        .update();
  }

  void allow(Tx tx, String role, String permission) {
    tx.sql(
            """
            INSERT INTO role_permissions (role_id, permission_id)
            SELECT r.id, p.id FROM roles r, permissions p
            WHERE r.name = :role AND p.name = :permission
            """)
        .bind("role", role)
        .bind("permission", permission)
        .update();
  }

  /// Whether there is a role of this name to give.
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
}
