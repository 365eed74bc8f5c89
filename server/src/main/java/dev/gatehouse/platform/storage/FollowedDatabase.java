package dev.gatehouse.platform.storage;

import dev.gatehouse.platform.metrics.Figures;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// A database whose units of work somebody follows, from the call to COMMIT.
public final class FollowedDatabase extends Database {
  private final Database real;
  private final Follower follower;

  public FollowedDatabase(Database real, Follower follower) {
    this.real = real;
    this.follower = follower;
  }

  @Override
  public <T extends @Nullable Object> T read(Function<Tx, T> work) {
    try (Unit unit = follower.begin("read")) {
      return finish(unit, () -> real.read(work));
    }
  }

  @Override
  public <T extends @Nullable Object> T write(Function<Tx, T> work) {
    try (Unit unit = follower.begin("write")) {
      return finish(unit, () -> real.write(work));
    }
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
  public Dialect dialect() {
    return real.dialect();
  }

  @Override
  public void declare(Figures figures) {
    real.declare(figures);
  }

  @Override
  public Listening listen(String channel, Consumer<String> heard) {
    return real.listen(channel, heard);
  }

  @Override
  public void close() {
    real.close();
  }

  @Override
  Connection dedicated() throws SQLException {
    return real.dedicated();
  }

  private static <T extends @Nullable Object> T finish(Unit unit, Supplier<T> work) {
    try {
      return work.get();
    } catch (StorageException e) {
      unit.failed(e);
      throw e;
    }
  }

  /// Told of each unit by the thread that waits for it.
  public interface Follower {
    /// A unit begins.
    ///
    /// @param kind `read` or `write`
    Unit begin(String kind);
  }

  /// One unit of work, closed when it is over.
  public interface Unit extends AutoCloseable {
    void failed(StorageException reason);

    @Override
    void close();
  }
}
