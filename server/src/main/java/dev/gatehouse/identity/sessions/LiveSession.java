package dev.gatehouse.identity.sessions;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A session that is alive, as its user sees it in a list.
///
/// @param tokenPrefix the first 8 characters of its opaque token; null when JWTs carry it
/// @param address the client's address when it began; null when none is known
public record LiveSession(
    SessionId id,
    @Nullable String tokenPrefix,
    Instant createdAt,
    Instant lastUsedAt,
    Instant expiresAt,
    @Nullable String address,
    @Nullable String userAgent) {}
