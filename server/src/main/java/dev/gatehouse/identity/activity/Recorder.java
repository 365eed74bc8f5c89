package dev.gatehouse.identity.activity;

import dev.gatehouse.platform.storage.Database;
import dev.gatehouse.platform.storage.StorageException;
import dev.gatehouse.platform.storage.Tx;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Writes down what one node does: when a minute is over, one row. While the database can't be
/// reached the rows wait, for an hour at most. A node that is killed takes less than a minute with
/// it; nobody writes in its name.
///
/// Of all nodes the first to see that a minute is over counts the sessions, and forgets what is
/// old.
public final class Recorder {
  private static final Logger LOG = LoggerFactory.getLogger(Recorder.class);
  private static final int MOST_WAITING = 60;
  private static final int FORGOTTEN_AT_ONCE = 500;

  private final Database database;
  private final Activity activity;
  private final UUID node;
  private final Source source;
  private final Deque<Minute> waiting = new ArrayDeque<>();
  private final ReentrantLock looking = new ReentrantLock();
  private long minute;
  private boolean isToCount;

  /// @param node of this process and no other, an earlier one of the same machine included
  public Recorder(Database database, Activity activity, UUID node, Source source) {
    this.database = database;
    this.activity = activity;
    this.node = node;
    this.source = source;
    this.minute = activity.now();
  }

  /// Looks whether a minute has ended; costs nothing when none has. To be called about once a
  /// second.
  public void look() {
    looking.lock();
    try {
      lookAlone();
    } finally {
      looking.unlock();
    }
  }

  private void lookAlone() {
    long now = activity.now();
    if (now != minute) {
      keep();
      minute = now;
      isToCount = true;
    }
    write();
    if (isToCount) {
      isToCount = false;
      count(now - 1);
    }
  }

  /// Writes down what was done since the minute began, if that can be done: not while a look still
  /// waits for the database.
  public void close() {
    if (!looking.tryLock()) {
      LOG.info("The figures of the last minute are lost: the database has not answered");
      return;
    }
    try {
      keep();
      write();
    } catch (StorageException e) {
      LOG.info("The figures of the last minute are lost: {}", e.getMessage());
    } finally {
      looking.unlock();
    }
  }

  private void keep() {
    waiting.add(new Minute(minute, source.take()));
    if (waiting.size() > MOST_WAITING) {
      waiting.remove();
    }
  }

  private void write() {
    for (Minute next = waiting.peek(); next != null; next = waiting.peek()) {
      write(next);
      waiting.remove();
    }
  }

  private void write(Minute next) {
    try {
      database.write(tx -> {
        activity.note(tx, node, next.at, next.work);
        return true;
      });
    } catch (StorageException.UniqueViolation e) {
      LOG.debug("Written before, by a COMMIT whose answer was lost");
    }
  }

  /// If the node that is to count dies meanwhile, nobody knows.
  private void count(long over) {
    if (database.read(tx -> activity.isCounted(tx, over)) || !isClaimed(over)) {
      return;
    }
    long alive = database.read(source::sessions);
    database.write(tx -> {
      activity.noteCount(tx, over, alive);
      return activity.forgetOld(tx, FORGOTTEN_AT_ONCE);
    });
  }

  private boolean isClaimed(long over) {
    try {
      return database.write(tx -> {
        activity.claimCount(tx, over);
        return true;
      });
    } catch (StorageException.UniqueViolation e) {
      return false;
    }
  }

  /// Where the figures come from.
  public interface Source {
    /// What was done since this was last asked.
    Work take();

    /// How many sessions of anybody are alive.
    long sessions(Tx tx);
  }

  private record Minute(long at, Work work) {}
}
