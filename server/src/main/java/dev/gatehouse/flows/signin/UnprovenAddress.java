package dev.gatehouse.flows.signin;

import dev.gatehouse.identity.accounts.UserId;
import dev.gatehouse.identity.audit.Client;

/// Told when a password was right and the address is not proven yet, where only proven ones sign
/// in: the mail that would prove it may be lost.
@FunctionalInterface
public interface UnprovenAddress {
  /// Whatever comes of it is for nobody to see.
  void met(UserId user, Client client);
}
