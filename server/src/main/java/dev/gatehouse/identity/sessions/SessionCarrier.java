package dev.gatehouse.identity.sessions;

import dev.gatehouse.identity.accounts.UserId;
import dev.gatehouse.platform.storage.Tx;

/// What carries a session, and so has to die with it.
public interface SessionCarrier {
  void sessionEnds(Tx tx, SessionId id);

  void everySessionEnds(Tx tx, UserId user);

  void everySessionEnds(Tx tx);
}
