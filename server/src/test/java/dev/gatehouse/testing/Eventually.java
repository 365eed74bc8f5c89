package dev.gatehouse.testing;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/// Waits for what comes about by itself.
public final class Eventually {
  /// A mutant is not waited for as long as a busy machine is.
  private static final Duration PATIENCE =
      System.getProperty("gatehouse.mutants") == null
          ? Duration.ofMinutes(2)
          : Duration.ofSeconds(6);

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
