package dev.gatehouse.platform.storage;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.concurrent.BlockingQueue;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One of the threads that read from SQLite, with a connection of its own that cannot write.
final class SqliteReader implements Runnable {
  private static final Logger log = LoggerFactory.getLogger(SqliteReader.class);

  /// Put into the queue once for each reader, it ends them all.
  static final Job<?> STOP = new Job<>(tx -> true);

  private final Path file;
  private final SqliteDialect dialect;
  private final boolean echo;
  private final BlockingQueue<Job<?>> queue;

  SqliteReader(Path file, SqliteDialect dialect, boolean echo, BlockingQueue<Job<?>> queue) {
    this.file = file;
    this.dialect = dialect;
    this.echo = echo;
    this.queue = queue;
  }

  @Override
  public void run() {
    boolean more = true;
    while (more) {
      more = useOneConnection();
    }
  }

  /// Runs jobs until the end, or until the file could not be used: then the next job tries a new
  /// connection.
  private boolean useOneConnection() {
    Job<?> job = null;
    try {
      job = next();
      if (job == null) {
        return false;
      }
      try (SqliteConnection connection = SqliteConnection.forReading(file)) {
        boolean healthy = true;
        while (job != null && healthy) {
          healthy = run(job, connection);
          job = healthy ? next() : null;
        }
        return !healthy;
      }
    } catch (SQLException e) {
      if (job != null) {
        job.fail(new StorageException.Unavailable("the database file cannot be opened", e));
      }
      return true;
    } catch (InterruptedException e) {
      log.error("a SQLite reader was interrupted");
      return false;
    }
  }

  private boolean run(Job<?> job, SqliteConnection connection) {
    if (!job.begin()) {
      return true;
    }
    Tx tx = new Tx(connection.handle(), dialect, echo);
    job.run(tx);
    job.answer();
    return tx.fault() != Dialect.Fault.UNAVAILABLE;
  }

  /// Null at the end.
  private @Nullable Job<?> next() throws InterruptedException {
    Job<?> job = queue.take();
    return job == STOP ? null : job;
  }
}
