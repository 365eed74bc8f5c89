package dev.gatehouse.identity.sessions;

import dev.gatehouse.identity.accounts.UserId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// All that is kept of a session, alive or over.
///
/// @param tokenPrefix tells sessions apart in lists; it opens nothing
/// @param methods how the user proved who they are (RFC 8176)
/// @param ended null while it is alive
public record SessionRecord(
    SessionId id,
    UserId user,
    String tokenPrefix,
    Use use,
    @Nullable String address,
    @Nullable String userAgent,
    String methods,
    @Nullable End ended) {

  public boolean isAliveAt(Instant time) {
    return ended == null && time.isBefore(use.expiresAt);
  }

  /// From when to when it lives.
  public record Use(Instant createdAt, Instant lastUsedAt, Instant expiresAt) {}

  /// How it came to an end.
  ///
  /// @param reason a code
  public record End(Instant at, @Nullable String reason) {}
}
