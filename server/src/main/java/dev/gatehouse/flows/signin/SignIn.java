package dev.gatehouse.flows.signin;

import dev.gatehouse.identity.accounts.Account;
import dev.gatehouse.identity.accounts.EmailAddress;
import dev.gatehouse.identity.audit.Audit;
import dev.gatehouse.identity.audit.AuditEvent;
import dev.gatehouse.identity.audit.Client;
import dev.gatehouse.identity.revocations.Revocations;
import dev.gatehouse.identity.sessions.Carriage;
import dev.gatehouse.platform.crypto.Secret;
import dev.gatehouse.platform.metrics.Figures;
import dev.gatehouse.platform.metrics.Tally;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Signs a user in by password.
public final class SignIn {
  private final Revocations revocations;
  private final PasswordProof proof;
  private final SessionStarter starter;
  private final UnprovenAddress unproven;
  private final Audit audit;
  private final Tally<Ending> tally = new Tally<>(Ending.class);

  public SignIn(
      Revocations revocations,
      PasswordProof proof,
      SessionStarter starter,
      UnprovenAddress unproven,
      Audit audit) {
    this.revocations = revocations;
    this.proof = proof;
    this.starter = starter;
    this.unproven = unproven;
    this.audit = audit;
  }

  /// Checks email and password, and starts a session.
  ///
  /// @param carriage how the client will hold it
  public Outcome signIn(EmailAddress email, Secret password, Carriage carriage, Client client) {
    Outcome outcome = outcome(email, password, carriage, client);
    tally.count(
        switch (outcome) {
          case Outcome.Accepted(Entry.In _) -> Ending.ACCEPTED;
          case Outcome.Accepted(Entry.Half half) ->
              switch (half.next()) {
                case SECOND_FACTOR -> Ending.FACTOR_NEEDED;
                case MFA_ENROLLMENT -> Ending.ENROLLMENT_NEEDED;
                case PASSWORD_CHANGE -> Ending.PASSWORD_CHANGE_NEEDED;
              };
          case Outcome.Refused _ -> Ending.REFUSED;
          case Outcome.Busy _ -> Ending.BUSY;
        });
    return outcome;
  }

  /// Declares how often people sign in, and what comes of it.
  public void declare(Figures figures) {
    tally.declare(figures, "signins", "Sign-ins by password.");
  }

  private Outcome outcome(EmailAddress email, Secret password, Carriage carriage, Client client) {
    return switch (proof.prove(email, password, client)) {
      case PasswordProof.Outcome.Proven proven ->
          letIn(proven, password, carriage, client)
              .or(() ->
                  proof.again(proven, email).flatMap(now -> letIn(now, password, carriage, client)))
              .orElseGet(() -> refuse(proven.account(), "account_changed", client));
      case PasswordProof.Outcome.Refused(Account account, String reason) ->
          refuse(account, reason, client);
      case PasswordProof.Outcome.Busy(Duration retryAfter) -> new Outcome.Busy(retryAfter);
    };
  }

  /// Empty when the account has changed since the proof: a password change or a deactivation wins,
  /// and whatever else raised the epoch costs one more try.
  private Optional<Outcome> letIn(
      PasswordProof.Outcome.Proven proven, Secret password, Carriage carriage, Client client) {
    Account account = proven.account();
    SessionStarter.Manner manner = SessionStarter.Manner.password(carriage);
    Optional<SessionStarter.Started> started =
        revocations.write((tx, endings) -> starter.start(tx, endings, account, client, manner));
    started.ifPresent(_ -> proof.renewHash(proven, password));
    return started.map(begun -> new Outcome.Accepted(starter.handOver(begun)));
  }

  private Outcome refuse(@Nullable Account account, String reason, Client client) {
    String target = account == null ? null : account.id().toString();
    revocations.write((tx, _) -> {
      audit.record(tx, AuditEvent.refused("session.start", target, reason), client);
      return true;
    });
    if (account != null && reason.equals(PasswordProof.UNVERIFIED)) {
      unproven.met(account.id(), client);
    }
    return new Outcome.Refused();
  }

  /// What is counted.
  private enum Ending {
    ACCEPTED,
    FACTOR_NEEDED,
    ENROLLMENT_NEEDED,
    PASSWORD_CHANGE_NEEDED,
    REFUSED,
    BUSY
  }

  /// What came of signing in.
  public sealed interface Outcome {
    /// The password is right.
    record Accepted(Entry entry) implements Outcome {}

    /// Whatever the reason was: it is in the audit, and not for the client.
    record Refused() implements Outcome {}

    /// Too many passwords are being hashed.
    record Busy(Duration retryAfter) implements Outcome {}
  }
}
