package dev.gatehouse.flows.signin;

import dev.gatehouse.identity.accounts.UserId;
import dev.gatehouse.identity.audit.AuditEvent;
import dev.gatehouse.identity.audit.Client;
import dev.gatehouse.identity.passkeys.PasskeyFlow.Kind;
import dev.gatehouse.identity.revocations.Endings;
import dev.gatehouse.identity.revocations.Revocations;
import dev.gatehouse.identity.sessions.Carriage;
import dev.gatehouse.identity.tokens.Caller;
import dev.gatehouse.platform.storage.StorageException;
import dev.gatehouse.platform.storage.Tx;

/// Somebody who is signed in proves anew who they are, by a passkey that is both factors at once,
/// and goes on in a new session that says so. It stands beside [StepUp].
public final class PasskeyStepUp {
  private static final String ACTION = "session.step_up";

  private final Revocations revocations;
  private final PasskeyProof proof;
  private final Renewal renewal;
  private final PasskeySignIn.Parts parts;

  public PasskeyStepUp(
      Revocations revocations, PasskeyProof proof, Renewal renewal, PasskeySignIn.Parts parts) {
    this.revocations = revocations;
    this.proof = proof;
    this.renewal = renewal;
    this.parts = parts;
  }

  /// Renews the caller's session, when `shown` is a passkey of theirs.
  ///
  /// @param shown its flow as [PasskeySignIn#begin] gave it
  public StepUp.Outcome prove(
      Caller caller, PasskeyFactor.Shown shown, Carriage carriage, Client client) {
    UserId user = caller.account().id();
    return switch (proof.prove(shown.flowId(), Kind.SIGN_IN, shown.answer())) {
      case PasskeyProof.Outcome.Refused(_, String reason) -> refuse(user, reason, client);
      case PasskeyProof.Outcome.Proven proven -> {
        SessionStarter.Manner manner = new SessionStarter.Manner(carriage, proven.methods());
        yield proven.passkey().user().equals(user)
            ? renew(proven, new Renewal.Asked(user, caller.session(), manner, client))
            : refuse(user, "passkey_of_another", client);
      }
    };
  }

  private StepUp.Outcome renew(PasskeyProof.Outcome.Proven proven, Renewal.Asked asked) {
    try {
      return renewal
          .within((tx, endings) -> renew(tx, endings, proven, asked))
          .map(step -> outcome(step, asked))
          .orElseGet(StepUp.Outcome.SessionOver::new);
    } catch (StorageException.UniqueViolation e) {
      return refuse(asked.user(), "flow_used", asked.client());
    }
  }

  private Step renew(
      Tx tx, Endings endings, PasskeyProof.Outcome.Proven proven, Renewal.Asked asked) {
    parts.accounts().lock(tx, asked.user());
    return proof.use(tx, proven)
        ? new Step.Renewed(renewal.renew(tx, endings, asked))
        : new Step.CountWentBack();
  }

  private StepUp.Outcome outcome(Step step, Renewal.Asked asked) {
    return switch (step) {
      case Step.Renewed(SessionStarter.Started.Begun begun) ->
          new StepUp.Outcome.Renewed(renewal.handOver(begun));
      case Step.CountWentBack _ -> refuse(asked.user(), "sign_count_went_back", asked.client());
    };
  }

  private StepUp.Outcome refuse(UserId user, String reason, Client client) {
    String who = user.toString();
    return revocations.write((tx, _) -> {
      parts.audit().record(tx, AuditEvent.refused(ACTION, who, reason).by(who), client);
      return new StepUp.Outcome.WrongPasskey();
    });
  }

  private sealed interface Step {
    record Renewed(SessionStarter.Started.Begun begun) implements Step {}

    record CountWentBack() implements Step {}
  }
}
