package dev.gatehouse.identity.passwords;

import java.time.Duration;

/// How long passwords waited for a thread, in a while.
///
/// @param hashes how many there were
/// @param all of them together
/// @param longest of the one that waited longest
public record HashWaits(long hashes, Duration all, Duration longest) {
  static final HashWaits NONE = new HashWaits(0, Duration.ZERO, Duration.ZERO);

  HashWaits plus(Duration wait) {
    return new HashWaits(hashes + 1, all.plus(wait), wait.compareTo(longest) > 0 ? wait : longest);
  }
}
