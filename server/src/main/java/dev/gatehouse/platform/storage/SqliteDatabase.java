package dev.gatehouse.platform.storage;

import dev.gatehouse.platform.storage.DatabaseSettings.SqliteFile;
import java.sql.Connection;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Function;

/// SQLite in this process: one writer thread, a few reader threads, no call on the caller's thread.
final class SqliteDatabase extends Database {
  private static final int MOST_READERS = 4;

  private final SqliteDialect dialect = new SqliteDialect();
  private final Clock clock = Clock.tick(Clock.systemUTC(), Duration.ofNanos(1_000));
  private final SqliteConnections connections;
  private final SqliteWriter writer;
  private final SqliteReaders readers;

  SqliteDatabase(SqliteFile target, boolean echo) {
    connections = new SqliteConnections(target.file());
    writer = new SqliteWriter(connections.forWriting(), dialect, echo);
    int count = Math.min(MOST_READERS, Math.max(2, Runtime.getRuntime().availableProcessors()));
    readers = new SqliteReaders(connections, dialect, count, echo);
  }

  @Override
  public <T> T read(Function<Tx, T> work) {
    return readers.read(work);
  }

  @Override
  public <T> T write(Function<Tx, T> work) {
    return writer.write(work);
  }

  @Override
  public Clock clock() {
    return clock;
  }

  @Override
  public Dialect dialect() {
    return dialect;
  }

  @Override
  Connection connectForSchema() {
    return connections.forWriting();
  }

  @Override
  public void close() {
    readers.close();
    writer.close();
  }
}
