package dev.gatehouse.testing;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// Lets time pass for every clock that it is put over, all by the same amount.
public final class TestTime {
  private final AtomicReference<Duration> ahead;
  private final AtomicReference<@Nullable Standstill> standstill;
  private final Duration wrong;

  public TestTime() {
    this(new AtomicReference<>(Duration.ZERO), new AtomicReference<>(), Duration.ZERO);
  }

  private TestTime(
      AtomicReference<Duration> ahead,
      AtomicReference<@Nullable Standstill> standstill,
      Duration wrong) {
    this.ahead = ahead;
    this.standstill = standstill;
    this.wrong = wrong;
  }

  /// The same time on a machine whose clock is wrong by so much.
  TestTime wrongBy(Duration howMuch) {
    return new TestTime(ahead, standstill, howMuch);
  }

  public void pass(Duration time) {
    ahead.updateAndGet(time::plus);
  }

  /// Until it is closed no time passes but by [#pass], however slow the machine is.
  public Standstill stand() {
    Standstill begun = new Standstill();
    standstill.set(begun);
    return begun;
  }

  /// A while in which no time passes.
  public final class Standstill implements AutoCloseable {
    @Override
    public void close() {
      standstill.set(null);
    }
  }

  /// The time of `real`, and what has passed besides.
  public Clock over(Clock real) {
    return new Clock() {
      private @Nullable Standstill seen;
      private Instant stood = Instant.EPOCH;

      @Override
      public Instant instant() {
        return standingOrReal().plus(ahead.get()).plus(wrong);
      }

      private synchronized Instant standingOrReal() {
        Standstill now = standstill.get();
        if (now == null) {
          return real.instant();
        }
        if (now != seen) {
          seen = now;
          stood = real.instant();
        }
        return stood;
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
