package dev.gatehouse.flows.administration;

import dev.gatehouse.flows.administration.Acts.Act;
import dev.gatehouse.identity.access.Permission;
import dev.gatehouse.identity.access.Role;
import dev.gatehouse.identity.access.Roles;
import dev.gatehouse.identity.accounts.Accounts;
import dev.gatehouse.identity.accounts.EmailAddress;
import dev.gatehouse.identity.audit.Audit;
import dev.gatehouse.identity.invitations.Invitation;
import dev.gatehouse.identity.invitations.Invitations;
import dev.gatehouse.identity.notices.Notice;
import dev.gatehouse.identity.notices.Notices;
import dev.gatehouse.identity.revocations.Revocations;
import dev.gatehouse.platform.storage.Database;
import dev.gatehouse.platform.storage.Tx;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/// Invites people, and takes invitations back. Nobody gives a role that may do more than they.
public final class InvitationAdministration {
  private static final int MOST_LISTED = 1000;

  private final Database database;
  private final Acts acts;
  private final Parts parts;

  public InvitationAdministration(
      Database database, Revocations revocations, Audit audit, Parts parts) {
    this.database = database;
    this.acts = new Acts(database, revocations, audit);
    this.parts = parts;
  }

  /// Whether anybody can be reached.
  public boolean areMailed() {
    return parts.notices.areSent();
  }

  /// Invites whoever reads the mail of `email`.
  public Outcome<Invitation> invite(Actor actor, EmailAddress email, List<String> roles) {
    Act act = new Act(actor, "invitation.create", null, String.join(" ", roles));
    return acts.perform(
        act,
        new Denial.EmailTaken(),
        (tx, _) -> {
          requireCovered(tx, actor, roles);
          if (parts.accounts.isTaken(tx, email, database.clock().instant())) {
            throw Acts.deny(new Denial.EmailTaken());
          }
          Invitations.Issued issued = parts.invitations.issue(tx, email, roles, actor.user());
          parts.notices.send(tx, email, Notice.invitation(issued.token()));
          String id = issued.invitation().id().toString();
          acts.record(tx, new Act(actor, act.action(), id, act.detail()));
          return issued.invitation();
        });
  }

  /// Those that can still be accepted, the newest first.
  public List<Invitation> open() {
    return database.read(tx -> parts.invitations.open(tx, MOST_LISTED));
  }

  public Outcome<UUID> withdraw(Actor actor, UUID id) {
    Act act = new Act(actor, "invitation.delete", id.toString());
    return acts.perform(
        act,
        new Denial.NameTaken(),
        (tx, _) -> {
          if (!parts.invitations.withdraw(tx, id)) {
            throw Acts.deny(new Denial.NotFound());
          }
          acts.record(tx, act);
          return id;
        });
  }

  private void requireCovered(Tx tx, Actor actor, List<String> roles) {
    for (String role : roles) {
      Role wanted = parts.roles.find(tx, role).orElse(null);
      if (wanted == null) {
        throw Acts.deny(new Denial.Unknown(role));
      }
      if (!actor.powers().cover(wanted.powers())) {
        throw Acts.deny(new Denial.MoreThanHeld());
      }
    }
    if (!Set.of(Roles.USER).containsAll(roles) && !actor.powers().allow(Permission.ROLES_WRITE)) {
      throw Acts.deny(new Denial.MoreThanHeld());
    }
  }

  /// The features that an invitation joins.
  public record Parts(Accounts accounts, Roles roles, Invitations invitations, Notices notices) {}
}
