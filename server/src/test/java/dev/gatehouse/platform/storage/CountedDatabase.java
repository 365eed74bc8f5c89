package dev.gatehouse.platform.storage;

import dev.gatehouse.platform.metrics.Figures;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// A real database that counts the transactions of some threads.
public final class CountedDatabase extends Database {
  private final Database real;
  private final Predicate<Thread> counted;
  private final AtomicInteger writes = new AtomicInteger();

  public CountedDatabase(Database real, Predicate<Thread> counted) {
    this.real = real;
    this.counted = counted;
  }

  /// The transactions since this was last asked.
  public int takeWrites() {
    return writes.getAndSet(0);
  }

  @Override
  public <T extends @Nullable Object> T read(Function<Tx, T> work) {
    return real.read(work);
  }

  @Override
  public <T extends @Nullable Object> T write(Function<Tx, T> work) {
    if (counted.test(Thread.currentThread())) {
      writes.incrementAndGet();
    }
    return real.write(work);
  }

  @Override
  public Listening listen(String channel, Consumer<String> heard) {
    return real.listen(channel, heard);
  }

  @Override
  public Clock clock() {
    return real.clock();
  }

  @Override
  public void syncClock() {
    real.syncClock();
  }

  @Override
  public void declare(Figures figures) {
    real.declare(figures);
  }

  @Override
  public Dialect dialect() {
    return real.dialect();
  }

  @Override
  Connection dedicated() throws SQLException {
    return real.dedicated();
  }

  @Override
  public void close() {
    real.close();
  }
}
