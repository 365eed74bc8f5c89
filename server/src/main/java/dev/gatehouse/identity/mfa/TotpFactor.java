package dev.gatehouse.identity.mfa;

import dev.gatehouse.identity.accounts.TotpSecrets;
import dev.gatehouse.identity.accounts.UserId;
import dev.gatehouse.platform.storage.Tx;
import java.time.Clock;
import java.util.OptionalLong;

/// A user's time-based one-time passwords. Each step opens once, on whichever node.
public final class TotpFactor {
  private final TotpTable table = new TotpTable();
  private final TotpSecrets secrets;
  private final Clock clock;

  public TotpFactor(TotpSecrets secrets, Clock clock) {
    this.secrets = secrets;
    this.clock = clock;
  }

  /// Whether the user has a key to make codes with.
  public boolean isSetUp(Tx tx, UserId user) {
    return table.secret(tx, user).isPresent();
  }

  /// From here to the end of the transaction nobody else's tries at this user's codes.
  public void lock(Tx tx, UserId user) {
    table.lock(tx, user);
  }

  /// Whether `code` is right and was never used; it is used up then.
  public boolean use(Tx tx, UserId user, String code) {
    byte[] key = table.secret(tx, user).flatMap(sealed -> secrets.open(user, sealed)).orElse(null);
    if (key == null) {
      return false;
    }
    OptionalLong step = Totp.stepOf(key, code, clock.instant());
    return step.isPresent() && table.useStep(tx, user, step.getAsLong());
  }
}
