package dev.gatehouse.identity.revocations;

import dev.gatehouse.platform.storage.Database;
import dev.gatehouse.platform.storage.StorageException;
import dev.gatehouse.platform.time.Freshness;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Follows the news: reads what is new once a second, from the primary, and at once when it is
/// woken. However often it is woken, it reads at most a hundred times a second.
///
/// A gap in the numbers, or a step back (a restored database), reloads everything.
public final class RevocationFeed implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RevocationFeed.class);
  private static final Duration EVERY = Duration.ofSeconds(1);
  private static final int CLEANED_AT_ONCE = 500;
  private static final Duration AFTER_A_WAKING = Duration.ofMillis(10);
  private static final Duration BETWEEN_CLEANINGS = Duration.ofMinutes(1);

  private final Database database;
  private final Revocations revocations;
  private final RevocationTable table = new RevocationTable();
  private final Freshness freshness;
  private final Duration maxStale;
  private final Semaphore wakings = new Semaphore(0);
  private final Thread reader;
  private volatile boolean running = true;
  private long last;
  private volatile long position;
  private long cleaned = System.nanoTime();
  private boolean failing;

  /// Loads everything, then follows.
  ///
  /// @param maxStale how old the last successful reading may be before no credential is answered
  /// @param wall the machine's clock, to notice that the process or the machine was frozen
  public RevocationFeed(
      Database database, Revocations revocations, Duration maxStale, InstantSource wall) {
    this.database = database;
    this.revocations = revocations;
    this.maxStale = maxStale;
    this.freshness = new Freshness(wall);
    readOnce();
    this.reader = Thread.ofPlatform().name("revocation-feed").daemon().start(this::follow);
  }

  /// Whether the database answered that recently.
  public boolean heardWithin(Duration limit) {
    return freshness.within(limit);
  }

  /// Whether what is known is young enough to answer for a credential.
  public boolean isFresh() {
    return freshness.within(maxStale);
  }

  /// How long ago the database last told the news.
  public Duration age() {
    return freshness.age();
  }

  /// The number of the newest news that this node knows. Nodes that differ are apart by so much.
  public long position() {
    return position;
  }

  /// There may be news: it is read soon, and not once for each call.
  public void wake() {
    wakings.release();
  }

  @Override
  public void close() {
    running = false;
    reader.interrupt();
  }

  private void follow() {
    while (running) {
      try {
        boolean woken = wakings.tryAcquire(EVERY.toMillis(), TimeUnit.MILLISECONDS);
        wakings.drainPermits();
        readOnce();
        tidy();
        if (failing) {
          failing = false;
          LOG.info("The database answers again");
        }
        if (woken) {
          Thread.sleep(AFTER_A_WAKING);
        }
      } catch (InterruptedException e) {
        return;
      } catch (RuntimeException | Error e) {
        report(e);
      }
    }
  }

  private void readOnce() {
    Freshness.Moment begun = freshness.now();
    database.syncClock();
    News news = database.read(tx -> new News(table.last(tx), table.after(tx, last)));
    if (isContinuous(news)) {
      news.rows.forEach(revocations::apply);
      last += news.rows.size();
    } else {
      // The counter is read before the rows: what is committed in between comes again next time.
      News all = database.read(tx -> new News(table.last(tx), table.after(tx, 0)));
      revocations.reload(all.rows);
      last = all.last;
    }
    position = last;
    freshness.succeeded(begun);
  }

  private boolean isContinuous(News news) {
    long expected = last;
    for (Revocation row : news.rows) {
      expected++;
      if (row.seq() != expected) {
        return false;
      }
    }
    return expected >= news.last && news.last >= last;
  }

  private void tidy() {
    if (System.nanoTime() - cleaned < BETWEEN_CLEANINGS.toNanos()) {
      return;
    }
    cleaned = System.nanoTime();
    Instant now = database.clock().instant();
    revocations.forgetExpired(now);
    try {
      int deleted;
      do {
        deleted = database.write(tx -> table.deleteExpired(tx, now, CLEANED_AT_ONCE));
      } while (deleted == CLEANED_AT_ONCE);
    } catch (StorageException e) {
      LOG.warn("Old revocations were not removed: {}", e.getMessage());
    }
  }

  private void report(Throwable e) {
    if (!failing && running) {
      failing = true;
      String why = e instanceof StorageException ? e.getMessage() : e.toString();
      LOG.error("The database does not answer: {}", why);
    }
  }

  private record News(long last, List<Revocation> rows) {}
}
