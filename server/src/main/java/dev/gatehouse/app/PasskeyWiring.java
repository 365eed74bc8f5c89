package dev.gatehouse.app;

import dev.gatehouse.contracts.auth.AuthContract.PasskeyCalls;
import dev.gatehouse.flows.passkeys.OwnPasskeys;
import dev.gatehouse.flows.passkeys.PasskeyRegistration;
import dev.gatehouse.flows.signin.PasskeyFactor;
import dev.gatehouse.flows.signin.PasskeyProof;
import dev.gatehouse.flows.signin.PasskeySignIn;
import dev.gatehouse.flows.signin.PasskeyStepUp;
import dev.gatehouse.flows.signin.Renewal;
import dev.gatehouse.flows.signin.SessionStarter;
import dev.gatehouse.identity.passkeys.PasskeyFlows;
import dev.gatehouse.identity.passkeys.Passkeys;
import dev.gatehouse.identity.passkeys.RegistrationCheck;
import dev.gatehouse.identity.passkeys.RelyingParty;
import dev.gatehouse.identity.passkeys.SignatureCheck;
import dev.gatehouse.platform.crypto.Sealer;
import java.time.Clock;

/// Builds what has to do with passkeys.
final class PasskeyWiring {
  private final Parts parts;
  private final RelyingParty party;
  private final Passkeys passkeys;
  private final PasskeyFlows flows;
  private final PasskeyProof proof;

  PasskeyWiring(Live live) {
    this.parts = live.parts();
    this.party = live.settings().passkeys();
    Clock clock = parts.database().clock();
    this.passkeys = new Passkeys(parts.random(), clock);
    this.flows =
        new PasskeyFlows(new Sealer(parts.keyring(), parts.random()), parts.random(), clock);
    this.proof = new PasskeyProof(parts.database(), passkeys, flows, new SignatureCheck(party));
    live.cleaner().also(flows::forgetExpired);
  }

  /// How users who are signed in prove anew who they are.
  PasskeyStepUp stepUp(Renewal renewal) {
    return new PasskeyStepUp(parts.revocations(), proof, renewal, signInParts());
  }

  private PasskeySignIn.Parts signInParts() {
    return new PasskeySignIn.Parts(parts.accounts(), parts.audit());
  }

  PasskeyCalls calls(SessionStarter starter) {
    var own =
        new dev.gatehouse.flows.passkeys.Parts(parts.accounts(), parts.notices(), parts.audit());
    return new PasskeyCalls(
        party,
        new PasskeyRegistration(
            parts.revocations(), passkeys, flows, new RegistrationCheck(party), own),
        new OwnPasskeys(parts.database(), parts.revocations(), passkeys, own),
        new PasskeySignIn(parts.revocations(), proof, starter, signInParts()),
        new PasskeyFactor(
            parts.revocations(),
            parts.oneTimeTokens(),
            proof,
            starter,
            new PasskeyFactor.Parts(parts.database(), parts.accounts(), parts.audit())));
  }
}
