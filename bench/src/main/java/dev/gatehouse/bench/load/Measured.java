package dev.gatehouse.bench.load;

import org.HdrHistogram.Histogram;

/// What one round of load came to.
///
/// @param answers how many 2xx answers came within the round
/// @param failures all other answers
/// @param micros their latencies in microseconds, from the sending of the request to the last byte
/// @param clientNanos processor time that the load generator used
/// @param serverNanos processor time that the server used
public record Measured(
    long answers,
    long failures,
    double seconds,
    Histogram micros,
    long clientNanos,
    long serverNanos) {

  /// Answers a second.
  public double rate() {
    return answers / seconds;
  }

  public double p99Millis() {
    return micros.getValueAtPercentile(99) / 1000.0;
  }

  public double clientMicrosEach() {
    return clientNanos / 1000.0 / Math.max(1, answers);
  }

  public double serverMicrosEach() {
    return serverNanos / 1000.0 / Math.max(1, answers);
  }

  /// The same, when nothing failed.
  ///
  /// @throws IllegalStateException otherwise: a server that refuses fast would look good
  public Measured flawless() {
    if (failures > 0 || answers == 0) {
      throw new IllegalStateException(
          "%d of %d answers were not 2xx".formatted(failures, failures + answers));
    }
    return this;
  }
}
