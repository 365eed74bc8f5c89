package dev.gatehouse.app;

import dev.gatehouse.contracts.Gate;
import dev.gatehouse.contracts.PasswordRules;
import dev.gatehouse.contracts.PermissionDoor;
import dev.gatehouse.contracts.admin.AdminApi;
import dev.gatehouse.contracts.admin.AdminCall;
import dev.gatehouse.contracts.admin.AdminTable;
import dev.gatehouse.flows.administration.KeyAdministration;
import dev.gatehouse.flows.administration.Trespass;
import dev.gatehouse.identity.directory.Directory;
import java.util.List;

/// Builds the admin API.
final class AdminContract {
  private AdminContract() {}

  static AdminApi over(Live live, PermissionDoor door, PasswordRules rules) {
    return new AdminApi(door, calls(live, rules));
  }

  /// What stands before it, and before whatever else asks for a permission.
  static PermissionDoor door(Live live, Gate gate) {
    Parts parts = live.parts();
    return new PermissionDoor(
        gate, live.permissions(), new Trespass(parts.database(), parts.audit()));
  }

  private static List<AdminCall> calls(Live live, PasswordRules rules) {
    Parts parts = live.parts();
    return AdminTable.calls(
        new AdminTable.Parts(
            parts.administration(),
            EmailWiring.administration(parts),
            new KeyAdministration(parts.signingKeys(), parts.audit()),
            KeyParts.administration(parts),
            new AdminTable.Reads(
                parts.database(),
                parts.accounts(),
                parts.sessions(),
                new Directory(parts.roles()),
                parts.why()),
            rules,
            live.cleaner(),
            new AdminTable.Transfer(UserTransfer.importer(parts), UserTransfer.exporter(parts)),
            live.auditTrail().check(),
            new AdminTable.Hooks(
                live.hooks().administration(), live.hooks().upkeep(), parts.outbound().rules()),
            parts.keyring().deriveCurrent("admin cursors")));
  }
}
