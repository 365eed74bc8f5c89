package dev.gatehouse.platform.storage;

import dev.gatehouse.platform.metrics.Figures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// SQLite in this process: one thread writes, a few read.
///
/// No SQLite call is made on a caller's thread: a native call holds a virtual thread's carrier, and
/// two that wait for a lock would stop everyone.
final class SqliteDatabase extends Database {
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final int READERS = Math.clamp(Runtime.getRuntime().availableProcessors(), 2, 8);
  private static final int READ_QUEUE = 4096;

  private final Path file;
  private final SqliteDialect dialect = new SqliteDialect();
  private final Clock clock = Clock.tick(Clock.systemUTC(), Duration.ofNanos(1000));
  private final SqliteWriter writer;
  private final BlockingQueue<Job<?>> reads = new ArrayBlockingQueue<>(READ_QUEUE);
  private final List<Thread> threads = new ArrayList<>();
  private volatile boolean closed;

  private SqliteDatabase(Path file, boolean echo) throws SQLException {
    this.file = file;
    this.writer = new SqliteWriter(file, dialect, echo, SqliteConnection.forWriting(file));
    threads.add(Thread.ofPlatform().name("sqlite-writer").daemon().unstarted(writer));
    for (int i = 1; i <= READERS; i++) {
      SqliteReader reader = new SqliteReader(file, dialect, echo, reads);
      threads.add(Thread.ofPlatform().name("sqlite-reader-" + i).daemon().unstarted(reader));
    }
  }

  static SqliteDatabase open(Path file, boolean echo) {
    try {
      SqliteConnection.create(file);
      SqliteDatabase database = new SqliteDatabase(file, echo);
      database.threads.forEach(Thread::start);
      return database;
    } catch (IOException e) {
      throw new StorageException.Unavailable("the database file " + file + " cannot be made", e);
    } catch (SQLException e) {
      throw new StorageException.Unavailable(
          "the database file " + file + " cannot be opened: " + why(file, e), e);
    }
  }

  /// SQLite says the same of a missing folder and of one that it may not write its log to.
  private static String why(Path file, SQLException e) {
    Path folder = file.toAbsolutePath().getParent();
    boolean writable = Files.isWritable(file) && Files.isWritable(folder);
    return writable ? new SqliteDialect().sentence(e) : "it or its folder is read-only";
  }

  @Override
  public <T extends @Nullable Object> T read(Function<Tx, T> work) {
    refuseNesting();
    Job<T> job = new Job<>(work);
    return await(job, !closed && reads.offer(job));
  }

  @Override
  public <T extends @Nullable Object> T write(Function<Tx, T> work) {
    refuseNesting();
    Job<T> job = new Job<>(work);
    return await(job, writer.submit(job));
  }

  /// The machine's own clock, cut to microseconds: the database lives on this machine.
  @Override
  public Clock clock() {
    return clock;
  }

  @Override
  public void syncClock() {
    // there is only one clock
  }

  @Override
  public Dialect dialect() {
    return dialect;
  }

  @Override
  public void declare(Figures figures) {
    figures
        .gauge("sqlite_writes_waiting", "Writes that wait for the one writer.", writer::waiting)
        .gauge("sqlite_reads_waiting", "Reads that wait for a reader.", reads::size);
  }

  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    try {
      writer.close();
      for (int i = 0; i < READERS; i++) {
        reads.put(SqliteReader.STOP);
      }
      for (Thread thread : threads) {
        thread.join();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  Connection dedicated() throws SQLException {
    return SqliteConnection.open(file, Duration.ofMinutes(1), false);
  }

  private <T extends @Nullable Object> T await(Job<T> job, boolean accepted) {
    if (!accepted) {
      throw new StorageException.Unavailable(
          closed ? "the database is closed" : "the database is too busy", null);
    }
    return job.await(PATIENCE);
  }

  /// A job that waited for another job would wait for its own thread.
  private void refuseNesting() {
    if (threads.contains(Thread.currentThread())) {
      throw new IllegalStateException("a unit of work may not begin another one");
    }
  }
}
