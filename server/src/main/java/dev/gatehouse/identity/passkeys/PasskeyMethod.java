package dev.gatehouse.identity.passkeys;

import dev.gatehouse.identity.accounts.UserId;
import dev.gatehouse.identity.mfa.Factor;
import dev.gatehouse.platform.storage.Tx;

/// Passkeys as a second factor.
public record PasskeyMethod(Passkeys passkeys) implements Factor {
  /// What clients call it.
  public static final String METHOD = "passkey";

  @Override
  public String method() {
    return METHOD;
  }

  @Override
  public boolean isSetUp(Tx tx, UserId user) {
    return passkeys.has(tx, user);
  }

  @Override
  public void remove(Tx tx, UserId user) {
    passkeys.removeAllOf(tx, user);
  }
}
