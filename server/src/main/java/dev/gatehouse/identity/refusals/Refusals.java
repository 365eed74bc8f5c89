package dev.gatehouse.identity.refusals;

import dev.gatehouse.platform.crypto.Randomness;
import dev.gatehouse.platform.storage.Database;
import dev.gatehouse.platform.storage.StorageException;
import dev.gatehouse.platform.storage.Tx;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Which credentials were refused, for a day: written behind the answer, together, and no more than
/// [#A_MINUTE] a minute on each node whatever anybody sends. What can be made up has places of its
/// own, so that a flood of it hides nobody's expired token.
public final class Refusals {
  /// The most of either sort that a node notes in one minute.
  public static final int A_MINUTE = 120;

  /// How long they are kept.
  static final Duration KEPT = Duration.ofDays(1);

  private static final Logger LOG = LoggerFactory.getLogger(Refusals.class);

  private final RefusalTable table = new RefusalTable();
  private final ReentrantLock lock = new ReentrantLock();
  private final List<RefusedCredential> waiting = new ArrayList<>();

  /// What was written last, until the next time: who looks meanwhile may see a database from
  /// before.
  private List<RefusedCredential> written = List.of();

  private final Places madeUp = new Places();
  private final Places once = new Places();
  private final Database database;
  private final Randomness random;

  public Refusals(Database database, Randomness random) {
    this.database = database;
    this.random = random;
  }

  /// Notes it, while there are places.
  ///
  /// @param subject the session or API key that the credential was of; null where that is not known
  public void note(
      String requestId, RefusedCredential.Reason reason, @Nullable String subject, Instant now) {
    lock.lock();
    try {
      if ((reason.canBeMadeUp() ? madeUp : once).take(now)) {
        waiting.add(new RefusedCredential(requestId, reason, subject, now));
      }
    } finally {
      lock.unlock();
    }
  }

  /// Why the credential of a request was refused; empty when none was, or it was not noted.
  public Optional<RefusedCredential> find(Tx tx, String requestId) {
    return fresh(requestId).or(() -> table.find(tx, requestId));
  }

  /// Writes down what was noted. What can't be written is lost: the log has it too.
  public void flush() {
    List<RefusedCredential> noted = taken();
    if (noted.isEmpty()) {
      return;
    }
    try {
      database.write(tx -> {
        table.insert(tx, noted, random::uuid);
        return true;
      });
    } catch (StorageException e) {
      LOG.warn("Why {} credentials were refused was not written: {}", noted.size(), e.getMessage());
    }
  }

  /// Forgets what is a day old, up to `most`; the number forgotten.
  public int forgetOld(Tx tx, int most) {
    return table.deleteOld(tx, database.clock().instant().minus(KEPT), most);
  }

  private List<RefusedCredential> taken() {
    lock.lock();
    try {
      written = List.copyOf(waiting);
      waiting.clear();
      return written;
    } finally {
      lock.unlock();
    }
  }

  private Optional<RefusedCredential> fresh(String requestId) {
    lock.lock();
    try {
      return Stream.concat(waiting.stream(), written.stream())
          .filter(one -> one.requestId().equals(requestId))
          .findFirst();
    } finally {
      lock.unlock();
    }
  }

  /// Those of the minute.
  private static final class Places {
    private long minute;
    private int taken;

    boolean take(Instant now) {
      long current = Math.floorDiv(now.getEpochSecond(), 60L);
      if (current != minute) {
        minute = current;
        taken = 0;
      }
      return taken++ < A_MINUTE;
    }
  }
}
