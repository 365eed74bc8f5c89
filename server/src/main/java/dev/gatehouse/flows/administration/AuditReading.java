package dev.gatehouse.flows.administration;

import dev.gatehouse.identity.access.Permission;
import dev.gatehouse.identity.audit.Audit;
import dev.gatehouse.identity.audit.AuditEvent;
import dev.gatehouse.platform.storage.Tx;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A webhook reads the audit for whoever looks after it: nobody gives what they do not hold.
final class AuditReading {
  private final Audit audit;

  AuditReading(Audit audit) {
    this.audit = audit;
  }

  static boolean isAllowed(Actor actor) {
    return actor.powers().allow(Permission.AUDIT_READ);
  }

  /// Writes down that it is not.
  ///
  /// @param webhook null when there is none yet
  <T> Outcome<T> refused(Tx tx, Actor actor, String action, @Nullable UUID webhook) {
    Denial denial = new Denial.PermissionMissing(Permission.AUDIT_READ);
    AuditEvent event =
        AuditEvent.refused(action, webhook == null ? null : webhook.toString(), denial.code())
            .by(actor.name())
            .about(Permission.AUDIT_READ.code());
    audit.record(tx, event, actor.client());
    return new Outcome.Denied<>(denial);
  }
}
