package dev.gatehouse.identity.audit;

import dev.gatehouse.platform.crypto.Randomness;
import dev.gatehouse.platform.storage.Tx;
import java.time.Clock;

/// Writes events down.
public final class Audit {
  private final AuditTable table = new AuditTable();
  private final Erasure erasure = new Erasure();
  private final Randomness random;
  private final Clock clock;

  public Audit(Randomness random, Clock clock) {
    this.random = random;
    this.clock = clock;
  }

  /// Records `event` in the transaction of what it tells of.
  public void record(Tx tx, AuditEvent event, Client client) {
    table.insert(tx, random.uuid(), clock.instant(), event, client);
  }

  /// Takes the addresses and details out of what `user` did and what was done to them; who did what
  /// and when stays, by bare ids, and stays provable. For whoever deletes the user, after the last
  /// event about it was recorded.
  public void erase(Tx tx, String user) {
    erasure.erase(tx, user);
  }
}
