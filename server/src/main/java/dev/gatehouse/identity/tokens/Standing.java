package dev.gatehouse.identity.tokens;

import dev.gatehouse.identity.accounts.UserId;
import dev.gatehouse.identity.sessions.SessionId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What a credential rested on when it was checked, for what stays open on its strength.
///
/// @param epoch the user's; an access token is over once it has risen
/// @param generation of the session's opaque token; null for an access token
/// @param expiresAt when the credential is over by itself
public record Standing(
    UserId user, SessionId session, long epoch, @Nullable Integer generation, Instant expiresAt) {}
