package dev.gatehouse.flows.administration;

import dev.gatehouse.flows.administration.Acts.Act;
import dev.gatehouse.identity.accounts.Account;
import dev.gatehouse.identity.accounts.AccountChanges;
import dev.gatehouse.identity.accounts.UserId;
import dev.gatehouse.identity.mfa.Factors;
import dev.gatehouse.identity.notices.Notice;
import dev.gatehouse.identity.notices.Notices;
import dev.gatehouse.identity.sessions.EndReason;

/// Takes from users what they prove who they are with: their second factors, their password. It
/// ends every session that came about by it, and all that was handed out.
public final class ProofAdministration {
  private final Acts acts;
  private final UserRules rules;
  private final UserAdministration.Parts parts;
  private final Factors factors;
  private final Notices notices;
  private final AccountChanges changes = new AccountChanges();

  ProofAdministration(
      Acts acts,
      UserRules rules,
      UserAdministration.Parts parts,
      Factors factors,
      Notices notices) {
    this.notices = notices;
    this.acts = acts;
    this.rules = rules;
    this.parts = parts;
    this.factors = factors;
  }

  /// Takes every second factor from the user: the authenticator app, the recovery codes and the
  /// passkeys are gone, each of which may be on the device that was lost.
  public Outcome<UserId> resetFactors(Actor actor, UserId id) {
    Act act = new Act(actor, "user.mfa.reset", id.toString());
    return acts.perform(
        act,
        new Denial.NameTaken(),
        (tx, endings) -> {
          Account account = rules.begin(tx, act, id);
          parts.accounts().raiseEpoch(tx, endings, id);
          factors.removeAll(tx, id);
          parts.oneTimeTokens().voidAllOf(tx, id);
          parts.sessions().endAllOf(tx, id, EndReason.SECOND_FACTOR_CHANGED);
          notices.send(tx, account, Notice.mfaReset(parts.clock().instant()));
          return id;
        });
  }

  /// Lets the user's next sign-in lead to a new password before anything else.
  public Outcome<UserId> forcePasswordChange(Actor actor, UserId id) {
    Act act = new Act(actor, "user.password.force_change", id.toString());
    return acts.perform(
        act,
        new Denial.NameTaken(),
        (tx, endings) -> {
          Account account = rules.begin(tx, act, id);
          parts.accounts().raiseEpoch(tx, endings, id);
          changes.requirePasswordChange(tx, id, true);
          parts.sessions().endAllOf(tx, id, EndReason.PASSWORD_CHANGE_REQUIRED);
          notices.send(tx, account, Notice.passwordChangeForced(parts.clock().instant()));
          return id;
        });
  }
}
