package dev.gatehouse.flows.signin;

import dev.gatehouse.flows.signin.SessionStarter.Manner;
import dev.gatehouse.identity.accounts.Account;
import dev.gatehouse.identity.accounts.AccountChanges;
import dev.gatehouse.identity.accounts.Accounts;
import dev.gatehouse.identity.accounts.EmailAddress;
import dev.gatehouse.identity.accounts.UserId;
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
import dev.gatehouse.identity.passwords.PasswordHasher;
import dev.gatehouse.identity.passwords.Passwords;
import dev.gatehouse.identity.revocations.Endings;
import dev.gatehouse.identity.sessions.AuthMethods;
import dev.gatehouse.identity.sessions.Carriage;
import dev.gatehouse.identity.sessions.EndReason;
import dev.gatehouse.identity.tokens.Caller;
import dev.gatehouse.platform.crypto.Secret;
import dev.gatehouse.platform.storage.Database;
import dev.gatehouse.platform.storage.Tx;
import java.time.Duration;
import java.util.Optional;

/// A user changes their password: by the one before, or because they have to, by the token that
/// their sign-in led to. Every session ends, every one-time token is void, and a new session
/// begins.
///
/// Check the password policy first.
public final class PasswordChange {
  private static final String ACTION = "password.change";

  private final Database database;
  private final Renewal renewal;
  private final OneTimeTokens tokens;
  private final Passwords passwords;
  private final Parts parts;

  public PasswordChange(
      Database database, Renewal renewal, OneTimeTokens tokens, Passwords passwords, Parts parts) {
    this.database = database;
    this.renewal = renewal;
    this.tokens = tokens;
    this.passwords = passwords;
    this.parts = parts;
  }

  /// By the password of now. The new session states that alone: what asks for a second factor asks
  /// for it again.
  public Outcome change(
      Caller caller, Secret current, Secret wanted, Carriage carriage, Client client) {
    return switch (parts.ownPassword.check(caller.account(), current, ACTION, client)) {
      case OwnPassword.Verdict.Wrong _ -> new Outcome.WrongPassword();
      case OwnPassword.Verdict.Busy(Duration retryAfter) -> new Outcome.Busy(retryAfter);
      case OwnPassword.Verdict.Right _ -> {
        UserId user = caller.account().id();
        Manner manner = new Manner(carriage, AuthMethods.PASSWORD);
        Renewal.Asked asked = new Renewal.Asked(user, caller.session(), manner, client);
        yield hashed(
            wanted,
            client,
            hash ->
                renewal.within((tx, endings) -> {
                  SessionStarter.Started begun =
                      renewal.renewAlone(tx, endings, asked, EndReason.PASSWORD_CHANGED);
                  store(tx, caller.account(), hash, client);
                  return begun;
                }));
      }
    };
  }

  /// The address of the account whose password `token` changes; empty for what is no such token.
  public Optional<String> emailOf(String token) {
    return database.read(tx ->
        tokens
            .find(tx, token, Purpose.PASSWORD_CHANGE)
            .flatMap(found -> parts.accounts.find(tx, found.user()))
            .map(Account::email));
  }

  /// By the token of a sign-in that led here. The password has to be another one, where there was
  /// one: who came by a passkey may have none.
  public Outcome change(String token, Secret wanted, Carriage carriage, Client client) {
    Accounts.Credentials before = database.read(tx -> before(tx, token)).orElse(null);
    if (before == null) {
      return new Outcome.Over();
    }
    Taking taking = new Taking(carriage, client);
    String old = before.hashedPassword();
    return old == null
        ? take(token, wanted, taking)
        : switch (passwords.verify(client.source(), new PasswordHash(old), wanted)) {
          case HashPool.Outcome.Busy<?>(Duration retryAfter) -> new Outcome.Busy(retryAfter);
          case HashPool.Outcome.Done<PasswordHasher.Verdict>(PasswordHasher.Verdict verdict)
              when verdict != PasswordHasher.Verdict.WRONG ->
              new Outcome.SamePassword();
          case HashPool.Outcome.Done<PasswordHasher.Verdict> _ -> take(token, wanted, taking);
        };
  }

