package dev.gatehouse.flows.recovery;

import dev.gatehouse.identity.accounts.UserId;
import dev.gatehouse.identity.revocations.Endings;
import dev.gatehouse.identity.sessions.EndReason;
import dev.gatehouse.platform.storage.Tx;

/// What opens an account beside its password, and may have been attached to it by somebody else.
@FunctionalInterface
public interface Attachments {
  /// Ends sessions and API keys and takes passkeys away. The second factor stays.
  void drop(Tx tx, Endings endings, UserId user, EndReason reason);
}
