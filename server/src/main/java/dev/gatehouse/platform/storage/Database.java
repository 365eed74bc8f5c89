package dev.gatehouse.platform.storage;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.function.Function;

/// One relational database, used through short units of work.
///
/// The work handed in may be run more than once (after a deadlock, say), so it has no effect but
/// its SQL, and nothing slow (hashing, network) happens inside it. Callers may be virtual threads.
public abstract class Database implements AutoCloseable {

  /// Runs `work` without changing anything. Each statement sees the newest committed state.
  ///
  /// @throws StorageException as [StorageException.Unavailable] when no connection could be had
  public abstract <T> T read(Function<Tx, T> work);

  /// Runs `work` in one transaction and returns after COMMIT. Whatever `work` throws undoes all of
  /// it.
  ///
  /// @throws StorageException.UniqueViolation when a unique or primary key is taken
  /// @throws StorageException.OutcomeUnknown when the answer to COMMIT was lost
  public abstract <T> T write(Function<Tx, T> work);

  /// The database's own time in UTC with microseconds, so that nodes with skewed clocks agree.
  public abstract Clock clock();

  /// Compares clocks with the database again.
  public void syncClock() {}

  public abstract Dialect dialect();

  /// A connection of its own, on which nothing has begun, for changes of the schema.
  abstract Connection connectForSchema() throws SQLException;

  @Override
  public abstract void close();
}
