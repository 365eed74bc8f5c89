package dev.gatehouse.identity.audit;

import dev.gatehouse.platform.crypto.Randomness;
import dev.gatehouse.platform.storage.Tx;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;

/// Writes events down.
public final class Audit {
  private final AuditTable table = new AuditTable();
  private final Erasure erasure = new Erasure();
  private volatile Listener listener = (tx, id, at, event) -> {};
  private final Randomness random;
  private final Clock clock;

  public Audit(Randomness random, Clock clock) {
    this.random = random;
    this.clock = clock;
  }

  /// Records `event` in the transaction of what it tells of.
  public void record(Tx tx, AuditEvent event, Client client) {
    UUID id = random.uuid();
    Instant at = clock.instant();
    table.insert(tx, id, at, event, client);
    listener.recorded(tx, id, at, event);
  }

  /// Has `news` see every event from now on.
  public void tell(Listener news) {
    this.listener = news;
  }

  /// Takes the addresses and details out of what `user` did and what was done to them; who did what
  /// and when stays, by bare ids, and stays provable. For whoever deletes the user, after the last
  /// event about it was recorded.
  public void erase(Tx tx, String user) {
    erasure.erase(tx, user);
  }

  /// Sees each event in the transaction that records it.
  public interface Listener {
    void recorded(Tx tx, UUID id, Instant at, AuditEvent event);
  }
}
