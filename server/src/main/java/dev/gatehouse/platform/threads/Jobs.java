package dev.gatehouse.platform.threads;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Work that comes again and again, each on a virtual thread of its own. What fails is told in the
/// log and tried again at its next turn.
public final class Jobs implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Jobs.class);
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  private final List<Thread> threads = new ArrayList<>();
  private final CountDownLatch closed = new CountDownLatch(1);

  /// Does `work` each time that `pause` has passed since it was done last.
  public void every(Duration pause, String name, Runnable work) {
    threads.add(Thread.ofVirtual().name(name).start(() -> repeat(pause, name, work)));
  }

  /// Lets nothing begin any more, and waits a while for all that runs: interrupted, it would leave
  /// a connection of the database behind.
  @Override
  public void close() {
    closed.countDown();
    long end = System.nanoTime() + PATIENCE.toNanos();
    try {
      for (Thread thread : threads) {
        thread.join(Duration.ofNanos(Math.max(1, end - System.nanoTime())));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void repeat(Duration pause, String name, Runnable work) {
    try {
      while (!closed.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
        attempt(name, work);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void attempt(String name, Runnable work) {
    try {
      work.run();
    } catch (RuntimeException e) {
      LOG.warn("{} failed: {}", name, String.valueOf(e.getMessage()));
    }
  }
}
