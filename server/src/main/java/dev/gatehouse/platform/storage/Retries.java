package dev.gatehouse.platform.storage;

import java.time.Duration;

/// How often and how long one unit of work is tried again: soon at first, then at growing
/// distances, never for more than a few seconds in all.
final class Retries {
  private static final int MOST = 10;
  private static final Duration BUDGET = Duration.ofSeconds(5);
  private static final Duration LONGEST = Duration.ofMillis(200);

  private final long began = System.nanoTime();
  private Duration pause = Duration.ofMillis(2);
  private int tries;

  /// @throws StorageException that of `lost`, when trying again is over
  void pauseOrGiveUp(LostTransaction lost) {
    tries++;
    if (tries == MOST || System.nanoTime() - began > BUDGET.toNanos()) {
      throw lost.failure();
    }
    Pause.of(pause, lost.failure());
    pause = pause.multipliedBy(2).compareTo(LONGEST) > 0 ? LONGEST : pause.multipliedBy(2);
  }
}
