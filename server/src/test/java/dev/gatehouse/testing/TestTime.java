package dev.gatehouse.testing;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;

/// Lets time pass for every clock that it is put over, all by the same amount.
public final class TestTime {
  private final AtomicReference<Duration> ahead;
  private final Duration wrong;

  public TestTime() {
    this(new AtomicReference<>(Duration.ZERO), Duration.ZERO);
  }

  private TestTime(AtomicReference<Duration> ahead, Duration wrong) {
    this.ahead = ahead;
    this.wrong = wrong;
  }

  /// The same time on a machine whose clock is wrong by so much.
  TestTime wrongBy(Duration howMuch) {
    return new TestTime(ahead, howMuch);
  }

  public void pass(Duration time) {
    ahead.updateAndGet(time::plus);
  }

  /// The time of `real`, and what has passed besides.
  public Clock over(Clock real) {
    return new Clock() {
      @Override
      public Instant instant() {
        return real.instant().plus(ahead.get()).plus(wrong);
      }

      @Override
      public ZoneId getZone() {
        return ZoneOffset.UTC;
      }

      @Override
      public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException("the database's clock is in UTC");
      }
    };
  }
}
