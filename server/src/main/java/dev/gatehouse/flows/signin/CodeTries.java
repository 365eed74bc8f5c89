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
import dev.gatehouse.identity.onetime.OneTimeToken;
import dev.gatehouse.identity.onetime.OneTimeTokens;
import dev.gatehouse.identity.onetime.Purpose;
import dev.gatehouse.platform.storage.Tx;
import java.time.Clock;

/// Codes of second factors, tried at whichever door: how many a user has, counted in the database.
public final class CodeTries {
  static final int TRIES_OF_USER = 10;

  private final OneTimeTokens tokens;
  private final Factors factors;
  private final Parts parts;

  public CodeTries(OneTimeTokens tokens, Factors factors, Parts parts) {
    this.tokens = tokens;
    this.factors = factors;
    this.parts = parts;
  }

  /// Whether the user has no more tries in [OneTimeTokens#REMEMBERED], over all doors.
  boolean areTooMany(Tx tx, UserId user) {
    return tokens.recentTries(tx, user, Purpose.SECOND_FACTOR, Purpose.STEP_UP) >= TRIES_OF_USER;
  }

  /// Tries a code where no token was handed out that the try could be counted on. Lock the user's
  /// factors first.
  Result tryCode(Tx tx, Account account, String code, Client client) {
    UserId user = account.id();
    if (areTooMany(tx, user)) {
      return Result.TOO_MANY;
    }
    OneTimeToken counted = tokens.unseen(tx, user, Purpose.STEP_UP, account.authEpoch());
    tokens.countTry(tx, counted, 1);
    CodeFactor factor = factors.resembling(code);
    if (!use(tx, user, factor, code, client)) {
      return Result.WRONG;
    }
    tokens.refundTry(tx, counted);
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
  public record Parts(Accounts accounts, Notices notices, Audit audit, Clock clock) {}

  /// What a code was.
  enum Result {
    TOTP,
    RECOVERY,
    WRONG,
    TOO_MANY
  }
}
