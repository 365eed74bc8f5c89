package dev.gatehouse.identity.tokens;

import dev.gatehouse.identity.access.Profile;
import dev.gatehouse.identity.sessions.SessionId;

/// What an access token will state.
///
/// @param profile account and roles read in the same transaction, so that the epoch covers both
public record AccessGrant(Profile profile, SessionId session) {}
