package dev.gatehouse.flows.signin;

import dev.gatehouse.identity.accounts.Account;
import dev.gatehouse.identity.accounts.EmailAddress;
import dev.gatehouse.identity.audit.Audit;
import dev.gatehouse.identity.audit.AuditEvent;
import dev.gatehouse.identity.audit.Client;
import dev.gatehouse.platform.crypto.Secret;
import dev.gatehouse.platform.storage.Database;
import java.time.Duration;

/// Whether somebody who is signed in knows their own password: by the same proof, and so under the
/// same guard, as at sign-in.
public final class OwnPassword {
  private final PasswordProof proof;
  private final Database database;
  private final Audit audit;

  public OwnPassword(PasswordProof proof, Database database, Audit audit) {
    this.proof = proof;
    this.database = database;
    this.audit = audit;
  }

  /// Checks `password`; a wrong one is written down.
  ///
  /// @param action what it was shown for, in the words of the audit
  public Verdict check(Account account, Secret password, String action, Client client) {
    if (!(EmailAddress.parse(account.email())
        instanceof EmailAddress.Parsed.Valid(EmailAddress email))) {
      throw new IllegalStateException("an account's email is none");
    }
    return switch (proof.prove(email, password, client)) {
      case PasswordProof.Outcome.Proven proven when proven.account().id().equals(account.id()) ->
          new Verdict.Right();
      case PasswordProof.Outcome.Proven _ -> wrong(account, "account_changed", action, client);
      case PasswordProof.Outcome.Refused(_, String reason) ->
          wrong(account, reason, action, client);
      case PasswordProof.Outcome.Busy(Duration retryAfter) -> new Verdict.Busy(retryAfter);
    };
  }

  private Verdict wrong(Account account, String reason, String action, Client client) {
    String user = account.id().toString();
    database.write(tx -> {
      audit.record(tx, AuditEvent.refused(action, user, reason).by(user), client);
      return true;
    });
    return new Verdict.Wrong();
  }

  /// What came of it.
  public sealed interface Verdict {
    record Right() implements Verdict {}

    record Wrong() implements Verdict {}

    /// Too many passwords are being hashed.
    record Busy(Duration retryAfter) implements Verdict {}
  }
}
