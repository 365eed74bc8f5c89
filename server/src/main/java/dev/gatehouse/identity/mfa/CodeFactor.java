package dev.gatehouse.identity.mfa;

import dev.gatehouse.identity.accounts.UserId;
import dev.gatehouse.platform.storage.Tx;

/// A second factor that is shown by typing a code. Each code opens once, on whichever node.
public sealed interface CodeFactor extends Factor permits TotpFactor, RecoveryCodes {
  /// The word for it in a session's `auth_methods`.
  String provenAs();

  /// Whether `code`, as the user typed it, is right and was never used; it is used up then.
  boolean use(Tx tx, UserId user, String code);
}
