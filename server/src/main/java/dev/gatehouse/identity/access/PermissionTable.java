package dev.gatehouse.identity.access;

import dev.gatehouse.platform.storage.Tx;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

final class PermissionTable {

  List<NamedPermission> all(Tx tx) {
    return tx.sql("SELECT name, description FROM permissions ORDER BY name")
        .list(row ->
            new NamedPermission(
                row.text("name"),
                row.textOrNull("description"),
                Permission.isBuiltIn(row.text("name"))));
  }

  List<String> names(Tx tx) {
    return tx.sql("SELECT name FROM permissions ORDER BY name").list(row -> row.text("name"));
  }

  void insert(Tx tx, UUID id, String name, @Nullable String description) {
    tx.sql("INSERT INTO permissions (id, name, description) VALUES (:id, :name, :description)")
        .bind("id", id)
        .bind("name", name)
        .bind("description", description)
        .update();
  }

  /// Raises the epoch of everybody whom the permission reaches through a role, in one statement.
  void raiseEpochs(Tx tx, String name) {
    tx.sql(
            """
            UPDATE users SET auth_epoch = auth_epoch + 1
            WHERE id IN (
              SELECT ur.user_id FROM user_roles ur
              JOIN role_permissions rp ON rp.role_id = ur.role_id
              JOIN permissions p ON p.id = rp.permission_id
              WHERE p.name = :name)
            """)
        .bind("name", name)
        .update();
  }

  void delete(Tx tx, String name) {
    tx.sql("DELETE FROM permissions WHERE name = :name").bind("name", name).update();
  }
}
