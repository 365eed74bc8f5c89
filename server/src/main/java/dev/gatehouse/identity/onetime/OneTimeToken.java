package dev.gatehouse.identity.onetime;

import dev.gatehouse.identity.accounts.UserId;
import java.util.UUID;

/// A token that can still be used, as it is stored.
///
/// @param epoch the user's when it was made: it counts no more once that has risen
public record OneTimeToken(UUID id, UserId user, long epoch) {}
