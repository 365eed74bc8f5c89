package dev.gatehouse.identity.mfa;

import dev.gatehouse.identity.accounts.UserId;
import dev.gatehouse.platform.storage.Tx;

/// One way to show a second factor.
public interface Factor {
  /// What clients call it, in `methods`.
  String method();

  /// Whether the user has it.
  boolean isSetUp(Tx tx, UserId user);

  /// Takes it from the user altogether.
  void remove(Tx tx, UserId user);
}
