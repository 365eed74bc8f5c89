package dev.gatehouse.flows.signup;

import dev.gatehouse.identity.access.Permission;
import dev.gatehouse.identity.access.Powers;
import dev.gatehouse.identity.access.Role;
import dev.gatehouse.identity.access.Roles;
import dev.gatehouse.identity.accounts.Account;
import dev.gatehouse.identity.accounts.Accounts;
import dev.gatehouse.identity.accounts.EmailAddress;
import dev.gatehouse.identity.accounts.UserId;
import dev.gatehouse.identity.audit.Audit;
import dev.gatehouse.identity.audit.AuditEvent;
import dev.gatehouse.identity.audit.Client;
import dev.gatehouse.identity.invitations.Invitation;
import dev.gatehouse.identity.invitations.Invitations;
import dev.gatehouse.platform.crypto.Secret;
import dev.gatehouse.platform.storage.Database;
import dev.gatehouse.platform.storage.Tx;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Makes the account that somebody was invited to: its address is proven by the mail, its roles are
/// those of the invitation, if whoever gave them could still give them now.
public final class InvitationAcceptance {
  private static final String ACTION = "invitation.accept";

  private final Database database;
  private final SignUp signUp;
  private final Parts parts;

  public InvitationAcceptance(Database database, SignUp signUp, Parts parts) {
    this.database = database;
    this.signUp = signUp;
    this.parts = parts;
  }

  /// The address that `token` invites; empty for what is no such token.
  public Optional<String> emailOf(String token) {
    return database.read(tx -> parts.invitations.find(tx, token)).map(Invitation::email);
  }

  /// Accepts the invitation that `token` is of. Check the password policy first. Empty when it is
  /// used, over, taken back, forged, or not its giver's to give any more.
  ///
  /// @param firstAct what the new account does in the transaction that makes it
  public <T> Optional<SignUp.Outcome<T>> accept(
      String token,
      @Nullable String name,
      Secret password,
      Client client,
      SignUp.FirstAct<T> firstAct) {
    Invitation invitation =
        database
            .read(tx -> parts.invitations.find(tx, token).filter(found -> isStillGiven(tx, found)))
            .orElse(null);
    if (invitation == null
        || !(EmailAddress.parse(invitation.email())
            instanceof EmailAddress.Parsed.Valid(EmailAddress email))) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          signUp.create(
              new SignUp.Person(email, name),
              password,
              new SignUp.Standing(invitation.roles(), true),
              client,
              (tx, endings, account) -> {
                use(tx, invitation, account, client);
                return firstAct.act(tx, endings, account);
              }));
    } catch (Gone e) {
      return Optional.empty();
    }
  }

  private void use(Tx tx, Invitation invitation, Account account, Client client) {
    if (!isStillGiven(tx, invitation) || !parts.invitations.use(tx, invitation)) {
      throw new Gone();
    }
    String id = account.id().toString();
    parts.audit.record(
        tx, AuditEvent.done(id, ACTION, id).about(invitation.id().toString()), client);
  }

  private boolean isStillGiven(Tx tx, Invitation invitation) {
    UserId giver = invitation.invitedBy();
    Powers powers = giver == null ? Powers.ALL : powersOf(tx, giver);
    if (!powers.allow(Permission.USERS_WRITE)
        || (!Set.of(Roles.USER).containsAll(invitation.roles())
            && !powers.allow(Permission.ROLES_WRITE))) {
      return false;
    }
    for (String name : invitation.roles()) {
      Role role = parts.roles.find(tx, name).orElse(null);
      if (role == null || !powers.cover(role.powers())) {
        return false;
      }
    }
    return true;
  }

  private Powers powersOf(Tx tx, UserId giver) {
    boolean active = parts.accounts.find(tx, giver).filter(Account::isActive).isPresent();
    return active ? parts.roles.powersOf(tx, giver) : Powers.NONE;
  }

  /// The features that it joins.
  public record Parts(Accounts accounts, Roles roles, Invitations invitations, Audit audit) {}

  /// Undoes the transaction.
  private static final class Gone extends RuntimeException {
    @java.io.Serial private static final long serialVersionUID = 1L;

    Gone() {
      super("the invitation is gone", null, false, false);
    }
  }
}
