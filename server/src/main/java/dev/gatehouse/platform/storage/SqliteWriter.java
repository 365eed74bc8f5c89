package dev.gatehouse.platform.storage;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;

/// The one thread that writes: takes short jobs from a queue and commits many of them at once, a
/// savepoint each. Nobody hears of an outcome, good or bad, before the COMMIT that holds it.
final class SqliteWriter implements AutoCloseable {
  private static final int MOST_AT_ONCE = 256;
  private static final int MOST_WAITING = 4096;

  private final BlockingQueue<SqliteJob<?>> queue = new ArrayBlockingQueue<>(MOST_WAITING);
  private final Dialect dialect;
  private final Connection connection;
  private final Statement control;
  private final Tx tx;
  private final Thread thread;
  private volatile boolean closing;

  SqliteWriter(Connection connection, Dialect dialect, boolean echo) {
    this.connection = connection;
    this.dialect = dialect;
    try {
      this.control = connection.createStatement();
    } catch (SQLException e) {
      throw dialect.translate(e);
    }
    Handle handle = Handles.held(connection, echo);
    this.tx = new Tx(handle, dialect);
    this.thread = Thread.ofPlatform().name("sqlite-writer").daemon().start(this::serve);
  }

  <T> T write(Function<Tx, T> work) {
    SqliteJob<T> job = new SqliteJob<>(work);
    if (closing) {
      throw new StorageException.Unavailable("The database is closed", null);
    }
    if (!queue.offer(job)) {
      throw new StorageException.Unavailable("Too many changes wait for the database", null);
    }
    return job.await();
  }

  /// Finishes what is queued, then ends.
  @Override
  public void close() {
    closing = true;
    try {
      queue.put(new SqliteJob<>(_ -> "the last one"));
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void serve() {
    List<SqliteJob<?>> batch = new ArrayList<>(MOST_AT_ONCE);
    while (!closing || !queue.isEmpty()) {
      try {
        batch.add(queue.take());
        queue.drainTo(batch, MOST_AT_ONCE - 1);
        commitTogether(batch);
      } catch (InterruptedException e) {
        closing = true;
      } finally {
        batch.forEach(SqliteJob::reply);
        batch.clear();
      }
    }
    closeQuietly();
  }

  private void commitTogether(List<SqliteJob<?>> batch) {
    if (batch.size() == 1) {
      commitAlone(batch.getFirst());
    } else if (!runAll(batch)) {
      rollback();
      batch.forEach(this::commitAlone);
    }
  }

  /// Runs the jobs in one transaction and commits. False when the transaction can't be trusted any
  /// more: then no job of it has an outcome, and each has to run alone.
  private boolean runAll(List<SqliteJob<?>> batch) {
    try {
      control.execute("BEGIN IMMEDIATE");
      for (SqliteJob<?> job : batch) {
        control.execute("SAVEPOINT job");
        try {
          job.run(tx);
        } catch (RuntimeException | Error e) {
          if (!leavesNeighboursAlone(e)) {
            return false;
          }
          control.execute("ROLLBACK TO job");
          job.fail(e);
        }
        control.execute("RELEASE job");
      }
    } catch (SQLException e) {
      return false;
    }
    commit(batch);
    return true;
  }

  private void commitAlone(SqliteJob<?> job) {
    try {
      control.execute("BEGIN IMMEDIATE");
      job.run(tx);
    } catch (SQLException e) {
      rollback();
      job.fail(dialect.translate(e));
      return;
    } catch (RuntimeException | Error e) {
      rollback();
      job.fail(e);
      return;
    }
    commit(List.of(job));
  }

  private void commit(List<SqliteJob<?>> batch) {
    try {
      control.execute("COMMIT");
    } catch (SQLException e) {
      rollback();
      StorageException why = dialect.translate(e);
      // A full disk leaves no commit record behind. Of any other error nobody knows.
      boolean certain = "The database's disk is full".equals(why.getMessage());
      batch.forEach(job -> job.fail(certain ? why : new StorageException.OutcomeUnknown(e)));
    }
  }

  /// A broken constraint and whatever our own code throws undo one job; after any other error of
  /// the database the whole transaction may be gone.
  private static boolean leavesNeighboursAlone(Throwable e) {
    return !(e instanceof StorageException)
        || e instanceof StorageException.UniqueViolation
        || e instanceof StorageException.ConstraintViolation;
  }

  private void rollback() {
    try {
      control.execute("ROLLBACK");
    } catch (SQLException e) {
      // The error before has ended the transaction already.
    }
  }

  private void closeQuietly() {
    try {
      connection.close();
    } catch (SQLException e) {
      // Everything that was answered is committed.
    }
  }
}
