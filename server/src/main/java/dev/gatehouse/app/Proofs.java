package dev.gatehouse.app;

import dev.gatehouse.contracts.OwnProofs;
import dev.gatehouse.flows.signin.CodeTries;
import dev.gatehouse.flows.signin.FactorEnrollment;
import dev.gatehouse.flows.signin.HalfWay;
import dev.gatehouse.flows.signin.OwnFactors;
import dev.gatehouse.flows.signin.OwnPassword;
import dev.gatehouse.flows.signin.PasskeyStepUp;
import dev.gatehouse.flows.signin.PasswordChange;
import dev.gatehouse.flows.signin.PasswordProof;
import dev.gatehouse.flows.signin.Renewal;
import dev.gatehouse.flows.signin.SecondFactor;
import dev.gatehouse.flows.signin.SessionStarter;
import dev.gatehouse.flows.signin.StepUp;
import dev.gatehouse.identity.access.FactorPolicy;
import dev.gatehouse.identity.accounts.AccountChanges;
import dev.gatehouse.identity.guessing.Guard;
import dev.gatehouse.identity.mfa.Factors;

/// Builds what users prove who they are with, beside the first password.
final class Proofs {
  private final Parts parts;
  private final Guard guard;
  private final Factors factors;
  private final FactorPolicy policy;
  private final CodeTries tries;
  private final String brand;

  Proofs(Parts parts, Settings settings, Guarding guarding) {
    this.parts = parts;
    this.guard = guarding.guard();
    this.factors = parts.factors();
    this.policy = policy(settings);
    this.brand = settings.mail().brand();
    this.tries =
        new CodeTries(
            parts.oneTimeTokens(),
            factors,
            new CodeTries.Parts(
                parts.accounts(),
                parts.notices(),
                parts.audit(),
                parts.database().clock(),
                guarding.knownDevices()));
  }

  static FactorPolicy policy(Settings settings) {
    return new FactorPolicy(settings.mfa().requiredRoles());
  }

  HalfWay halfWay() {
    return new HalfWay(parts.oneTimeTokens(), factors, policy);
  }

  Renewal renewal(SessionStarter starter) {
    return new Renewal(parts.revocations(), parts.accounts(), parts.sessions(), starter);
  }

  SecondFactor secondFactor(SessionStarter starter) {
    return new SecondFactor(
        parts.revocations(),
        parts.oneTimeTokens(),
        tries,
        starter,
        new SecondFactor.Parts(parts.database(), parts.accounts(), factors, parts.audit(), guard));
  }

  OwnProofs own(PasswordProof proof, PasskeyStepUp passkeyStepUp, Renewal renewal) {
    OwnPassword password = new OwnPassword(proof, parts.database(), parts.audit());
    return new OwnProofs(
        new FactorEnrollment(
            renewal,
            parts.oneTimeTokens(),
            factors,
            new FactorEnrollment.Parts(
                parts.accounts(),
                parts.sessions(),
                parts.notices(),
                parts.audit(),
                parts.database().clock()),
            brand),
        new OwnFactors(
            parts.revocations(),
            factors,
            policy,
            new OwnFactors.Parts(
                parts.database(), parts.accounts(), parts.notices(), parts.audit())),
        new StepUp(
            password,
            tries,
            renewal,
            policy,
            new StepUp.Parts(parts.accounts(), factors, parts.audit())),
        passkeyStepUp,
        new PasswordChange(
            parts.database(),
            renewal,
            parts.oneTimeTokens(),
            parts.passwords(),
            new PasswordChange.Parts(
                password, parts.accounts(), new AccountChanges(), parts.notices(), parts.audit())));
  }
}
