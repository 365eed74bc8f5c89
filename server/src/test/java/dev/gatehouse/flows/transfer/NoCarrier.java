package dev.gatehouse.flows.transfer;

import dev.gatehouse.identity.accounts.UserId;
import dev.gatehouse.identity.sessions.SessionCarrier;
import dev.gatehouse.identity.sessions.SessionId;
import dev.gatehouse.platform.storage.Tx;

/// Sessions that nothing else has to die with.
final class NoCarrier implements SessionCarrier {
  @Override
  public void sessionEnds(Tx tx, SessionId id) {}

  @Override
  public void everySessionEnds(Tx tx, UserId user) {}

  @Override
  public void everySessionEnds(Tx tx) {}
}
