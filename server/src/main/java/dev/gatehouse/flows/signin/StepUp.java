package dev.gatehouse.flows.signin;

import dev.gatehouse.identity.access.FactorPolicy;
import dev.gatehouse.identity.accounts.Account;
import dev.gatehouse.identity.accounts.Accounts;
import dev.gatehouse.identity.accounts.UserId;
import dev.gatehouse.identity.audit.Audit;
import dev.gatehouse.identity.audit.AuditEvent;
import dev.gatehouse.identity.audit.Client;
import dev.gatehouse.identity.mfa.Factors;
import dev.gatehouse.identity.revocations.Endings;
import dev.gatehouse.identity.sessions.AuthMethods;
import dev.gatehouse.identity.sessions.Carriage;
import dev.gatehouse.identity.tokens.Caller;
import dev.gatehouse.platform.crypto.Secret;
import dev.gatehouse.platform.storage.Tx;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Somebody who is signed in proves anew who they are, and goes on in a new session that says so.
///
/// The new session states what was proved in this call and nothing older: otherwise a second factor
/// shown once could be kept fresh by the password alone for ever. Where second factors are on, or a
/// role asks for one, a password alone renews nothing.
public final class StepUp {
  private static final String ACTION = "session.step_up";

  private final OwnPassword ownPassword;
  private final CodeTries tries;
  private final Renewal renewal;
  private final FactorPolicy policy;
  private final Parts parts;

  public StepUp(
      OwnPassword ownPassword, CodeTries tries, Renewal renewal, FactorPolicy policy, Parts parts) {
    this.ownPassword = ownPassword;
    this.tries = tries;
    this.renewal = renewal;
    this.policy = policy;
    this.parts = parts;
  }

  /// Checks whatever was shown: all of it has to be right.
  public Outcome prove(Caller caller, Shown shown, Carriage carriage, Client client) {
    if (shown.password != null) {
      switch (ownPassword.check(caller.account(), shown.password, ACTION, client)) {
        case OwnPassword.Verdict.Right _ -> {}
        case OwnPassword.Verdict.Wrong _ -> {
          return new Outcome.WrongPassword();
        }
        case OwnPassword.Verdict.Busy(Duration retryAfter) -> {
          return new Outcome.Busy(retryAfter);
        }
      }
    }
    Attempt attempt = new Attempt(caller, shown, carriage, client);
    return renewal
        .within((tx, endings) -> prove(tx, endings, attempt))
        .map(this::outcome)
        .orElseGet(Outcome.SessionOver::new);
  }

  private Step prove(Tx tx, Endings endings, Attempt attempt) {
    UserId user = attempt.caller.account().id();
    parts.factors.lock(tx, user);
    Account account = parts.accounts.find(tx, user).orElse(null);
    if (account == null) {
      return new Step.Refused(new Outcome.SessionOver());
    }
    Secret code = attempt.shown.code;
    if (code == null) {
      return account.mfaEnabled() || policy.asks(attempt.caller.roles())
          ? new Step.Refused(new Outcome.FactorNeeded())
          : renewed(tx, endings, attempt, AuthMethods.PASSWORD);
    }
    Duration wait = tries.wait(tx, account, attempt.client);
    if (!wait.isZero()) {
      wrong(tx, user, "too_many_codes", attempt);
      return new Step.Refused(new Outcome.TooMany(wait));
    }
    return switch (tries.tryCode(tx, account, code.reveal(), attempt.client)) {
      case TOTP -> renewed(tx, endings, attempt, methods(attempt, AuthMethods.OTP));
      case RECOVERY -> renewed(tx, endings, attempt, methods(attempt, AuthMethods.RECOVERY));
      case WRONG -> wrong(tx, user, "wrong_code", attempt);
    };
  }

  private static String methods(Attempt attempt, String factor) {
    return attempt.shown.password == null ? factor : AuthMethods.of(AuthMethods.PASSWORD, factor);
  }

  private Step wrong(Tx tx, UserId user, String reason, Attempt attempt) {
    String who = user.toString();
    parts.audit.record(tx, AuditEvent.refused(ACTION, who, reason).by(who), attempt.client);
    return new Step.Refused(new Outcome.WrongCode());
  }

  private Step renewed(Tx tx, Endings endings, Attempt attempt, String methods) {
    Caller caller = attempt.caller;
    Renewal.Asked asked =
        new Renewal.Asked(
            caller.account().id(),
            caller.session(),
            new SessionStarter.Manner(attempt.carriage, methods),
            attempt.client);
    return new Step.Renewed(renewal.renew(tx, endings, asked));
  }

  private Outcome outcome(Step step) {
    return switch (step) {
      case Step.Renewed(SessionStarter.Started.Begun begun) ->
          new Outcome.Renewed(renewal.handOver(begun));
      case Step.Refused(Outcome outcome) -> outcome;
    };
  }

  /// The features that it joins.
  public record Parts(Accounts accounts, Factors factors, Audit audit) {}

  /// What was shown: one of them, or both.
  public record Shown(@Nullable Secret password, @Nullable Secret code) {}

  private record Attempt(Caller caller, Shown shown, Carriage carriage, Client client) {}

  private sealed interface Step {
    record Renewed(SessionStarter.Started.Begun begun) implements Step {}

    record Refused(Outcome outcome) implements Step {}
  }

  /// What came of it.
  public sealed interface Outcome {
    record Renewed(SignedIn signedIn) implements Outcome {}

    record WrongPassword() implements Outcome {}

    /// The code is wrong, or was used before.
    record WrongCode() implements Outcome {}

    /// Too many codes were wrong: none is looked at before then.
    record TooMany(Duration retryAfter) implements Outcome {}

    /// The passkey is another's, or does not prove what it says.
    record WrongPasskey() implements Outcome {}

    /// Second factors are on, and none was shown.
    record FactorNeeded() implements Outcome {}

    /// The session ended meanwhile.
    record SessionOver() implements Outcome {}

    /// Too many passwords are being hashed.
    record Busy(Duration retryAfter) implements Outcome {}
  }
}
