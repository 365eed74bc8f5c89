package dev.gatehouse.identity.access;

import dev.gatehouse.identity.accounts.UserId;
import dev.gatehouse.platform.storage.Batch;
import dev.gatehouse.platform.storage.Tx;
import java.util.List;
import java.util.Map;

final class GrantTable {

  void insert(Tx tx, Map<UserId, List<String>> roles) {
    Batch batch =
        tx.batch(
            """
            INSERT INTO user_roles (user_id, role_id)
            SELECT u.id, r.id FROM users u, roles r WHERE u.id = :user AND r.name = :role
            """);
    roles.forEach((user, names) ->
        names.forEach(name -> batch.row().bind("user", user.value()).bind("role", name)));
    batch.run();
  }
}
