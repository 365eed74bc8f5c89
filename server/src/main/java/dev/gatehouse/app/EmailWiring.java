package dev.gatehouse.app;

import dev.gatehouse.contracts.Newcomers;
import dev.gatehouse.contracts.auth.AuthContract;
import dev.gatehouse.flows.administration.InvitationAdministration;
import dev.gatehouse.flows.email.EmailChange;
import dev.gatehouse.flows.email.EmailParts;
import dev.gatehouse.flows.email.EmailUndo;
import dev.gatehouse.flows.email.EmailVerification;
import dev.gatehouse.flows.email.Footholds;
import dev.gatehouse.flows.recovery.PasswordReset;
import dev.gatehouse.flows.signin.OwnPassword;
import dev.gatehouse.flows.signin.PasswordProof;
import dev.gatehouse.flows.signup.InvitationAcceptance;
import dev.gatehouse.identity.accounts.AccountChanges;
import dev.gatehouse.identity.accounts.KeptAddresses;
import dev.gatehouse.identity.invitations.Invitations;
import dev.gatehouse.identity.passkeys.Passkeys;
import java.time.Clock;

/// What is asked for and answered by mail.
final class EmailWiring {
  private final Live live;
  private final Parts parts;
  private final KeptAddresses kept = new KeptAddresses();

  EmailWiring(Live live) {
    this.live = live;
    this.parts = live.parts();
    Clock clock = parts.database().clock();
    live.cleaner().also((tx, most) -> kept.forgetExpired(tx, clock.instant(), most));
  }

  Newcomers newcomers() {
    return new Newcomers(
        parts.signUp(),
        live.mailing().concealed(),
        live.settings().contracts().registration().verifiedFirst());
  }

  PasswordReset passwordReset() {
    return new PasswordReset(
        parts.database(),
        parts.revocations(),
        parts.oneTimeTokens(),
        parts.passwords(),
        new PasswordReset.Parts(
            parts.accounts(),
            new AccountChanges(),
            parts.sessions(),
            footholds()::dropCredentials,
            parts.notices(),
            parts.audit()));
  }

  AuthContract.EmailCalls calls(PasswordProof proof) {
    EmailParts email = emailParts();
    return new AuthContract.EmailCalls(
        live.mailing().forgotten(),
        verification(),
        new EmailChange(parts.database(), parts.revocations(), parts.notices(), email),
        new EmailUndo(
            parts.revocations(), parts.notices(), email, footholds(), parts.database().clock()),
        new OwnPassword(proof, parts.database(), parts.audit()),
        new InvitationAcceptance(
            parts.database(),
            parts.signUp(),
            new InvitationAcceptance.Parts(
                parts.accounts(), parts.roles(), invitations(parts), parts.audit())),
        parts.notices().areSent(),
        Wiring.admission(live.settings())::allows);
  }

  EmailVerification verification() {
    return new EmailVerification(
        parts.database(), parts.revocations(), Mailing.verification(parts), emailParts());
  }

  private EmailParts emailParts() {
    return new EmailParts(
        parts.accounts(), new AccountChanges(), kept, parts.oneTimeTokens(), parts.audit());
  }

  private Footholds footholds() {
    return new Footholds(
        parts.sessions(),
        parts.apiKeys(),
        new Passkeys(parts.random(), parts.database().clock()),
        parts.factors());
  }

  static InvitationAdministration administration(Parts parts) {
    return new InvitationAdministration(
        parts.database(),
        parts.revocations(),
        parts.audit(),
        new InvitationAdministration.Parts(
            parts.accounts(), parts.roles(), invitations(parts), parts.notices()));
  }

  private static Invitations invitations(Parts parts) {
    return new Invitations(parts.random(), parts.database().clock());
  }
}
