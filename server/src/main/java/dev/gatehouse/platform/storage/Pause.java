package dev.gatehouse.platform.storage;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/// Waiting before another try.
final class Pause {
  private Pause() {}

  /// Sleeps between half of `about` and one and a half, so that many do not come back at once.
  ///
  /// @throws X the given one, if the thread is interrupted
  static <X extends Exception> void of(Duration about, X otherwise) throws X {
    try {
      long nanos = about.toNanos();
      Thread.sleep(Duration.ofNanos(nanos / 2 + ThreadLocalRandom.current().nextLong(nanos + 1)));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw otherwise;
    }
  }
}
