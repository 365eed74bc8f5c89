package dev.gatehouse.platform.storage;

import dev.gatehouse.platform.metrics.Figures;
import dev.gatehouse.platform.storage.DatabaseSettings.DatabaseServer;
import dev.gatehouse.platform.storage.DatabaseSettings.ServerKind;
import dev.gatehouse.platform.storage.Dialect.Fault;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/// A database server behind a pool of connections; units of work run on the caller's thread.
final class PooledDatabase extends Database {
  private final ServerConnections connections;
  private final FairPool pool;
  private final Dialect dialect;
  private final Transaction transaction;
  private final boolean echo;
  private final ServerClock clock;
  private volatile @Nullable PostgresqlListener listener;

  private PooledDatabase(
      ServerConnections connections, Dialect dialect, DatabaseSettings settings) {
    this.connections = connections;
    this.dialect = dialect;
    this.transaction = dialect instanceof MysqlDialect ? Transaction.IN_SQL : Transaction.BY_DRIVER;
    this.echo = settings.echo();
    this.pool = new FairPool(connections.pool(settings.pool()));
    this.clock = new ServerClock(this::serverTime, System::nanoTime);
  }

  static PooledDatabase open(DatabaseServer server, DatabaseSettings settings) {
    Dialect dialect =
        server.kind() == ServerKind.POSTGRESQL ? new PostgresqlDialect() : new MysqlDialect();
    ServerConnections connections = new ServerConnections(server);
    connections.await(settings.pool().connectWithin());
    PooledDatabase database = new PooledDatabase(connections, dialect, settings);
    try {
      database.clock.sync();
      return database;
    } catch (RuntimeException e) {
      database.close();
      throw e;
    }
  }

  /// In autocommit: no round trips but those of the statements.
  @Override
  public <T extends @Nullable Object> T read(Function<Tx, T> work) {
    Retries retries = new Retries();
    while (true) {
      try {
        return pool.use(handle -> run(begun(handle), work));
      } catch (LostTransaction e) {
        retries.pauseOrGiveUp(e);
      }
    }
  }

  @Override
  public <T extends @Nullable Object> T write(Function<Tx, T> work) {
    Retries retries = new Retries();
    while (true) {
      try {
        return pool.use(handle -> writeOnce(handle, work));
      } catch (LostTransaction e) {
        retries.pauseOrGiveUp(e);
      }
    }
  }

  @Override
  public Clock clock() {
    return clock;
  }

  @Override
  public void syncClock() {
    clock.sync();
  }

  @Override
  public Dialect dialect() {
    return dialect;
  }

  @Override
  public void declare(Figures figures) {
    pool.declare(figures);
  }

  @Override
  public Listening listen(String channel, Consumer<String> heard) {
    if (!(dialect instanceof PostgresqlDialect)) {
      return super.listen(channel, heard);
    }
    PostgresqlListener made = new PostgresqlListener(connections, channel, heard);
    listener = made;
    return made;
  }

  @Override
  public void close() {
    PostgresqlListener open = listener;
    if (open != null) {
      open.close();
    }
    pool.close();
  }

  @Override
  Connection dedicated() throws SQLException {
    return connections.dedicated();
  }

  private <T extends @Nullable Object> T writeOnce(Handle handle, Function<Tx, T> work) {
    Connection connection = handle.getConnection();
    begin(connection);
    Tx tx = begun(handle);
    T result;
    try {
      result = run(tx, work);
    } catch (RuntimeException | Error e) {
      rollback(connection);
      throw e;
    }
    commit(connection);
    tx.committed();
    return result;
  }

  private Tx begun(Handle handle) {
    PostgresqlListener open = listener;
    return new Tx(handle, dialect, echo, open != null && open.isListening());
  }

  /// @throws LostTransaction if running the same work again may help
  private <T extends @Nullable Object> T run(Tx tx, Function<Tx, T> work) {
    T result;
    try {
      result = work.apply(tx);
    } catch (RuntimeException | Error e) {
      retryIfLost(tx);
      throw e;
    } finally {
      tx.end();
    }
    retryIfLost(tx);
    StorageException swallowed = tx.failure();
    if (swallowed != null) {
      throw swallowed;
    }
    return result;
  }

  private void retryIfLost(Tx tx) {
    StorageException failure = tx.failure();
    if (failure != null && (tx.fault() == Fault.CONFLICT || tx.fault() == Fault.LOST)) {
      if (tx.fault() == Fault.LOST) {
        pool.evictAll();
      }
      throw new LostTransaction(failure);
    }
  }

  private void begin(Connection connection) {
    try {
      transaction.begin(connection);
    } catch (SQLException e) {
      pool.evict(connection);
      pool.evictAll();
      throw new LostTransaction(dialect.translate(e));
    }
  }

  private void commit(Connection connection) {
    try {
      transaction.commit(connection);
    } catch (SQLException e) {
      Fault fault = dialect.fault(e);
      pool.evict(connection);
      switch (fault) {
        case CONFLICT -> throw new LostTransaction(dialect.translate(e));
        case UNIQUE, CONSTRAINT -> throw dialect.translate(e);
        case LOST, UNAVAILABLE, OTHER ->
            throw new StorageException.OutcomeUnknown(dialect.withoutParameters(e));
      }
    }
  }

  private void rollback(Connection connection) {
    try {
      transaction.rollback(connection);
    } catch (SQLException e) {
      pool.evict(connection);
    }
  }

  private Instant serverTime() {
    String sql =
        dialect instanceof MysqlDialect
            ? "SELECT UTC_TIMESTAMP(6) AS now"
            : "SELECT clock_timestamp() AS now";
    return read(tx -> tx.sql(sql).only(row -> row.instant("now")));
  }
}
