package dev.gatehouse.identity.tokens;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A key that access tokens are or were signed with, as operators see it.
///
/// @param id the `kid` in token headers
/// @param activeFrom it signs from here on, until a younger one does
/// @param retiredAt it verifies nothing from here on
public record SigningKey(
    String id,
    SigningAlgorithm algorithm,
    Instant createdAt,
    Instant activeFrom,
    @Nullable Instant retiredAt) {

  boolean verifiesAt(Instant now) {
    return retiredAt == null || now.isBefore(retiredAt);
  }
}
