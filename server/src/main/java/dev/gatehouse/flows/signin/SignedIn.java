package dev.gatehouse.flows.signin;

import dev.gatehouse.identity.access.Profile;

/// Somebody who has a session, and what the client holds of it.
public record SignedIn(Profile profile, Held held) {}
