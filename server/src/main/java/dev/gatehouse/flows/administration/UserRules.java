package dev.gatehouse.flows.administration;

import dev.gatehouse.flows.administration.Acts.Act;
import dev.gatehouse.identity.access.Powers;
import dev.gatehouse.identity.access.Role;
import dev.gatehouse.identity.access.Roles;
import dev.gatehouse.identity.accounts.Account;
import dev.gatehouse.identity.accounts.AccountChanges;
import dev.gatehouse.identity.accounts.UserId;
import dev.gatehouse.platform.storage.Tx;

/// What holds for every change of a user: who may make it, and that somebody stays administrator.
///
/// Rows are taken in one order: the role `admin`, the account, its refresh tokens, its sessions,
/// the news. What makes or unmakes an administrator takes the role first, so that of two who would
/// remove the last two at once, one sees what the other has done.
final class UserRules {
  private final Acts acts;
  private final UserAdministration.Parts parts;
  private final AccountChanges changes = new AccountChanges();

  UserRules(Acts acts, UserAdministration.Parts parts) {
    this.acts = acts;
    this.parts = parts;
  }

  /// Takes the rows that every change takes, and sees that the actor may act on this user.
  Account begin(Tx tx, Act act, UserId id) {
    parts.roles().lockAdministrators(tx);
    if (!changes.begin(tx, id, parts.clock().instant())) {
      throw Acts.deny(new Denial.NotFound());
    }
    requireCovered(act.actor(), parts.roles().powersOf(tx, id), new Denial.MorePowerful());
    acts.record(tx, act);
    return parts.accounts().find(tx, id).orElseThrow();
  }

  Role find(Tx tx, String role) {
    return parts.roles().find(tx, role).orElseThrow(() -> Acts.deny(new Denial.Unknown(role)));
  }

  static void requireCovered(Actor actor, Powers powers, Denial otherwise) {
    if (!actor.powers().cover(powers)) {
      throw Acts.deny(otherwise);
    }
  }

  boolean isAdministrator(Tx tx, Account account) {
    return account.isActive() && parts.roles().holds(tx, account.id(), Roles.ADMIN);
  }

  void requireAdministrator(Tx tx, boolean hadOne) {
    if (hadOne && !parts.roles().hasAdministrator(tx)) {
      throw Acts.deny(new Denial.LastAdministrator());
    }
  }
}
