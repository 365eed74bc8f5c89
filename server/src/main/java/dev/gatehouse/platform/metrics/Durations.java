package dev.gatehouse.platform.metrics;

import java.util.concurrent.atomic.LongAdder;

/// How long something took, in buckets that can be added up over nodes. Safe for use by many
/// threads, and cheap: two additions.
public final class Durations {
  /// The upper bounds in seconds; what took longer than the last is counted beyond it.
  private static final double[] BOUNDS = {
    0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10
  };

  private static final long[] NANOS = new long[BOUNDS.length];

  static {
    for (int i = 0; i < BOUNDS.length; i++) {
      NANOS[i] = Math.round(BOUNDS[i] * 1e9);
    }
  }

  private final LongAdder[] counts = new LongAdder[BOUNDS.length + 1];
  private final LongAdder nanos = new LongAdder();

  public Durations() {
    for (int i = 0; i < counts.length; i++) {
      counts[i] = new LongAdder();
    }
  }

  public void add(long took) {
    int bucket = 0;
    while (bucket < NANOS.length && took > NANOS[bucket]) {
      bucket++;
    }
    counts[bucket].increment();
    nanos.add(took);
  }

  /// What was counted so far.
  public Snapshot snapshot() {
    long[] now = new long[counts.length];
    for (int i = 0; i < now.length; i++) {
      now[i] = counts[i].sum();
    }
    return new Snapshot(BOUNDS.clone(), now, nanos.sum() / 1e9);
  }

  /// The counts of one moment.
  ///
  /// @param bounds the upper bound of each bucket but the last, in seconds
  /// @param counts one more than bounds, not added up
  /// @param seconds of all together
  @SuppressWarnings("ArrayRecordComponent") // made for one reader, never compared
  public record Snapshot(double[] bounds, long[] counts, double seconds) {}
}
