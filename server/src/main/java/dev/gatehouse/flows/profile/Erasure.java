package dev.gatehouse.flows.profile;

import dev.gatehouse.identity.access.Roles;
import dev.gatehouse.identity.accounts.Account;
import dev.gatehouse.identity.accounts.AccountChanges;
import dev.gatehouse.identity.accounts.Accounts;
import dev.gatehouse.identity.accounts.UserId;
import dev.gatehouse.identity.apikeys.ApiKeys;
import dev.gatehouse.identity.audit.Audit;
import dev.gatehouse.identity.audit.AuditEvent;
import dev.gatehouse.identity.audit.Client;
import dev.gatehouse.identity.notices.Notice;
import dev.gatehouse.identity.notices.Notices;
import dev.gatehouse.identity.revocations.Endings;
import dev.gatehouse.identity.revocations.Revocations;
import dev.gatehouse.identity.sessions.EndReason;
import dev.gatehouse.identity.sessions.Sessions;
import dev.gatehouse.platform.storage.Database;
import dev.gatehouse.platform.storage.Tx;
import java.io.Serial;

/// Removes a user at their own wish, and all that is theirs. The audit keeps the bare id and stays
/// provable; whatever was handed out is dead on every node within the bound.
///
/// Rows are taken in the order of the administration of users: the role `admin`, the account, its
/// refresh tokens, its sessions, its keys, the audit's chain, the news.
public final class Erasure {
  private static final String ACTION = "account.erase";

  private final Database database;
  private final Revocations revocations;
  private final Parts parts;
  private final AccountChanges changes = new AccountChanges();

  public Erasure(Database database, Revocations revocations, Parts parts) {
    this.database = database;
    this.revocations = revocations;
    this.parts = parts;
  }

  /// Whether the user has a password to be asked for.
  public boolean asksForPassword(UserId user) {
    return database.read(tx -> parts.accounts.hasPassword(tx, user));
  }

  /// Erases `account`, whose owner has just proved who they are.
  public Outcome erase(Account account, Client client) {
    String user = account.id().toString();
    try {
      return revocations.write((tx, endings) -> erase(tx, endings, account, client));
    } catch (LastAdministrator e) {
      AuditEvent event = AuditEvent.refused(ACTION, user, "last_administrator").by(user);
      database.write(tx -> {
        parts.audit.record(tx, event, client);
        return true;
      });
      return new Outcome.LastAdministrator();
    }
  }

  private Outcome erase(Tx tx, Endings endings, Account seen, Client client) {
    UserId id = seen.id();
    parts.roles.lockAdministrators(tx);
    Account account =
        changes.begin(tx, id, database.clock().instant())
            ? parts.accounts.find(tx, id).orElse(null)
            : null;
    if (account == null || !account.isActive() || account.authEpoch() != seen.authEpoch()) {
      return new Outcome.Changed();
    }
    boolean admin = parts.roles.holds(tx, id, Roles.ADMIN);
    parts.accounts.raiseEpoch(tx, endings, id);
    parts.sessions.endAllOf(tx, id, EndReason.ENDED_BY_USER);
    parts.apiKeys.revokeAllOf(tx, endings, id, "account_erased");
    String user = id.toString();
    parts.audit.record(tx, AuditEvent.done(user, ACTION, user), client);
    parts.audit.erase(tx, user);
    parts.notices.send(tx, account, Notice.accountErased(database.clock().instant()));
    changes.delete(tx, id);
    if (admin && !parts.roles.hasAdministrator(tx)) {
      throw new LastAdministrator();
    }
    return new Outcome.Erased();
  }

  /// The features that an erasure joins.
  public record Parts(
      Accounts accounts,
      Roles roles,
      Sessions sessions,
      ApiKeys apiKeys,
      Audit audit,
      Notices notices) {}

  /// What came of it.
  public sealed interface Outcome {
    record Erased() implements Outcome {}

    /// Nobody would be left who may do everything.
    record LastAdministrator() implements Outcome {}

    /// The account has changed since its owner proved who they are.
    record Changed() implements Outcome {}
  }

  /// Undoes the unit.
  private static final class LastAdministrator extends RuntimeException {
    @Serial private static final long serialVersionUID = 1L;

    LastAdministrator() {
      super("the last administrator", null, false, false);
    }
  }
}
