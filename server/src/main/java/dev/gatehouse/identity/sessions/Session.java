package dev.gatehouse.identity.sessions;

import dev.gatehouse.identity.accounts.UserId;
import java.time.Instant;

/// One sign-in and what came of it.
public record Session(SessionId id, UserId user, Instant createdAt, Instant expiresAt) {}
