package dev.gatehouse.identity.tokens;

import dev.gatehouse.identity.accounts.UserId;
import dev.gatehouse.identity.sessions.SessionId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What an access token states.
///
/// @param epoch the user's epoch when it was made, read together with the roles: claim `ver`
/// @param roles the names of the roles held then
public record AccessClaims(
    UserId user,
    SessionId session,
    long epoch,
    List<String> roles,
    @Nullable Long legacyId,
    Instant expiresAt) {}
