package dev.gatehouse.platform.storage;

import com.zaxxer.hikari.HikariDataSource;
import dev.gatehouse.platform.storage.DatabaseSettings.DatabaseServer;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Clock;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import org.jdbi.v3.core.ConnectionException;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/// PostgreSQL, MySQL or MariaDB through a pool of connections, on the caller's own thread.
final class PooledDatabase extends Database {
  private static final int ATTEMPTS = 6;
  private static final int FIRST_PAUSE_MILLIS = 4;

  private final HikariDataSource pool;
  private final Jdbi jdbi;
  private final Dialect dialect;
  private final Transactions transactions;
  private final DatabaseClock clock;

  PooledDatabase(DatabaseServer server, DatabaseSettings.Pool size, boolean echo) {
    this.dialect = Pools.dialect(server.kind());
    this.transactions = Transactions.of(dialect);
    this.pool = Pools.open(server, size);
    this.jdbi = Handles.over(pool::getConnection, echo);
    this.clock = new DatabaseClock();
    try {
      syncClock();
    } catch (StorageException e) {
      pool.close();
      throw e;
    }
  }

  @Override
  public <T> T read(Function<Tx, T> work) {
    for (int attempt = 1; ; attempt++) {
      try (Handle handle = open()) {
        return work.apply(new Tx(handle, dialect));
      } catch (StorageException.Unavailable e) {
        // A connection that died while it was idle: the next one is new.
        if (attempt == 2 || !isConnectionLost(e)) {
          throw e;
        }
      }
    }
  }

  @Override
  public <T> T write(Function<Tx, T> work) {
    for (int attempt = 1; ; attempt++) {
      try {
        return writeOnce(work);
      } catch (StorageException.Conflict e) {
        if (attempt == ATTEMPTS) {
          throw new StorageException.Unavailable("The database is too busy", e);
        }
        pause(attempt);
      } catch (StorageException.Unavailable e) {
        if (attempt >= 2 || !isConnectionLost(e)) {
          throw e;
        }
      }
    }
  }

  @Override
  public Clock clock() {
    return clock;
  }

  @Override
  public void syncClock() {
    long before = System.nanoTime();
    clock.set(read(tx -> tx.sql(transactions.timeQuery()).only(row -> row.instant("now"))), before);
  }

  @Override
  public Dialect dialect() {
    return dialect;
  }

  @Override
  Connection connectForSchema() throws SQLException {
    return pool.getConnection();
  }

  @Override
  public void close() {
    pool.close();
  }

  private <T> T writeOnce(Function<Tx, T> work) {
    try (Handle handle = open()) {
      Connection connection = handle.getConnection();
      T result;
      try {
        transactions.begin(connection);
        result = work.apply(new Tx(handle, dialect));
      } catch (SQLException e) {
        undo(connection);
        throw dialect.translate(e);
      } catch (RuntimeException | Error e) {
        undo(connection);
        throw e;
      }
      commit(connection);
      return result;
    }
  }

  /// After this has failed nobody knows whether the change is there, unless the server says that it
  /// undid it.
  private void commit(Connection connection) {
    try {
      transactions.commit(connection);
    } catch (SQLException e) {
      StorageException why = dialect.translate(e);
      undo(connection);
      throw why instanceof StorageException.Conflict ? why : new StorageException.OutcomeUnknown(e);
    }
  }

  private void undo(Connection connection) {
    try {
      transactions.rollback(connection);
    } catch (SQLException e) {
      // The connection is gone, and the transaction with it.
    }
  }

  private Handle open() {
    try {
      return jdbi.open();
    } catch (ConnectionException e) {
      throw new StorageException.Unavailable("The database does not answer", e.getCause());
    }
  }

  private static boolean isConnectionLost(StorageException e) {
    return e.getCause() instanceof SQLException sql
        && ServerErrors.isConnectionLost(sql)
        && !(sql instanceof SQLTransientConnectionException);
  }

  /// Twice as long each time, and by chance, so that those who collided do not collide again.
  private static void pause(int attempt) {
    long most = (long) FIRST_PAUSE_MILLIS << attempt;
    try {
      Thread.sleep(ThreadLocalRandom.current().nextLong(1, most));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
