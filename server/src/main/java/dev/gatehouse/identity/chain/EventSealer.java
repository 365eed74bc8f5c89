package dev.gatehouse.identity.chain;

import dev.gatehouse.identity.audit.Commitment;
import dev.gatehouse.platform.crypto.Randomness;
import dev.gatehouse.platform.storage.Database;
import dev.gatehouse.platform.storage.Tx;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/// Seals the events that are not sealed yet, and signs how far the chain has come.
///
/// Every node runs one. The chain's own row is taken first, by whoever holds the lease or finds it
/// run out, and stays taken until COMMIT; its position and hash move on only from where they were
/// read. So there is one sealer at any moment, and one that was cut off in the middle left nothing.
/// Whatever has no position yet is sealed next, in the order of ids: an event that was committed
/// late comes after those that were committed before it, whatever its id.
public final class EventSealer {
  /// How long another node waits for one that has stopped.
  static final Duration LEASE = Duration.ofSeconds(5);

  static final int BATCH = 250;

  /// A checkpoint comes after so many events, or after so long when there was any.
  static final int EVENTS_BETWEEN_CHECKPOINTS = 1_000;

  static final Duration BETWEEN_CHECKPOINTS = Duration.ofMinutes(5);

  private static final int BATCHES_AT_ONCE = 40;

  private final ChainTable events = new ChainTable();
  private final HeadTable heads = new HeadTable();
  private final CheckpointTable checkpoints = new CheckpointTable();
  private final Database database;
  private final CheckpointKeys keys;
  private final Randomness random;
  private final String node;

  public EventSealer(Database database, CheckpointKeys keys, Randomness random) {
    this.database = database;
    this.keys = keys;
    this.random = random;
    this.node = random.uuid().toString();
  }

  /// Seals what there is, up to some thousand events; the number of them. Nothing is written when
  /// there is nothing to do.
  public int seal() {
    int all = 0;
    for (int i = 0; i < BATCHES_AT_ONCE && database.read(this::isDue); i++) {
      int sealed = database.write(this::sealBatch);
      all += sealed;
      if (sealed < BATCH) {
        break;
      }
    }
    return all;
  }

  private boolean isDue(Tx tx) {
    Head head = heads.read(tx);
    Instant now = now();
    return !head.isHeldByAnother(node, now)
        && (events.isAnyUnsealed(tx) || isCheckpointDue(head, now));
  }

  private int sealBatch(Tx tx) {
    Instant now = now();
    if (!heads.take(tx, node, now, now.plus(LEASE))) {
      return 0;
    }
    Head from = heads.read(tx);
    List<ChainTable.Sealed> sealed = link(from, events.unsealed(tx, BATCH));
    Head reached = from;
    if (!sealed.isEmpty()) {
      ChainTable.Sealed last = sealed.getLast();
      events.seal(tx, sealed);
      require(heads.advance(tx, from, last.position(), last.hash()));
      reached = from.movedTo(last.position(), last.hash());
    }
    if (isCheckpointDue(reached, now)) {
      sign(tx, reached, now);
    }
    return sealed.size();
  }

  private List<ChainTable.Sealed> link(Head from, List<ChainedEvent> unsealed) {
    List<ChainTable.Sealed> sealed = new ArrayList<>(unsealed.size());
    Supplier<byte[]> salts = () -> random.bytes(Commitment.SALT_BYTES);
    long position = from.position();
    byte[] hash = from.hash();
    for (ChainedEvent event : unsealed) {
      ChainedEvent salted = event.with(event.address().salted(salts), event.detail().salted(salts));
      position++;
      hash = Chain.next(hash, Chain.digest(position, salted));
      sealed.add(new ChainTable.Sealed(position, hash, salted));
    }
    return sealed;
  }

  private static boolean isCheckpointDue(Head head, Instant now) {
    long unsigned = head.position() - head.signedPosition();
    if (unsigned <= 0) {
      return false;
    }
    return head.signedAt() == null
        || unsigned >= EVENTS_BETWEEN_CHECKPOINTS
        || !now.isBefore(head.signedAt().plus(BETWEEN_CHECKPOINTS));
  }

  private void sign(Tx tx, Head head, Instant now) {
    Checkpoint before = checkpoints.newest(tx).flatMap(keys.statements(tx)::open).orElse(null);
    write(
        tx,
        new Checkpoint(
            head.checkpoints() + 1,
            head.position(),
            head.hash(),
            before == null ? 0 : before.after(),
            before == null ? Chain.genesis() : before.afterHash(),
            now));
  }

  private void write(Tx tx, Checkpoint made) {
    checkpoints.insert(tx, made, keys.signer(tx, made.at()).sign(made.payload()));
    require(heads.signed(tx, made));
  }

  /// Signs that events up to `position`, whose hash this is, are removed; false while another node
  /// holds the chain.
  boolean cut(long position, byte[] hash) {
    return database.write(tx -> {
      Instant now = now();
      if (!heads.take(tx, node, now, now.plus(LEASE))) {
        return false;
      }
      Head head = heads.read(tx);
      long cutBefore =
          checkpoints
              .newest(tx)
              .flatMap(keys.statements(tx)::open)
              .map(Checkpoint::after)
              .orElse(0L);
      if (position <= cutBefore || position > head.position()) {
        return false;
      }
      write(
          tx,
          new Checkpoint(
              head.checkpoints() + 1, head.position(), head.hash(), position, hash, now));
      return true;
    });
  }

  /// The fence: whoever finds the chain's row otherwise than it read it undoes everything.
  private static void require(boolean held) {
    if (!held) {
      throw new IllegalStateException("the end of the audit chain was moved by somebody else");
    }
  }

  private Instant now() {
    return database.clock().instant();
  }
}
