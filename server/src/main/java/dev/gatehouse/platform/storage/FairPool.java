package dev.gatehouse.platform.storage;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;
import dev.gatehouse.platform.metrics.Figures;
import java.sql.Connection;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.jdbi.v3.core.ConnectionException;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/// HikariCP behind a queue: first come, first served.
///
/// Hikari alone lets a newcomer take a connection that was meant for one who waits; under load a
/// few virtual threads then go round with all of them, and the rest time out.
final class FairPool implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(3);
  private static final long SECOND = 1_000_000_000L;

  private final HikariDataSource pool;
  private final Jdbi jdbi;
  private final Semaphore turns;
  private final AtomicLong lastEviction = new AtomicLong(System.nanoTime() - SECOND);

  FairPool(HikariConfig settings) {
    this.pool = new HikariDataSource(settings);
    this.jdbi = StatementText.in(Jdbi.create(pool));
    this.turns = new Semaphore(settings.getMaximumPoolSize(), true);
  }

  /// Runs `work` with a connection.
  ///
  /// @throws StorageException.Unavailable when none could be had in three seconds
  <T extends @Nullable Object> T use(Function<Handle, T> work) {
    waitForTurn();
    try (Handle handle = open()) {
      return work.apply(handle);
    } finally {
      turns.release();
    }
  }

  void evict(Connection connection) {
    pool.evictConnection(connection);
  }

  /// Where one connection was lost the others are dead as well: they are dropped, so that a retry
  /// does not meet them one by one. At most once a second, for the new ones are good.
  void evictAll() {
    long now = System.nanoTime();
    long before = lastEviction.get();
    HikariPoolMXBean running = pool.getHikariPoolMXBean();
    if (running != null && now - before >= SECOND && lastEviction.compareAndSet(before, now)) {
      running.softEvictConnections();
    }
  }

  void declare(Figures figures) {
    int most = pool.getMaximumPoolSize();
    figures
        .gauge("database_connections_max", "Connections that the pool may have.", () -> most)
        .gauge(
            "database_connections_in_use",
            "Connections that work for a request now.",
            () -> Math.max(0, most - turns.availablePermits()))
        .gauge(
            "database_connections_waiting",
            "Requests that wait for a connection.",
            turns::getQueueLength);
  }

  @Override
  public void close() {
    pool.close();
  }

  private void waitForTurn() {
    try {
      if (!turns.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new StorageException.Unavailable("the database is too busy", null);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StorageException.Unavailable("the wait for the database was interrupted", e);
    }
  }

  private Handle open() {
    try {
      return jdbi.open();
    } catch (ConnectionException e) {
      String sentence =
          pool.isClosed() ? "the database is closed" : "the database cannot be reached";
      throw new StorageException.Unavailable(sentence, e.getCause());
    }
  }
}
