package dev.gatehouse.identity.passwords;

import dev.gatehouse.identity.passwords.HashPool.Outcome;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;

/// Work for a hash thread, whose caller waits for its outcome.
final class HashJob<T> implements Runnable {
  private final Supplier<? extends T> work;
  private final CompletableFuture<Outcome<T>> outcome = new CompletableFuture<>();
  private final long createdAt = System.nanoTime();

  HashJob(Supplier<? extends T> work) {
    this.work = work;
  }

  /// Does the work. Throws nothing: all failures go to the caller.
  @Override
  public void run() {
    try {
      outcome.complete(new Outcome.Done<>(work.get()));
    } catch (Throwable failure) {
      outcome.completeExceptionally(failure);
    }
  }

  void refuse(Duration retryAfter) {
    outcome.complete(new Outcome.Busy<>(retryAfter));
  }

  Outcome<T> await() throws InterruptedException, ExecutionException {
    return outcome.get();
  }

  Duration age() {
    return Duration.ofNanos(System.nanoTime() - createdAt);
  }

  /// What the work threw, to be thrown again: a supplier throws nothing checked.
  static RuntimeException causeOf(ExecutionException e) {
    return switch (e.getCause()) {
      case Error error -> throw error;
      case RuntimeException exception -> exception;
      case null, default -> new IllegalStateException(e);
    };
  }
}
