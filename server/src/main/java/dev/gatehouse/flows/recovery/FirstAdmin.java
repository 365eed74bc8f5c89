package dev.gatehouse.flows.recovery;

import dev.gatehouse.identity.access.Roles;
import dev.gatehouse.identity.accounts.Account;
import dev.gatehouse.identity.accounts.Accounts;
import dev.gatehouse.identity.accounts.EmailAddress;
import dev.gatehouse.identity.accounts.UserId;
import dev.gatehouse.identity.audit.Audit;
import dev.gatehouse.identity.audit.AuditEvent;
import dev.gatehouse.identity.audit.Client;
import dev.gatehouse.identity.onetime.OneTimeTokens;
import dev.gatehouse.identity.onetime.Purpose;
import dev.gatehouse.platform.crypto.Randomness;
import dev.gatehouse.platform.storage.Database;
import dev.gatehouse.platform.storage.StorageException;
import dev.gatehouse.platform.storage.Tx;
import java.util.List;
import java.util.Optional;

/// The first administrator of a server that nobody has used yet: an account without a password, and
/// a one-time token to set it.
public final class FirstAdmin {
  private final Database database;
  private final Accounts accounts;
  private final Roles roles;
  private final OneTimeTokens tokens;
  private final Audit audit;
  private final Randomness random;

  public FirstAdmin(
      Database database,
      Accounts accounts,
      Roles roles,
      OneTimeTokens tokens,
      Audit audit,
      Randomness random) {
    this.database = database;
    this.accounts = accounts;
    this.roles = roles;
    this.tokens = tokens;
    this.audit = audit;
    this.random = random;
  }

  /// A token that sets the password of the administrator at `email`: made together with the account
  /// when there is no account at all, and made anew while that one has no password yet. Empty in
  /// every other case.
  public Optional<String> invite(EmailAddress email) {
    try {
      return database.write(tx -> invite(tx, email));
    } catch (StorageException.UniqueViolation e) {
      return Optional.empty(); // another node was first, and shows its own
    }
  }

  private Optional<String> invite(Tx tx, EmailAddress email) {
    if (!accounts.exist(tx)) {
      return Optional.of(tokens.issue(tx, create(tx, email), Purpose.FIRST_ADMIN, 0));
    }
    return accounts
        .findByEmail(tx, email)
        .filter(found -> found.hashedPassword() == null)
        .map(Accounts.Credentials::account)
        .filter(account -> account.isActive() && account.lastLogin() == null)
        .filter(account -> roles.of(tx, account.id()).contains(Roles.ADMIN))
        .map(account -> tokens.issue(tx, account.id(), Purpose.FIRST_ADMIN, account.authEpoch()));
  }

  private UserId create(Tx tx, EmailAddress email) {
    UserId id = new UserId(random.uuid());
    Account account =
        new Account(
            id, email.value(), null, true, true, false, 0, null, database.clock().instant(), null);
    accounts.create(tx, account, email, null);
    List.of(Roles.ADMIN, Roles.USER).forEach(role -> roles.grant(tx, id, role));
    audit.record(tx, AuditEvent.done(null, "account.create", id.toString()), Client.COMMAND_LINE);
    return id;
  }
}
