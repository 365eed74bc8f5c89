package dev.gatehouse.identity.notices;

import dev.gatehouse.identity.accounts.Account;
import dev.gatehouse.identity.onetime.OneTimeTokens;
import dev.gatehouse.identity.onetime.Purpose;
import dev.gatehouse.platform.storage.Tx;
import java.time.Duration;

/// Asks users to prove that the address they gave is theirs.
public final class VerificationMails {
  private static final int MOST = 3;
  private static final Duration WINDOW = Duration.ofMinutes(30);

  private final OneTimeTokens tokens;
  private final Notices notices;

  public VerificationMails(OneTimeTokens tokens, Notices notices) {
    this.tokens = tokens;
    this.notices = notices;
  }

  /// To an account that was just made.
  public void send(Tx tx, Account account) {
    if (notices.areSent() && !account.isVerified()) {
      String token =
          tokens.issue(
              tx, account.id(), Purpose.VERIFY_EMAIL, account.authEpoch(), account.email());
      notices.send(tx, account, Notice.verifyEmail(token));
    }
  }

  /// Once more, unless the address is proven or has had several of them lately: false then.
  public boolean sendAgain(Tx tx, Account account) {
    if (account.isVerified()
        || tokens.issuedWithin(tx, account.id(), Purpose.VERIFY_EMAIL, WINDOW) >= MOST) {
      return false;
    }
    send(tx, account);
    return true;
  }
}
