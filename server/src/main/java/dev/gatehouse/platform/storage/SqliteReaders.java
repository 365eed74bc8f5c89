package dev.gatehouse.platform.storage;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Handle;

/// A few threads that read, each with a connection of its own. A native call holds the thread that
/// makes it: a virtual one would hold its carrier, and two waiting ones would stop the server.
final class SqliteReaders implements AutoCloseable {
  private static final int MOST_WAITING = 4096;

  private final BlockingQueue<SqliteJob<?>> queue = new ArrayBlockingQueue<>(MOST_WAITING);
  private final Thread[] threads;
  private volatile boolean closing;

  SqliteReaders(SqliteConnections connections, Dialect dialect, int count, boolean echo) {
    threads =
        IntStream.range(0, count)
            .mapToObj(number -> {
              Handle handle = Handles.held(connections.forReading(), echo);
              return Thread.ofPlatform()
                  .name("sqlite-reader-" + number)
                  .daemon()
                  .start(() -> serve(handle, new Tx(handle, dialect)));
            })
            .toArray(Thread[]::new);
  }

  <T> T read(Function<Tx, T> work) {
    SqliteJob<T> job = new SqliteJob<>(work);
    if (closing) {
      throw new StorageException.Unavailable("The database is closed", null);
    }
    if (!queue.offer(job)) {
      throw new StorageException.Unavailable("Too many questions wait for the database", null);
    }
    return job.await();
  }

  @Override
  public void close() {
    closing = true;
    wakeOne();
    for (Thread thread : threads) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  private void serve(Handle handle, Tx tx) {
    try {
      do {
        answer(queue.take(), tx);
      } while (!closing || !queue.isEmpty());
    } catch (InterruptedException e) {
      closing = true;
    }
    wakeOne();
    handle.close();
  }

  /// Lets a waiting thread see that it is over; each that ends wakes the next.
  private void wakeOne() {
    queue.offer(new SqliteJob<>(_ -> "nothing"));
  }

  private static void answer(SqliteJob<?> job, Tx tx) {
    try {
      job.run(tx);
    } catch (RuntimeException | Error e) {
      job.fail(e);
    }
    job.reply();
  }
}
