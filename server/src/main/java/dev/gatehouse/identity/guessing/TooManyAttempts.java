package dev.gatehouse.identity.guessing;

import java.time.Duration;

/// Carries a refused attempt out to the door that it came in by, through whatever wanted to check a
/// secret: who checks one need not know of the guard. The same for a right secret and a wrong one,
/// which nobody has looked at.
public final class TooManyAttempts extends RuntimeException {
  @java.io.Serial private static final long serialVersionUID = 1L;

  private final Duration retryAfter;

  TooManyAttempts(Duration retryAfter) {
    super("too many attempts", null, false, false);
    this.retryAfter = retryAfter;
  }

  /// Until the next attempt may be made.
  public Duration retryAfter() {
    return retryAfter;
  }
}
