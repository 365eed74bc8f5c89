package dev.gatehouse.flows.signin;

import dev.gatehouse.identity.accounts.Account;
import dev.gatehouse.identity.accounts.Accounts;
import dev.gatehouse.identity.accounts.EmailAddress;
import dev.gatehouse.identity.audit.Audit;
import dev.gatehouse.identity.audit.AuditEvent;
import dev.gatehouse.identity.audit.Client;
import dev.gatehouse.identity.tokens.AccessTokens;
import dev.gatehouse.platform.crypto.Secret;
import dev.gatehouse.platform.storage.Database;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Signs a user in by password.
public final class SignIn {
  private static final String PASSWORD = "pwd";

  private final Database database;
  private final PasswordProof proof;
  private final SessionStarter starter;
  private final AccessTokens accessTokens;
  private final Parts parts;

  public SignIn(
      Database database,
      PasswordProof proof,
      SessionStarter starter,
      AccessTokens accessTokens,
      Parts parts) {
    this.database = database;
    this.proof = proof;
    this.starter = starter;
    this.accessTokens = accessTokens;
    this.parts = parts;
  }

  public Outcome signIn(EmailAddress email, Secret password, Client client) {
    return switch (proof.prove(email, password, client)) {
      case PasswordProof.Outcome.Proven proven -> letIn(proven, password, client);
      case PasswordProof.Outcome.Refused(Account account, String reason) ->
          refuse(account, reason, client);
      case PasswordProof.Outcome.Busy(Duration retryAfter) -> new Outcome.Busy(retryAfter);
    };
  }

  private Outcome letIn(PasswordProof.Outcome.Proven proven, Secret password, Client client) {
    Account account = proven.account();
    Optional<SessionStarter.Started> started =
        database.write(tx ->
            parts.accounts.signIn(tx, account.id(), account.authEpoch(), database.clock().instant())
                ? Optional.of(starter.start(tx, account, client, PASSWORD))
                : Optional.empty());
    if (started.isEmpty()) {
      return refuse(account, "account_changed", client);
    }
    proof.renewHash(proven, password);
    SessionStarter.Started session = started.get();
    AccessTokens.Issued access = accessTokens.issue(session.grant(), session.end());
    return new Outcome.SignedIn(new TokenPair(access, session.refreshToken()));
  }

  private Outcome refuse(@Nullable Account account, String reason, Client client) {
    String target = account == null ? null : account.id().toString();
    database.write(tx -> {
      parts.audit.record(tx, AuditEvent.refused("session.start", target, reason), client);
      return true;
    });
    return new Outcome.Refused();
  }

  /// The features that a sign-in joins, beside the proof and the session.
  public record Parts(Accounts accounts, Audit audit) {}

  /// What came of signing in.
  public sealed interface Outcome {
    record SignedIn(TokenPair tokens) implements Outcome {}

    /// Whatever the reason was: it is in the audit, and not for the client.
    record Refused() implements Outcome {}

    /// Too many passwords are being hashed.
    record Busy(Duration retryAfter) implements Outcome {}
  }
}
