package dev.gatehouse.identity.accounts;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// An account with everything that can be carried from one place to another, but its roles.
///
/// @param email as typed
/// @param hashedPassword in a form that is verified here; null for none
/// @param metadata a JSON document that [Metadata] takes
/// @param mfaSecret sealed; null unless a second factor is on
@SuppressWarnings("ArrayRecordComponent") // carried, never compared
public record CarriedAccount(
    UserId id,
    String email,
    @Nullable String name,
    @Nullable String hashedPassword,
    boolean active,
    boolean verified,
    @Nullable Long legacyId,
    @Nullable String metadata,
    Instant createdAt,
    @Nullable Instant lastLogin,
    byte @Nullable [] mfaSecret) {

  @Override
  public String toString() {
    return "CarriedAccount[" + id + "]";
  }
}
