package dev.gatehouse.flows.administration;

import dev.gatehouse.identity.access.RoleChanges;
import dev.gatehouse.identity.audit.Audit;
import dev.gatehouse.identity.revocations.Revocations;
import dev.gatehouse.platform.storage.Database;

/// All that operators do, over one database.
///
/// @param users creates, changes and deletes users
/// @param roles creates, changes and deletes roles and permissions
public record Administration(UserAdministration users, RoleAdministration roles) {

  public static Administration over(
      Database database, Revocations revocations, Audit audit, UserAdministration.Parts parts) {
    Acts acts = new Acts(database, revocations, audit);
    return new Administration(
        new UserAdministration(acts, parts),
        new RoleAdministration(database, acts, parts.roles(), new RoleChanges(parts.random())));
  }
}
