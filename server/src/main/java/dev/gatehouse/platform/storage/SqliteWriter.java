package dev.gatehouse.platform.storage;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The one thread that writes to SQLite.
///
/// What has queued up while the disk was busy is committed together, each job in its own savepoint,
/// and nobody is answered before COMMIT: not even a refusal, for it may rest on a neighbour's
/// change that is not safe yet. An error that is not the job's own doing spoils the whole batch,
/// because SQLite may have ended the transaction by itself; then every job runs again alone.
final class SqliteWriter implements Runnable {
  private static final Logger log = LoggerFactory.getLogger(SqliteWriter.class);
  private static final int QUEUE = 4096;
  private static final int BATCH = 256;

  private final Path file;
  private final SqliteDialect dialect;
  private final boolean echo;
  private final BlockingQueue<Job<?>> queue = new ArrayBlockingQueue<>(QUEUE);
  private final Job<Boolean> stop = new Job<>(tx -> true);
  private volatile boolean closing;
  private @Nullable SqliteConnection current;

  /// Takes over an open connection.
  SqliteWriter(Path file, SqliteDialect dialect, boolean echo, SqliteConnection connection) {
    this.file = file;
    this.dialect = dialect;
    this.echo = echo;
    this.current = connection;
  }

  /// False when the queue is full or closed.
  boolean submit(Job<?> job) {
    return !closing && queue.offer(job);
  }

  /// How many jobs are in the queue.
  int waiting() {
    return queue.size();
  }

  /// Finishes what is queued, then ends the thread.
  void close() throws InterruptedException {
    closing = true;
    queue.put(stop);
  }

  @Override
  public void run() {
    List<Job<?>> batch = new ArrayList<>(BATCH);
    try {
      boolean more = true;
      while (more) {
        batch.add(queue.take());
        queue.drainTo(batch, BATCH - 1);
        more = !batch.remove(stop);
        runSafely(batch);
        batch.clear();
      }
    } catch (InterruptedException e) {
      log.error("the SQLite writer was interrupted");
    } finally {
      closing = true;
      drop();
    }
  }

  /// The thread outlives whatever happens to a batch.
  private void runSafely(List<Job<?>> batch) {
    batch.removeIf(job -> !job.begin());
    try {
      run(batch);
    } catch (RuntimeException | Error e) {
      log.error("a batch of writes failed", e);
      drop();
      failAll(batch, new StorageException.OutcomeUnknown(e));
    }
  }

  private void run(List<Job<?>> batch) {
    if (batch.size() == 1) {
      runAlone(batch.getFirst());
    } else if (!batch.isEmpty()) {
      runTogether(batch);
    }
  }

  private void runTogether(List<Job<?>> batch) {
    SqliteConnection connection;
    try {
      connection = connection();
      connection.begin();
    } catch (SQLException e) {
      failAll(batch, notBegun(e));
      return;
    }
    for (Job<?> job : batch) {
      if (!runInSavepoint(connection, job)) {
        undo(connection);
        batch.forEach(this::runAlone);
        return;
      }
    }
    commit(connection, batch);
  }

  /// False when the batch is spoilt.
  private boolean runInSavepoint(SqliteConnection connection, Job<?> job) {
    try {
      connection.savepoint();
      Tx tx = new Tx(connection.handle(), dialect, echo);
      job.run(tx);
      if (spoilsNeighbours(tx)) {
        return false;
      }
      if (job.succeeded()) {
        connection.release();
      } else {
        connection.rollbackToSavepoint();
      }
      return true;
    } catch (SQLException e) {
      log.debug("a savepoint failed", e);
      return false;
    }
  }

  private static boolean spoilsNeighbours(Tx tx) {
    return switch (tx.fault()) {
      case null -> false;
      case UNIQUE, CONSTRAINT -> false;
      case CONFLICT, LOST, UNAVAILABLE, OTHER -> true;
    };
  }

  private void runAlone(Job<?> job) {
    SqliteConnection connection;
    try {
      connection = connection();
      connection.begin();
    } catch (SQLException e) {
      job.fail(notBegun(e));
      return;
    }
    job.run(new Tx(connection.handle(), dialect, echo));
    if (job.succeeded()) {
      commit(connection, List.of(job));
    } else {
      undo(connection);
      job.answer();
    }
  }

  private void commit(SqliteConnection connection, List<Job<?>> batch) {
    try {
      connection.commit();
    } catch (SQLException e) {
      undo(connection);
      failAll(batch, notCommitted(e));
      return;
    }
    batch.forEach(Job::answer);
  }

  /// A COMMIT that found the disk full, the file locked or read-only has changed nothing. After any
  /// other failure the change may come to light when the log is read again.
  private StorageException notCommitted(SQLException e) {
    StorageException translated = dialect.translate(e);
    boolean clear =
        switch (e.getErrorCode() & 0xff) {
          case 5, 8, 13, 19 -> true; // BUSY, READONLY, FULL, CONSTRAINT
          default -> false;
        };
    if (clear) {
      return translated;
    }
    drop();
    return new StorageException.OutcomeUnknown(translated.getCause());
  }

  /// Nothing was run, so whatever the reason is, the same call may go through later.
  private StorageException notBegun(SQLException e) {
    StorageException translated = dialect.translate(e);
    return translated instanceof StorageException.Unavailable
        ? translated
        : new StorageException.Unavailable("the database file cannot be used now", translated);
  }

  private static void failAll(List<Job<?>> batch, StorageException failure) {
    batch.forEach(job -> job.fail(failure));
  }

  private void undo(SqliteConnection connection) {
    try {
      connection.rollback();
    } catch (SQLException e) {
      log.warn("a ROLLBACK failed, the connection is replaced", dialect.withoutParameters(e));
      drop();
    }
  }

  private SqliteConnection connection() throws SQLException {
    SqliteConnection open = current;
    if (open == null) {
      open = SqliteConnection.forWriting(file);
      current = open;
    }
    return open;
  }

  private void drop() {
    SqliteConnection open = current;
    current = null;
    if (open != null) {
      try {
        open.close();
      } catch (SQLException e) {
        log.warn("a connection did not close", dialect.withoutParameters(e));
      }
    }
  }
}
