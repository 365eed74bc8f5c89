package dev.gatehouse.flows.signin;

import dev.gatehouse.identity.access.FactorPolicy;
import dev.gatehouse.identity.accounts.Account;
import dev.gatehouse.identity.mfa.Factors;
import dev.gatehouse.identity.onetime.OneTimeTokens;
import dev.gatehouse.identity.onetime.Purpose;
import dev.gatehouse.identity.sessions.AuthMethods;
import dev.gatehouse.platform.storage.Tx;
import java.util.List;
import java.util.Optional;

/// What stands between a proof and a session, whichever door the user came through.
/// [SessionStarter] asks it before every session, so that no door can forget.
public final class HalfWay {
  private final OneTimeTokens tokens;
  private final Factors factors;
  private final FactorPolicy policy;

  public HalfWay(OneTimeTokens tokens, Factors factors, FactorPolicy policy) {
    this.tokens = tokens;
    this.factors = factors;
    this.policy = policy;
  }

  /// The step that comes before a session, if there is one: the second factor first, so that nobody
  /// changes a password without it. Where a role asks for one, a passkey is one that is there:
  /// nobody sets up another beside it by the password alone.
  ///
  /// @param methods what was proved
  Optional<Entry.Half> before(Tx tx, Account account, List<String> roles, String methods) {
    boolean asked = policy.asks(roles);
    if ((account.mfaEnabled() || asked) && !AuthMethods.haveSecondFactor(methods)) {
      List<String> shown = factors.methodsOf(tx, account.id());
      if (account.mfaEnabled() || !shown.isEmpty()) {
        return Optional.of(half(tx, account, NextStep.SECOND_FACTOR, methods, shown));
      }
    }
    if (account.passwordChangeRequired()) {
      return Optional.of(half(tx, account, NextStep.PASSWORD_CHANGE, methods, List.of()));
    }
    boolean satisfied = account.mfaEnabled() || AuthMethods.areSeveral(methods);
    return !satisfied && asked
        ? Optional.of(half(tx, account, NextStep.MFA_ENROLLMENT, methods, List.of()))
        : Optional.empty();
  }

  private Entry.Half half(
      Tx tx, Account account, NextStep next, String methods, List<String> shown) {
    Purpose purpose =
        switch (next) {
          case SECOND_FACTOR -> Purpose.SECOND_FACTOR;
          case MFA_ENROLLMENT -> Purpose.MFA_ENROLLMENT;
          case PASSWORD_CHANGE -> Purpose.PASSWORD_CHANGE;
        };
    String token = tokens.issue(tx, account.id(), purpose, account.authEpoch(), methods);
    return new Entry.Half(next, token, shown);
  }
}
