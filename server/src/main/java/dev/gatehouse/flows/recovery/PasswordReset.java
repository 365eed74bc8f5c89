package dev.gatehouse.flows.recovery;

import dev.gatehouse.identity.accounts.Account;
import dev.gatehouse.identity.accounts.AccountChanges;
import dev.gatehouse.identity.accounts.Accounts;
import dev.gatehouse.identity.audit.Audit;
import dev.gatehouse.identity.audit.AuditEvent;
import dev.gatehouse.identity.audit.Client;
import dev.gatehouse.identity.notices.Notice;
import dev.gatehouse.identity.notices.Notices;
import dev.gatehouse.identity.onetime.OneTimeToken;
import dev.gatehouse.identity.onetime.OneTimeTokens;
import dev.gatehouse.identity.onetime.Purpose;
import dev.gatehouse.identity.passwords.HashPool;
import dev.gatehouse.identity.passwords.PasswordHash;
import dev.gatehouse.identity.passwords.Passwords;
import dev.gatehouse.identity.revocations.Endings;
import dev.gatehouse.identity.revocations.Revocations;
import dev.gatehouse.identity.sessions.EndReason;
import dev.gatehouse.identity.sessions.Sessions;
import dev.gatehouse.platform.crypto.Secret;
import dev.gatehouse.platform.storage.Database;
import dev.gatehouse.platform.storage.Tx;
import java.time.Duration;
import java.util.Optional;

/// Sets a new password by a one-time token, and ends every session of its user, who is told.
/// Whoever has the token reads the mail of the account, so that its address is verified from then
/// on. Of an address that nobody had proven, somebody else may have registered the account: what
/// was attached to it before goes, API keys and passkeys too.
public final class PasswordReset {
  private static final String ACTION = "password.reset";

  private final Database database;
  private final Revocations revocations;
  private final OneTimeTokens tokens;
  private final Passwords passwords;
  private final Parts parts;

  public PasswordReset(
      Database database,
      Revocations revocations,
      OneTimeTokens tokens,
      Passwords passwords,
      Parts parts) {
    this.database = database;
    this.revocations = revocations;
    this.tokens = tokens;
    this.passwords = passwords;
    this.parts = parts;
  }

  /// The address of the account whose password `token` sets; empty for what is no such token.
  public Optional<String> emailOf(String token) {
    return database.read(tx ->
        tokens
            .find(tx, token, Purpose.PASSWORD_RESET, Purpose.FIRST_ADMIN)
            .flatMap(found -> parts.accounts.find(tx, found.user()))
            .map(Account::email));
  }

  /// Everything else is looked at before the token is used up: check the password policy first.
  public Outcome reset(String token, Secret newPassword, Client client) {
    Optional<OneTimeToken> found =
        database.read(tx -> tokens.find(tx, token, Purpose.PASSWORD_RESET, Purpose.FIRST_ADMIN));
    if (found.isEmpty()) {
      return new Outcome.Refused();
    }
    return switch (passwords.hash(client.source(), newPassword)) {
      case HashPool.Outcome.Busy<?>(Duration retryAfter) -> new Outcome.Busy(retryAfter);
      case HashPool.Outcome.Done<PasswordHash>(PasswordHash hash) ->
          revocations.write((tx, endings) -> use(tx, endings, found.get(), hash, client))
              ? new Outcome.Done()
              : new Outcome.Refused();
    };
  }

  private boolean use(
      Tx tx, Endings endings, OneTimeToken token, PasswordHash hash, Client client) {
    String user = token.user().toString();
    boolean locked = parts.changes.begin(tx, token.user(), database.clock().instant());
    Account account = locked ? parts.accounts.find(tx, token.user()).orElse(null) : null;
    if (account == null || !account.isActive() || account.authEpoch() != token.epoch()) {
      parts.audit.record(tx, AuditEvent.refused(ACTION, user, "account_changed"), client);
      return false;
    }
    if (!tokens.use(tx, token)) {
      parts.audit.record(tx, AuditEvent.refused(ACTION, user, "token_used"), client);
      return false;
    }
    parts.accounts.raiseEpoch(tx, endings, token.user());
    parts.changes.setPassword(tx, token.user(), hash.encoded());
    tokens.voidAllOf(tx, token.user());
    if (account.isVerified()) {
      parts.sessions.endAllOf(tx, token.user(), EndReason.PASSWORD_CHANGED);
    } else {
      parts.attachments.drop(tx, endings, token.user(), EndReason.PASSWORD_CHANGED);
      parts.changes.setVerified(tx, token.user(), true);
    }
    parts.notices.send(tx, account, Notice.passwordChanged(client, database.clock().instant()));
    parts.audit.record(tx, AuditEvent.done(user, ACTION, user), client);
    return true;
  }

  /// The features that a reset changes.
  public record Parts(
      Accounts accounts,
      AccountChanges changes,
      Sessions sessions,
      Attachments attachments,
      Notices notices,
      Audit audit) {}

  /// What came of it.
  public sealed interface Outcome {
    /// The new password counts, and every session has ended.
    record Done() implements Outcome {}

    /// The token is used, expired, forged, or its user has changed since.
    record Refused() implements Outcome {}

    /// Too many passwords are being hashed.
    record Busy(Duration retryAfter) implements Outcome {}
  }
}
