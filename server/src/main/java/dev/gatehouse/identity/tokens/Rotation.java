package dev.gatehouse.identity.tokens;

import java.time.Instant;

/// What came of presenting a refresh token.
public sealed interface Rotation {

  /// The session's current token: a new one, or the same again for a caller who lost a race.
  ///
  /// @param token the refresh token or the opaque session token, as the session is carried
  record Current(String token, int generation, Instant expiresAt, How how) implements Rotation {
    @Override
    public String toString() {
      return "Current[" + how + ", " + expiresAt + "]";
    }
  }

  /// Nothing is given, and nothing has changed.
  ///
  /// @param reason a code for the audit, never for the client
  record Refused(String reason) implements Rotation {}

  /// A token that was replaced long ago: somebody holds a copy, and the session has to end.
  record Reused() implements Rotation {}

  /// How the current token came about.
  enum How {
    /// This call made it.
    ROTATED,
    /// Another call of the same race made it.
    GRACE,
    /// An earlier call made it, and its answer was lost.
    RECOVERY
  }
}
