package dev.gatehouse.testing;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/// Waits for what comes about by itself.
public final class Eventually {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private Eventually() {}

  /// Returns as soon as `fact` holds, and fails when it does not within two minutes.
  ///
  /// @param what the fact that is waited for, for the one who reads the failure
  public static void holds(String what, BooleanSupplier fact) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!fact.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("it never came about that " + what);
      }
      try {
        Thread.sleep(20);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException(e);
      }
    }
  }
}
