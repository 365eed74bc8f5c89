package dev.gatehouse.flows.administration;

import dev.gatehouse.flows.administration.Acts.Act;
import dev.gatehouse.identity.access.Role;
import dev.gatehouse.identity.accounts.Account;
import dev.gatehouse.identity.accounts.UserId;

/// Gives roles to users and takes them.
final class UserRoles {
  private final Acts acts;
  private final UserAdministration.Parts parts;
  private final UserRules rules;

  UserRoles(Acts acts, UserAdministration.Parts parts, UserRules rules) {
    this.acts = acts;
    this.parts = parts;
    this.rules = rules;
  }

  /// Gives a role; done as well when the user holds it already.
  Outcome<UserId> grant(Actor actor, UserId id, String role) {
    Act act = new Act(actor, "user.role.grant", id.toString(), role);
    return acts.perform(
        act,
        new Denial.NameTaken(),
        (tx, endings) -> {
          parts.roles().lockAdministrators(tx);
          Role wanted = rules.find(tx, role);
          UserRules.requireCovered(actor, wanted.powers(), new Denial.MoreThanHeld());
          rules.begin(tx, act, id);
          if (!parts.roles().holds(tx, id, role)) {
            parts.roles().grant(tx, id, role);
            parts.accounts().raiseEpoch(tx, endings, id);
          }
          return id;
        });
  }

  /// Takes a role; done as well when the user does not hold it.
  Outcome<UserId> revoke(Actor actor, UserId id, String role) {
    Act act = new Act(actor, "user.role.revoke", id.toString(), role);
    return acts.perform(
        act,
        new Denial.NameTaken(),
        (tx, endings) -> {
          parts.roles().lockAdministrators(tx);
          rules.find(tx, role);
          Account before = rules.begin(tx, act, id);
          if (parts.roles().holds(tx, id, role)) {
            boolean admin = rules.isAdministrator(tx, before);
            parts.roles().revoke(tx, id, role);
            parts.accounts().raiseEpoch(tx, endings, id);
            rules.requireAdministrator(tx, admin);
          }
          return id;
        });
  }
}
