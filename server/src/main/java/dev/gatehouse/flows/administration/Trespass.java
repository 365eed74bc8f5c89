package dev.gatehouse.flows.administration;

import dev.gatehouse.identity.access.Permission;
import dev.gatehouse.identity.audit.Audit;
import dev.gatehouse.identity.audit.AuditEvent;
import dev.gatehouse.platform.storage.Database;

/// Writes down who knocked at a door that is not theirs.
public final class Trespass {
  private final Database database;
  private final Audit audit;

  public Trespass(Database database, Audit audit) {
    this.database = database;
    this.audit = audit;
  }

  /// Notes that `actor` asked for `call` without holding `permission`.
  public void record(Actor actor, Permission permission, String call) {
    AuditEvent event =
        AuditEvent.refused("admin.call", null, "permission_missing")
            .by(actor.name())
            .about(permission.code() + " for " + call);
    database.write(tx -> {
      audit.record(tx, event, actor.client());
      return true;
    });
  }
}