  private Outcome take(String token, Secret wanted, Taking taking) {
    return hashed(
        wanted,
        taking.client,
        hash ->
            renewal
                .within((tx, endings) -> use(tx, endings, token, hash, taking))
                .flatMap(begun -> begun));
  }

  private Optional<SessionStarter.Started> use(
      Tx tx, Endings endings, String text, PasswordHash hash, Taking taking) {
    OneTimeToken token = tokens.find(tx, text, Purpose.PASSWORD_CHANGE).orElse(null);
    if (token == null) {
      return Optional.empty();
    }
    UserId user = token.user();
    parts.changes.begin(tx, user, database.clock().instant());
    Account account = parts.accounts.find(tx, user).orElse(null);
    if (account == null
        || !account.isActive()
        || account.authEpoch() != token.epoch()
        || !tokens.use(tx, token)) {
      return Optional.empty();
    }
    store(tx, account, hash, taking.client);
    String methods = token.subject() == null ? AuthMethods.PASSWORD : token.subject();
    return Optional.of(
        renewal.beginAlone(
            tx,
            endings,
            user,
            new Manner(taking.carriage, methods),
            taking.client,
            EndReason.PASSWORD_CHANGED));
  }

  private void store(Tx tx, Account account, PasswordHash hash, Client client) {
    UserId user = account.id();
    parts.changes.setPassword(tx, user, hash.encoded());
    parts.changes.requirePasswordChange(tx, user, false);
    tokens.voidAllOf(tx, user);
    String who = user.toString();
    parts.audit.record(tx, AuditEvent.done(who, ACTION, who), client);
    Notice notice = Notice.passwordChanged(client, database.clock().instant());
    parts.notices.send(tx, account, notice);
  }

  private Outcome hashed(Secret wanted, Client client, Change change) {
    return switch (passwords.hash(client.source(), wanted)) {
      case HashPool.Outcome.Busy<?>(Duration retryAfter) -> new Outcome.Busy(retryAfter);
      case HashPool.Outcome.Done<PasswordHash>(PasswordHash hash) ->
          change
              .run(hash)
              .<Outcome>map(begun -> new Outcome.Changed(renewal.handOver(begun)))
              .orElseGet(Outcome.Over::new);
    };
  }

  private Optional<Accounts.Credentials> before(Tx tx, String text) {
    return tokens
        .find(tx, text, Purpose.PASSWORD_CHANGE)
        .flatMap(token -> parts.accounts.find(tx, token.user()))
        .flatMap(account -> credentials(tx, account));
  }

  private Optional<Accounts.Credentials> credentials(Tx tx, Account account) {
    return EmailAddress.parse(account.email())
            instanceof EmailAddress.Parsed.Valid(EmailAddress email)
        ? parts.accounts.findByEmail(tx, email)
        : Optional.empty();
  }

  /// The features that a change joins.
  public record Parts(
      OwnPassword ownPassword,
      Accounts accounts,
      AccountChanges changes,
      Notices notices,
      Audit audit) {}

  private record Taking(Carriage carriage, Client client) {}

  private interface Change {
    Optional<? extends SessionStarter.Started> run(PasswordHash hash);
  }

  /// What came of it.
  public sealed interface Outcome {
    /// The new password counts.
    record Changed(Entry entry) implements Outcome {}

    record WrongPassword() implements Outcome {}

    /// It is the old one, where it had to be another.
    record SamePassword() implements Outcome {}

    /// The session or the token is over.
    record Over() implements Outcome {}

    /// Too many passwords are being hashed.
    record Busy(Duration retryAfter) implements Outcome {}
  }
}
