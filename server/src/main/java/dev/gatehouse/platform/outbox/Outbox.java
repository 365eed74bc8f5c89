package dev.gatehouse.platform.outbox;

import dev.gatehouse.platform.crypto.Randomness;
import dev.gatehouse.platform.crypto.Resealed;
import dev.gatehouse.platform.crypto.Sealer;
import dev.gatehouse.platform.storage.Database;
import dev.gatehouse.platform.storage.Tx;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;

/// What waits to be delivered, sealed, since it holds links that open accounts. A [Courier] of its
/// kind delivers it.
public final class Outbox {
  /// The most bytes of one payload.
  public static final int LARGEST = 256 * 1024;

  private static final int PAGE = 100;
  private static final UUID BEFORE_FIRST = new UUID(0, 0);

  private final OutboxTable table = new OutboxTable();
  private final Map<String, Runnable> wakers = new ConcurrentHashMap<>();
  private final Sealer sealer;
  private final Randomness random;
  private final Clock clock;

  public Outbox(Sealer sealer, Randomness random, Clock clock) {
    this.sealer = sealer;
    this.random = random;
    this.clock = clock;
  }

  /// Has `payload` delivered once the transaction is committed, and not when it is not.
  ///
  /// @param kind a lower-case word of at most 16 letters
  public UUID put(Tx tx, String kind, byte[] payload) {
    return put(tx, kind, Lanes.NONE, payload);
  }

  /// The same, for a recipient who may be slow.
  ///
  /// @param lane what all parcels to that recipient have in common, at most 64 characters: a
  ///   [Courier] has few of a lane under way, and does not touch the others meanwhile
  public UUID put(Tx tx, String kind, String lane, byte[] payload) {
    if (payload.length > LARGEST) {
      throw new IllegalArgumentException("a payload of " + payload.length + " bytes");
    }
    UUID id = random.uuid();
    table.insert(tx, id, kind, lane, sealer.seal(place(id), payload), clock.instant());
    tx.afterCommit(() -> wakers.getOrDefault(kind, () -> {}).run());
    return id;
  }

  /// Throws away whatever waits: what is in a backup was delivered long ago. The number of parcels.
  public int forgetAll(Tx tx) {
    return table.deleteAll(tx);
  }

  /// Seals everything anew that is under an older secret, each in a transaction of its own.
  public Resealed reseal(Database database) {
    Resealed total = Resealed.NOTHING;
    UUID last = BEFORE_FIRST;
    while (true) {
      UUID from = last;
      List<OutboxTable.Waiting> page = database.read(tx -> table.page(tx, from, PAGE));
      for (OutboxTable.Waiting row : page) {
        total = total.plus(reseal(database, row));
      }
      if (page.size() < PAGE) {
        return total;
      }
      last = page.getLast().id();
    }
  }

  /// Shows `reader` the payload of whatever waits of a kind, and when it was put in; what was
  /// sealed under an unknown secret is passed over.
  public void look(Database database, String kind, BiConsumer<byte[], Instant> reader) {
    UUID last = BEFORE_FIRST;
    while (true) {
      UUID from = last;
      List<OutboxTable.Put> page = database.read(tx -> table.ofKind(tx, kind, from, PAGE));
      for (OutboxTable.Put put : page) {
        open(put.row()).ifPresent(payload -> reader.accept(payload, put.at()));
      }
      if (page.size() < PAGE) {
        return;
      }
      last = page.getLast().row().id();
    }
  }

  /// Calls `waker` whenever a parcel of this kind was put in on this node.
  void onPut(String kind, Runnable waker) {
    wakers.put(kind, waker);
  }

  /// The payload; empty when it was changed, or sealed under an unknown secret.
  Optional<byte[]> open(OutboxTable.Waiting row) {
    return sealer.open(place(row.id()), row.sealed());
  }

  private Resealed reseal(Database database, OutboxTable.Waiting row) {
    if (sealer.isCurrent(row.sealed())) {
      return Resealed.NOTHING;
    }
    Optional<byte[]> payload = open(row);
    if (payload.isEmpty()) {
      return new Resealed(0, 1);
    }
    byte[] renewed = sealer.seal(place(row.id()), payload.get());
    database.write(tx -> {
      table.replace(tx, row.id(), renewed);
      return true;
    });
    return new Resealed(1, 0);
  }

  private static Sealer.Place place(UUID id) {
    return new Sealer.Place("outbox", "payload", id.toString(), "outbox payload");
  }
}
