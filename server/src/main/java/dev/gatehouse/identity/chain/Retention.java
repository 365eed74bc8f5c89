package dev.gatehouse.identity.chain;

import dev.gatehouse.platform.storage.Database;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Removes the events that are older than they are kept, from the beginning of the chain on.
///
/// First the cut is signed, in a checkpoint that says up to where events are removed and with which
/// hash the rest begins; then they go. What does not verify is not removed: nobody gets rid of the
/// traces of a change by waiting.
public final class Retention {
  private static final Logger LOG = LoggerFactory.getLogger(Retention.class);
  private static final int AT_ONCE = 10_000;
  private static final int BATCH = 500;
  private static final int CUTS_AT_ONCE = 10;

  private final ChainTable events = new ChainTable();
  private final Database database;
  private final EventSealer sealer;
  private final ChainCheck check;
  private final CheckpointKeys keys;
  private final Duration kept;

  /// @param kept zero for ever
  public Retention(
      Database database, EventSealer sealer, ChainCheck check, CheckpointKeys keys, Duration kept) {
    this.database = database;
    this.sealer = sealer;
    this.check = check;
    this.keys = keys;
    this.kept = kept;
  }

  /// Removes what is due: whole days, so that a day makes one cut.
  public void run() {
    remove(after());
    if (kept.isZero()) {
      return;
    }
    Instant oldest = database.clock().instant().minus(kept).truncatedTo(ChronoUnit.DAYS);
    for (int i = 0; i < CUTS_AT_ONCE; i++) {
      long after = after();
      int due = Math.toIntExact(database.read(tx -> events.olderAfter(tx, after, oldest, AT_ONCE)));
      if (due == 0 || !cut(due)) {
        return;
      }
      remove(after());
    }
  }

  private boolean cut(int due) {
    ChainCheck.Report report = check.check(null, due);
    if (report.fault() != null) {
      LOG.error(
          "Audit events that are due for removal are kept, since the chain is broken: {}",
          report.fault().sentence());
      return false;
    }
    Place reached = report.reached();
    return reached.position() == report.after() + due
        && sealer.cut(reached.position(), reached.hash());
  }

  private long after() {
    Checkpoint newest = database.read(tx -> Ground.read(tx, keys)).newest();
    return newest == null ? 0 : newest.after();
  }

  private void remove(long position) {
    if (position == 0) {
      return; // nothing was ever cut off
    }
    int removed;
    do {
      removed = database.write(tx -> events.remove(tx, position, BATCH));
    } while (removed >= BATCH);
  }
}
