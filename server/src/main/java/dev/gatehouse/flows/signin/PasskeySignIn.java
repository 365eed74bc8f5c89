package dev.gatehouse.flows.signin;

import dev.gatehouse.identity.accounts.Account;
import dev.gatehouse.identity.accounts.Accounts;
import dev.gatehouse.identity.accounts.UserId;
import dev.gatehouse.identity.audit.Audit;
import dev.gatehouse.identity.audit.AuditEvent;
import dev.gatehouse.identity.audit.Client;
import dev.gatehouse.identity.passkeys.AuthenticatorAnswer;
import dev.gatehouse.identity.passkeys.PasskeyFlow.Kind;
import dev.gatehouse.identity.revocations.Endings;
import dev.gatehouse.identity.revocations.Revocations;
import dev.gatehouse.identity.sessions.Carriage;
import dev.gatehouse.platform.storage.StorageException;
import dev.gatehouse.platform.storage.Tx;
import org.jspecify.annotations.Nullable;

/// Signs a user in by a passkey alone. The authenticator has checked who is at it, which makes it
/// both factors.
public final class PasskeySignIn {
  private final Revocations revocations;
  private final PasskeyProof proof;
  private final SessionStarter starter;
  private final Parts parts;

  public PasskeySignIn(
      Revocations revocations, PasskeyProof proof, SessionStarter starter, Parts parts) {
    this.revocations = revocations;
    this.proof = proof;
    this.starter = starter;
    this.parts = parts;
  }

  /// What a browser needs to ask whoever is there for a passkey: the same for everybody.
  public PasskeyProof.Options begin() {
    return proof.begin();
  }

  /// Starts a session for whoever `answer` proves to be there.
  ///
  /// @param flowId as [#begin] gave it
  public Outcome signIn(
      String flowId, AuthenticatorAnswer.Signed answer, Carriage carriage, Client client) {
    return switch (proof.prove(flowId, Kind.SIGN_IN, answer)) {
      case PasskeyProof.Outcome.Refused(UserId user, String reason) -> refuse(user, reason, client);
      case PasskeyProof.Outcome.Proven proven -> letIn(proven, carriage, client);
    };
  }

  private Outcome letIn(PasskeyProof.Outcome.Proven proven, Carriage carriage, Client client) {
    UserId user = proven.passkey().user();
    SessionStarter.Manner manner = new SessionStarter.Manner(carriage, proven.methods());
    try {
      Step step = revocations.write((tx, endings) -> letIn(tx, endings, proven, manner, client));
      return switch (step) {
        case Step.Begun(SessionStarter.Started started) ->
            new Outcome.Accepted(starter.handOver(started));
        case Step.Refused(String reason) -> refuse(user, reason, client);
      };
    } catch (StorageException.UniqueViolation e) {
      return refuse(user, "flow_used", client);
    }
  }

  private Step letIn(
      Tx tx,
      Endings endings,
      PasskeyProof.Outcome.Proven proven,
      SessionStarter.Manner manner,
      Client client) {
    UserId user = proven.passkey().user();
    parts.accounts.lock(tx, user);
    Account account = parts.accounts.find(tx, user).orElse(null);
    if (account == null || !account.isActive()) {
      return new Step.Refused("account_inactive");
    }
    if (!proof.use(tx, proven)) {
      return new Step.Refused("sign_count_went_back");
    }
    return starter
        .start(tx, endings, account, client, manner)
        .<Step>map(Step.Begun::new)
        .orElseGet(() -> new Step.Refused("account_changed"));
  }

  private Outcome refuse(@Nullable UserId user, String reason, Client client) {
    String target = user == null ? null : user.toString();
    return revocations.write((tx, _) -> {
      parts.audit.record(tx, AuditEvent.refused("session.start", target, reason), client);
      return new Outcome.Refused();
    });
  }

  /// The features that it joins.
  public record Parts(Accounts accounts, Audit audit) {}

  /// What came of it.
  public sealed interface Outcome {
    record Accepted(Entry entry) implements Outcome {}

    /// Whatever the reason was: it is in the audit, and not for the client.
    record Refused() implements Outcome {}
  }

  private sealed interface Step {
    record Begun(SessionStarter.Started started) implements Step {}

    record Refused(String reason) implements Step {}
  }
}
