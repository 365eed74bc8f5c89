package dev.gatehouse.identity.tokens;

import dev.gatehouse.identity.accounts.UserId;
import dev.gatehouse.identity.sessions.SessionId;
import java.time.Instant;

/// What a session's opaque token opens, as last read.
///
/// @param generation of the token: raised by every refresh
/// @param epoch the user's, read in the same statement
/// @param readAt when
record OpaqueSession(
    SessionId session,
    UserId user,
    int generation,
    long epoch,
    Instant expiresAt,
    Instant readAt) {}
