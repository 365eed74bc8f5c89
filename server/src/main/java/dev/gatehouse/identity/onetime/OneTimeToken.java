package dev.gatehouse.identity.onetime;

import dev.gatehouse.identity.accounts.UserId;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A token that can still be used, as it is stored.
///
/// @param epoch the user's when it was made: it counts no more once that has risen
/// @param subject what it is about, beside its user: an email address, a session; null for nothing
public record OneTimeToken(UUID id, UserId user, long epoch, @Nullable String subject) {
  /// When it was made, rounded down to a millisecond: its id says so.
  public Instant madeAt() {
    return Instant.ofEpochMilli(id.getMostSignificantBits() >>> Short.SIZE);
  }
}
