package dev.gatehouse.platform.storage;

import dev.gatehouse.platform.metrics.Figures;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A real database whose time is told by a clock of the test's.
public final class ClockedDatabase extends Database {
  private final Database real;
  private final Clock clock;

  public ClockedDatabase(Database real, Clock clock) {
    this.real = real;
    this.clock = clock;
  }

  @Override
  public <T extends @Nullable Object> T read(Function<Tx, T> work) {
    return real.read(work);
  }

  @Override
  public <T extends @Nullable Object> T write(Function<Tx, T> work) {
    return real.write(work);
  }

  @Override
  public Clock clock() {
    return clock;
  }

  @Override
  public void syncClock() {
    real.syncClock();
  }

  @Override
  public Listening listen(String channel, Consumer<String> heard) {
    return real.listen(channel, heard);
  }

  @Override
  public Dialect dialect() {
    return real.dialect();
  }

  @Override
  public void declare(Figures figures) {
    real.declare(figures);
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
