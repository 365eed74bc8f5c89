package dev.gatehouse.flows.signin;

import dev.gatehouse.identity.accounts.Account;
import dev.gatehouse.identity.accounts.Accounts;
import dev.gatehouse.identity.accounts.UserId;
import dev.gatehouse.identity.audit.Audit;
import dev.gatehouse.identity.audit.AuditEvent;
import dev.gatehouse.identity.audit.Client;
import dev.gatehouse.identity.mfa.CodeFactor;
import dev.gatehouse.identity.mfa.Factors;
import dev.gatehouse.identity.mfa.RecoveryCodes;
import dev.gatehouse.identity.notices.Notice;
import dev.gatehouse.identity.notices.Notices;
import dev.gatehouse.identity.onetime.OneTimeTokens;
import dev.gatehouse.identity.onetime.Purpose;
import dev.gatehouse.platform.storage.Tx;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// Codes of second factors, tried at whichever door: how many a user has, counted in the database.
///
/// Ten wrong ones within [OneTimeTokens#REMEMBERED] are free, and from then on there is one a
/// minute: never a lock. A device that the user was signed in on has a count of its own, so that
/// nobody else's codes keep its owner out. Lock the user's factors before any of this.
public final class CodeTries {
  private static final int FREE = 10;
  private static final Duration DELAY = Duration.ofMinutes(1);

  private final OneTimeTokens tokens;
  private final Factors factors;
  private final Parts parts;

  public CodeTries(OneTimeTokens tokens, Factors factors, Parts parts) {
    this.tokens = tokens;
    this.factors = factors;
    this.parts = parts;
  }

  /// How long the next code has to wait, right or wrong; zero when it need not.
  Duration wait(Tx tx, Account account, Client client) {
    String device = parts.devices.idOf(account, client).orElse(null);
    List<Instant> tries = tokens.recentTries(tx, account.id(), Purpose.STEP_UP, device);
    if (tries.size() < FREE) {
      return Duration.ZERO;
    }
    Duration left = Duration.between(parts.clock.instant(), tries.getFirst().plus(DELAY));
    return left.isNegative() ? Duration.ZERO : left;
  }

  /// Counts a code that was wrong, in the transaction that looked at it: nobody learns that it was
  /// wrong before that is counted.
  void count(Tx tx, Account account, Client client) {
    String device = parts.devices.idOf(account, client).orElse(null);
    tokens.countUnseen(tx, account.id(), Purpose.STEP_UP, account.authEpoch(), device);
  }

  /// Tries a code where no token was handed out beside which it is shown, and that need not wait.
  Result tryCode(Tx tx, Account account, String code, Client client) {
    CodeFactor factor = factors.resembling(code);
    if (!use(tx, account.id(), factor, code, client)) {
      count(tx, account, client);
      return Result.WRONG;
    }
    return factor.method().equals(RecoveryCodes.METHOD) ? Result.RECOVERY : Result.TOTP;
  }

  /// Whether `code` is right; it is used up then. The use of a recovery code is told to the user.
  boolean use(Tx tx, UserId user, CodeFactor factor, String code, Client client) {
    boolean right = factor.use(tx, user, code);
    if (right && factor.method().equals(RecoveryCodes.METHOD)) {
      String who = user.toString();
      parts.audit.record(tx, AuditEvent.done(who, "mfa.recovery_code.use", who), client);
      Notice notice = Notice.recoveryCodeUsed(client, parts.clock.instant());
      parts.accounts.find(tx, user).ifPresent(account -> parts.notices.send(tx, account, notice));
    }
    return right;
  }

  /// What it tells others by.
  public record Parts(
      Accounts accounts, Notices notices, Audit audit, Clock clock, KnownDevices devices) {}

  /// What a code was.
  enum Result {
    TOTP,
    RECOVERY,
    WRONG
  }
}
