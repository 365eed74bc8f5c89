package dev.gatehouse.identity.tokens;

import dev.gatehouse.identity.access.Profile;
import dev.gatehouse.identity.sessions.SessionId;
import java.time.Instant;

/// What an access token will state.
///
/// @param profile account and roles read in the same transaction, so that the epoch covers both
/// @param at the time of that transaction, by which the session was alive; the token's life is
///   counted from it
public record AccessGrant(Profile profile, SessionId session, Instant at) {}
