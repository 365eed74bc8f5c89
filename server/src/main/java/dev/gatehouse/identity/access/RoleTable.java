package dev.gatehouse.identity.access;

import dev.gatehouse.platform.storage.Row;
import dev.gatehouse.platform.storage.Tx;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

final class RoleTable {

  List<Stored> all(Tx tx) {
    return tx.sql("SELECT id, name, description FROM roles ORDER BY name").list(RoleTable::role);
  }

  /// A database may take two spellings for one (MySQL: with and without spaces at the end), the
  /// server does not.
  Optional<Stored> find(Tx tx, String name) {
    return tx.sql("SELECT id, name, description FROM roles WHERE name = :name")
        .bind("name", name)
        .first(RoleTable::role)
        .filter(role -> role.name().equals(name));
  }

  void insert(Tx tx, UUID id, String name, @Nullable String description) {
    tx.sql("INSERT INTO roles (id, name, description) VALUES (:id, :name, :description)")
        .bind("id", id)
        .bind("name", name)
        .bind("description", description)
        .update();
  }

  /// Changes nothing, and lets no other transaction do the same before this one ends.
  void lock(Tx tx, String name) {
    tx.sql("UPDATE roles SET description = description WHERE name = :name")
        .bind("name", name)
        .update();
  }

  void describe(Tx tx, UUID id, @Nullable String description) {
    tx.sql("UPDATE roles SET description = :description WHERE id = :id")
        .bind("description", description)
        .bind("id", id)
        .update();
  }

  void delete(Tx tx, UUID id) {
    tx.sql("DELETE FROM roles WHERE id = :id").bind("id", id).update();
  }

  Map<String, Set<String>> permissionsByRole(Tx tx) {
    Map<String, Set<String>> found = new HashMap<>();
    tx.sql(
            """
            SELECT r.name AS role, p.name AS permission FROM role_permissions rp
            JOIN roles r ON r.id = rp.role_id JOIN permissions p ON p.id = rp.permission_id
            """)
        .list(row -> Map.entry(row.text("role"), row.text("permission")))
        .forEach(pair ->
            found.computeIfAbsent(pair.getKey(), _ -> new HashSet<>()).add(pair.getValue()));
    return found;
  }

  List<String> permissionsOf(Tx tx, UUID role) {
    return tx.sql(
            """
            SELECT p.name FROM role_permissions rp JOIN permissions p ON p.id = rp.permission_id
            WHERE rp.role_id = :role ORDER BY p.name
            """)
        .bind("role", role)
        .list(row -> row.text("name"));
  }

  void allow(Tx tx, UUID role, String permission) {
    tx.sql(
            """
            INSERT INTO role_permissions (role_id, permission_id)
            SELECT r.id, p.id FROM roles r, permissions p WHERE r.id = :role AND p.name = :permission
            """)
        .bind("role", role)
        .bind("permission", permission)
        .update();
  }

  void disallow(Tx tx, UUID role, String permission) {
    tx.sql(
            """
            DELETE FROM role_permissions WHERE role_id = :role
              AND permission_id IN (SELECT id FROM permissions WHERE name = :permission)
            """)
        .bind("role", role)
        .bind("permission", permission)
        .update();
  }

  /// Raises the epoch of everybody who holds the role, in one statement.
  void raiseEpochs(Tx tx, UUID role) {
    tx.sql(
            """
            UPDATE users SET auth_epoch = auth_epoch + 1
            WHERE id IN (SELECT user_id FROM user_roles WHERE role_id = :role)
            """)
        .bind("role", role)
        .update();
  }

  private static Stored role(Row row) {
    return new Stored(row.uuid("id"), row.text("name"), row.textOrNull("description"));
  }

  record Stored(UUID id, String name, @Nullable String description) {}
}
