package dev.gatehouse.contracts;

import dev.gatehouse.identity.apikeys.ApiKeyId;
import dev.gatehouse.platform.http.Problem;
import dev.gatehouse.platform.ratelimit.Decision;
import dev.gatehouse.platform.ratelimit.RateLimiter;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// How often one API key may be used, from all addresses together.
public final class KeyLimit {
  /// None at all.
  public static final KeyLimit OFF = new KeyLimit(null);

  private final @Nullable RateLimiter limiter;

  /// @param limiter null where nothing is limited
  public KeyLimit(@Nullable RateLimiter limiter) {
    this.limiter = limiter;
  }

  /// Counts one use.
  ///
  /// @throws Problem.Found 429
  void require(ApiKeyId key) {
    if (limiter == null) {
      return;
    }
    Decision decision = limiter.admit(key.toString());
    if (!decision.admitted()) {
      throw new Problem.Found(
          Problem.of(
              429,
              "Too many requests with this API key; try again later",
              Map.of(
                  "Retry-After",
                  Long.toString(decision.retryAfterSeconds()),
                  "RateLimit-Policy",
                  limiter.policy(),
                  "RateLimit",
                  decision.standing())));
    }
  }
}
