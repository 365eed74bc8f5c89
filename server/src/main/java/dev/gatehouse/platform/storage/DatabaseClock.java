package dev.gatehouse.platform.storage;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

/// The database server's time: asked for now and then, counted on by this machine's monotonic clock
/// in between, so that a jump of the wall clock here moves nothing.
final class DatabaseClock extends Clock {
  private volatile Sync sync = new Sync(Instant.EPOCH, System.nanoTime());

  /// @param answer what the server said
  /// @param askedAt `System.nanoTime()` before it was asked
  void set(Instant answer, long askedAt) {
    long halfTrip = (System.nanoTime() - askedAt) / 2;
    sync = new Sync(answer, askedAt + halfTrip);
  }

  @Override
  public Instant instant() {
    Sync last = sync;
    return last.time.plusNanos(System.nanoTime() - last.nanos).truncatedTo(ChronoUnit.MICROS);
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    throw new UnsupportedOperationException("the database's clock is in UTC");
  }

  private record Sync(Instant time, long nanos) {}
}
