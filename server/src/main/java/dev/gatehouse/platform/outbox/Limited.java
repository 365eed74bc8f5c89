package dev.gatehouse.platform.outbox;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;

/// Ends an attempt that lasts too long, however busy it looks: past the [Courier#LEASE] another
/// node would make it a second time.
///
/// @param delivery ends when its thread is interrupted, as reading from a socket does on a virtual
///   thread
/// @param limit well below the lease
public record Limited(Delivery delivery, Duration limit) implements Delivery {
  @Override
  public Result deliver(Parcel parcel) {
    AtomicReference<Result> result = new AtomicReference<>(new TryAgain("it failed"));
    Thread attempt =
        Thread.ofVirtual()
            .name(Thread.currentThread().getName())
            .start(() -> result.set(attempt(parcel)));
    try {
      if (attempt.join(limit)) {
        return result.get();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    attempt.interrupt();
    return new TryAgain("it did not come to an end in time");
  }

  private Result attempt(Parcel parcel) {
    try {
      return delivery.deliver(parcel);
    } catch (RuntimeException | StackOverflowError e) {
      return new TryAgain(e.getClass().getSimpleName());
    }
  }
}
