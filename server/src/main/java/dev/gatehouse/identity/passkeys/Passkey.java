package dev.gatehouse.identity.passkeys;

import dev.gatehouse.identity.accounts.UserId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A passkey of a user.
///
/// @param name what the user calls it
public record Passkey(
    PasskeyId id,
    UserId user,
    String name,
    PasskeyCredential credential,
    Instant createdAt,
    @Nullable Instant lastUsedAt) {}
