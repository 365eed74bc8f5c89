package dev.gatehouse.flows.signin;

import dev.gatehouse.identity.accounts.Account;
import dev.gatehouse.identity.accounts.Accounts;
import dev.gatehouse.identity.accounts.EmailAddress;
import dev.gatehouse.identity.audit.Audit;
import dev.gatehouse.identity.audit.AuditEvent;
import dev.gatehouse.identity.audit.Client;
import dev.gatehouse.identity.passwords.HashPool;
import dev.gatehouse.identity.passwords.PasswordHash;
import dev.gatehouse.identity.passwords.PasswordHasher;
import dev.gatehouse.identity.passwords.Passwords;
import dev.gatehouse.identity.tokens.AccessTokens;
import dev.gatehouse.platform.crypto.Secret;
import dev.gatehouse.platform.storage.Database;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Signs a user in by password.
///
/// An unknown email, an account without a password and an inactive one cost the same hash and get
/// the same answer as a wrong password.
public final class SignIn {
  private static final String PASSWORD = "pwd";

  private final Database database;
  private final Accounts accounts;
  private final Passwords passwords;
  private final SessionStarter starter;
  private final AccessTokens accessTokens;
  private final Audit audit;

  public SignIn(
      Database database,
      Accounts accounts,
      Passwords passwords,
      SessionStarter starter,
      AccessTokens accessTokens,
      Audit audit) {
    this.database = database;
    this.accounts = accounts;
    this.passwords = passwords;
    this.starter = starter;
    this.accessTokens = accessTokens;
    this.audit = audit;
  }

  public Outcome signIn(EmailAddress email, Secret password, Client client) {
    Accounts.Credentials found = database.read(tx -> accounts.findByEmail(tx, email)).orElse(null);
    return switch (passwords.verify(client.limited(), hashOf(found), password)) {
      case HashPool.Outcome.Busy<?>(Duration retryAfter) -> new Outcome.Busy(retryAfter);
      case HashPool.Outcome.Done<PasswordHasher.Verdict>(PasswordHasher.Verdict verdict) ->
          found != null && verdict.isRight()
              ? letIn(found, password, verdict, client)
              : refuse(found, client);
    };
  }

  private Outcome letIn(
      Accounts.Credentials found, Secret password, PasswordHasher.Verdict verdict, Client client) {
    Account account = found.account();
    Optional<SessionStarter.Started> started =
        database.write(tx ->
            accounts.signIn(tx, account.id(), account.authEpoch(), database.clock().instant())
                ? Optional.of(starter.start(tx, account, client, PASSWORD))
                : Optional.empty());
    if (started.isEmpty()) {
      return refuse(found, client);
    }
    if (verdict == PasswordHasher.Verdict.RIGHT_NEEDS_REHASH) {
      renewHash(found, password);
    }
    SessionStarter.Started session = started.get();
    AccessTokens.Issued access = accessTokens.issue(session.grant(), session.end());
    return new Outcome.SignedIn(new TokenPair(access, session.refreshToken()));
  }

  private void renewHash(Accounts.Credentials found, Secret password) {
    String old = found.hashedPassword();
    if (old != null) {
      passwords.rehashLater(
          password,
          renewed ->
              database.write(
                  tx -> accounts.replaceHash(tx, found.account().id(), old, renewed.encoded())));
    }
  }

  private Outcome refuse(Accounts.@Nullable Credentials found, Client client) {
    AuditEvent event =
        found == null
            ? AuditEvent.refused("session.start", null, "unknown_account")
            : AuditEvent.refused("session.start", found.account().id().toString(), why(found));
    database.write(tx -> {
      audit.record(tx, event, client);
      return event;
    });
    return new Outcome.Refused();
  }

  private static String why(Accounts.Credentials found) {
    return found.account().isActive() ? "wrong_password" : "account_inactive";
  }

  /// The hash to check; null, which costs as much, where no password can be right.
  private static @Nullable PasswordHash hashOf(Accounts.@Nullable Credentials found) {
    return found == null || !found.account().isActive() || found.hashedPassword() == null
        ? null
        : new PasswordHash(found.hashedPassword());
  }

  /// What came of signing in.
  public sealed interface Outcome {
    record SignedIn(TokenPair tokens) implements Outcome {}

    /// Whatever the reason was: it is in the audit, and not for the client.
    record Refused() implements Outcome {}

    /// Too many passwords are being hashed.
    record Busy(Duration retryAfter) implements Outcome {}
  }
}
