package dev.gatehouse.identity.tokens;

import dev.gatehouse.identity.accounts.UserId;
import dev.gatehouse.identity.sessions.SessionId;
import java.time.Instant;
import java.util.UUID;

/// A session's refresh token as stored: which generation is the current one, and how it came about.
///
/// @param lineage what never changes
/// @param burstFrom the first generation of the burst of rotations that the current one belongs to
/// @param rotatedBy the fingerprint of the client that made the current generation
/// @param rotatedEpoch the user's epoch when it was made
@SuppressWarnings("ArrayRecordComponent") // compared by Digests.equal alone
record RefreshRow(
    Lineage lineage,
    Instant expiresAt,
    boolean revoked,
    int generation,
    int burstFrom,
    Instant burstStartedAt,
    Instant rotatedAt,
    byte[] rotatedBy,
    long rotatedEpoch) {

  /// @param keyMaterial 32 random bytes that the row's key is derived from
  /// @param keyId the server secret that it is derived under
  record Lineage(
      UUID id,
      UserId user,
      SessionId session,
      Instant createdAt,
      byte[] keyMaterial,
      String keyId) {}
}
