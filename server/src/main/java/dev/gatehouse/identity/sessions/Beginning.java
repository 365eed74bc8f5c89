package dev.gatehouse.identity.sessions;

import java.time.Duration;
import java.time.Instant;

/// How a session that is alive began.
///
/// @param methods how its user proved who they are
/// @param factorAsked whether its user has a second factor by now
public record Beginning(Instant at, String methods, boolean factorAsked) {
  /// For how long the proof of who somebody is counts as recent.
  public static final Duration RECENT = Duration.ofMinutes(10);

  /// Whether its user has just proved who they are, by all that they can be asked for.
  public boolean isRecentAt(Instant now) {
    return AuthMethods.areOwn(methods)
        && now.isBefore(at.plus(RECENT))
        && (!factorAsked || AuthMethods.haveSecondFactor(methods));
  }
}
