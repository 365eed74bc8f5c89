package dev.gatehouse.platform.storage;

import dev.gatehouse.platform.metrics.Figures;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// One relational database, used through short units of work.
///
/// The work handed in may be run more than once (after a deadlock, say), so it has no effect but
/// its SQL, nothing slow (hashing, network) happens inside it, and it begins no other unit. Callers
/// may be virtual threads.
///
/// A statement that failed ends its unit: a [StorageException.UniqueViolation] is caught outside
/// [#write], not inside the work. Work that swallows it fails all the same.
public abstract class Database implements AutoCloseable {

  /// Opens the database, waiting for a server that is not up yet.
  ///
  /// @throws StorageException.Unavailable in one sentence that says what could not be reached
  public static Database open(DatabaseSettings settings) {
    return switch (settings.target()) {
      case DatabaseSettings.SqliteFile(var file) -> SqliteDatabase.open(file, settings.echo());
      case DatabaseSettings.DatabaseServer server -> PooledDatabase.open(server, settings);
    };
  }

  /// Runs `work` without changing anything. Each statement sees the newest committed state.
  ///
  /// @throws StorageException as [StorageException.Unavailable] when no connection could be had
  public abstract <T extends @Nullable Object> T read(Function<Tx, T> work);

  /// Runs `work` in one transaction and returns after COMMIT. Whatever `work` throws undoes all of
  /// it.
  ///
  /// @throws StorageException.UniqueViolation when a unique or primary key is taken
  /// @throws StorageException.OutcomeUnknown when the answer to COMMIT was lost
  public abstract <T extends @Nullable Object> T write(Function<Tx, T> work);

  /// The database's own time in UTC with microseconds, so that nodes with skewed clocks agree.
  public abstract Clock clock();

  /// Asks the database for its time again, at most once a second. Whoever polls calls this.
  ///
  /// @throws StorageException.Unavailable when the database could not be asked
  public abstract void syncClock();

  public abstract Dialect dialect();

  /// Declares how busy it is: its connections, and who waits for one.
  public abstract void declare(Figures figures);

  /// Hands what [Tx#signal] sends on `channel`, here or on another node, to `heard`, on a thread of
  /// the database's. Only PostgreSQL can; elsewhere nothing is ever heard. What is sent while the
  /// connection is lost is not heard either, but `heard` is called, with an empty message, whenever
  /// there is a new one.
  ///
  /// @param channel a lower-case word
  /// @return ends it
  public Listening listen(String channel, Consumer<String> heard) {
    return () -> {};
  }

  /// Hears signals until it is closed.
  @FunctionalInterface
  public interface Listening extends AutoCloseable {
    @Override
    void close();
  }

  /// Finishes what runs. Later calls meet [StorageException.Unavailable].
  @Override
  public abstract void close();

  /// A connection of the caller's own, in autocommit, whose statements may take long. Not to be
  /// used on a virtual thread.
  abstract Connection dedicated() throws SQLException;
}
