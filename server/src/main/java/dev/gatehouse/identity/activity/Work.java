package dev.gatehouse.identity.activity;

import java.time.Duration;

/// What was done in a while.
///
/// @param refreshes sessions that got new tokens
/// @param hashes passwords that were hashed or compared
/// @param waited how long those waited for a thread, added up
/// @param longest the wait of the one that waited longest
public record Work(long refreshes, long hashes, Duration waited, Duration longest) {
  /// How long a password had to wait on average; nothing when there was none.
  public Duration mean() {
    return hashes == 0 ? Duration.ZERO : waited.dividedBy(hashes);
  }
}
