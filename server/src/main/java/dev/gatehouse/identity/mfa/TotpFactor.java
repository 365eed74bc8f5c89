package dev.gatehouse.identity.mfa;

import dev.gatehouse.identity.accounts.TotpSecrets;
import dev.gatehouse.identity.accounts.UserId;
import dev.gatehouse.identity.sessions.AuthMethods;
import dev.gatehouse.platform.storage.Tx;
import java.time.Clock;
import java.time.Instant;
import java.util.OptionalLong;

/// A user's time-based one-time passwords.
public final class TotpFactor implements CodeFactor {
  public static final String METHOD = "totp";

  private final TotpTable table = new TotpTable();
  private final TotpSecrets secrets;
  private final Clock clock;

  public TotpFactor(TotpSecrets secrets, Clock clock) {
    this.secrets = secrets;
    this.clock = clock;
  }

  @Override
  public String method() {
    return METHOD;
  }

  @Override
  public String provenAs() {
    return AuthMethods.OTP;
  }

  @Override
  public boolean isSetUp(Tx tx, UserId user) {
    return table.secret(tx, user).isPresent();
  }

  /// From here to the end of the transaction nobody else's tries at this user's codes.
  void lock(Tx tx, UserId user) {
    table.lock(tx, user);
  }

  @Override
  public boolean use(Tx tx, UserId user, String code) {
    byte[] key = table.secret(tx, user).flatMap(sealed -> secrets.open(user, sealed)).orElse(null);
    if (key == null) {
      return false;
    }
    OptionalLong step = Totp.stepOf(key, Totp.plain(code), clock.instant());
    return step.isPresent() && table.useStep(tx, user, step.getAsLong());
  }

  /// Makes `key` the user's, and `step` one that was used; second factors are on from here on.
  void switchOn(Tx tx, UserId user, byte[] key, long step) {
    table.switchOn(tx, user, secrets.seal(user, key), step, clock.instant());
  }

  /// Whether the key that counts was made the user's at `moment` or later.
  boolean isOnSince(Tx tx, UserId user, Instant moment) {
    return table.isOnSince(tx, user, moment);
  }

  /// The user's key is gone, and second factors are off.
  @Override
  public void remove(Tx tx, UserId user) {
    table.switchOff(tx, user);
  }
}
