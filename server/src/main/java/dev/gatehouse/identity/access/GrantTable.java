package dev.gatehouse.identity.access;

import dev.gatehouse.identity.accounts.UserId;
import dev.gatehouse.platform.storage.Batch;
import dev.gatehouse.platform.storage.Tx;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

final class GrantTable {

  void insert(Tx tx, Map<UserId, List<String>> roles) {
    Map<String, UUID> ids = new HashMap<>();
    tx.sql("SELECT id, name FROM roles")
        .list(row -> Map.entry(row.text("name"), row.uuid("id")))
        .forEach(role -> ids.put(role.getKey(), role.getValue()));
    Batch batch = tx.batch("INSERT INTO user_roles (user_id, role_id) VALUES (:user, :role)");
    roles.forEach((user, names) -> {
      for (String name : names) {
        UUID role = ids.get(name);
        if (role != null) {
          batch.row().bind("user", user.value()).bind("role", role);
        }
      }
    });
    batch.run();
  }
}
