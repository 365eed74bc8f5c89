package dev.gatehouse.platform.threads;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Work that comes again and again, each on a virtual thread of its own. What fails is told once in
/// the log and tried again at its next turn.
public final class Jobs implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Jobs.class);

  private final List<Thread> threads = new ArrayList<>();
  private volatile boolean running = true;

  /// Does `work` each time that `pause` has passed since it was done last.
  public void every(Duration pause, String name, Runnable work) {
    threads.add(Thread.ofVirtual().name(name).start(() -> repeat(pause, name, work)));
  }

  /// Lets nothing begin any more.
  @Override
  public void close() {
    running = false;
    threads.forEach(Thread::interrupt);
  }

  private void repeat(Duration pause, String name, Runnable work) {
    while (running) {
      try {
        Thread.sleep(pause);
        work.run();
      } catch (InterruptedException e) {
        return;
      } catch (RuntimeException | Error e) {
        if (running) {
          LOG.warn("{} failed: {}", name, String.valueOf(e.getMessage()));
        }
      }
    }
  }
}
