package dev.gatehouse.identity.tokens;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// How long refresh tokens live and what is forgiven.
///
/// @param lifetime of a token that is not used
/// @param sessionMax of a session, however often it is refreshed; null for no end
/// @param grace after a rotation, in which every caller of the same burst gets the same answer
/// @param recovery after a rotation, in which the client that never got the answer may ask again
public record RefreshRules(
    Duration lifetime, @Nullable Duration sessionMax, Duration grace, Duration recovery) {
  /// The longest that one burst of rotations may go on.
  static final Duration BURST = Duration.ofSeconds(60);

  static final Duration RECOVERY_WINDOW = Duration.ofDays(1);
  static final int RECOVERIES = 3;

  /// When a token made `now` dies, in a session that began at `sessionStart`.
  public Instant expiry(Instant now, Instant sessionStart) {
    Instant unused = now.plus(lifetime);
    if (sessionMax == null) {
      return unused;
    }
    Instant end = sessionStart.plus(sessionMax);
    return unused.isBefore(end) ? unused : end;
  }
}
