package dev.gatehouse.identity.guessing;

import java.time.Duration;

/// What attempts are counted for, and how their delays grow.
///
/// After [#free] failures each attempt that is let in makes the next one wait, twice as long each
/// time. A failure is forgotten after [#forgotten], one after the other.
enum Lane {
  /// One account from one address.
  PAIR('p', 5, Duration.ofSeconds(2), Duration.ofMinutes(15), Duration.ofHours(1)),

  /// One account from everywhere. The longest delay is short: it is also the owner's, on a device
  /// that is not known.
  ACCOUNT('a', 20, Duration.ofSeconds(1), Duration.ofMinutes(1), Duration.ofMinutes(10)),

  /// One address (of IPv6 the /64), whatever it tries; an office may be behind it.
  ADDRESS('n', 50, Duration.ofSeconds(1), Duration.ofMinutes(15), Duration.ofMinutes(1)),

  /// One known device: its fifth failure closes it, for a week or until it signs in otherwise.
  DEVICE('d', 4, Duration.ofDays(7), Duration.ofDays(7), Duration.ofDays(7)),

  /// API keys from one address, which are no business of those who sign in there.
  KEY('k', 30, Duration.ofSeconds(1), Duration.ofMinutes(1), Duration.ofMinutes(1));

  private final char code;
  private final int free;
  private final Duration first;
  private final Duration longest;
  private final Duration forgotten;

  Lane(char code, int free, Duration first, Duration longest, Duration forgotten) {
    this.code = code;
    this.free = free;
    this.first = first;
    this.longest = longest;
    this.forgotten = forgotten;
  }

  char code() {
    return code;
  }

  /// Failures that cost nothing.
  int free() {
    return free;
  }

  long firstMillis() {
    return first.toMillis();
  }

  long longestMillis() {
    return longest.toMillis();
  }

  long forgottenMillis() {
    return forgotten.toMillis();
  }

  /// The most failures that are remembered: more would only make the way back longer.
  long most() {
    return free + 1L + 64 - Long.numberOfLeadingZeros(longest.toMillis() / first.toMillis());
  }

  /// The delay that the attempt makes with which there are so many failures.
  long delayMillis(long failures) {
    if (failures <= free) {
      return 0;
    }
    long doublings = Math.min(failures - free - 1, 40);
    return Math.min(longestMillis(), firstMillis() << doublings);
  }
}
