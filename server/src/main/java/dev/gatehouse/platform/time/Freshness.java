package dev.gatehouse.platform.time;

import java.time.Duration;
import java.time.InstantSource;

/// How long ago something last succeeded, by the worse of two clocks.
///
/// A frozen process misses no monotonic time and a suspended machine no wall time: only both
/// together can be believed.
public final class Freshness {
  private final InstantSource wall;
  private volatile Moment last;

  public Freshness(InstantSource wall) {
    this.wall = wall;
    this.last = now();
  }

  /// The moment to hand to [#succeeded]: taken before the attempt, so that its length counts as
  /// age.
  public Moment now() {
    return new Moment(System.nanoTime(), wall.millis());
  }

  public void succeeded(Moment begun) {
    last = begun;
  }

  /// Whether the last success is at most `limit` ago. A wall clock set back does not make it
  /// younger.
  public boolean within(Duration limit) {
    Moment seen = last;
    Moment present = now();
    return present.nanos - seen.nanos <= limit.toNanos()
        && present.wallMillis - seen.wallMillis <= limit.toMillis();
  }

  /// How long ago the last success was, by the worse of the clocks.
  public Duration age() {
    Moment seen = last;
    Moment present = now();
    long millis = Math.max(0, present.wallMillis - seen.wallMillis);
    Duration monotonic = Duration.ofNanos(present.nanos - seen.nanos);
    Duration wallAge = Duration.ofMillis(millis);
    return monotonic.compareTo(wallAge) > 0 ? monotonic : wallAge;
  }

  /// A moment on both clocks.
  public record Moment(long nanos, long wallMillis) {}
}
