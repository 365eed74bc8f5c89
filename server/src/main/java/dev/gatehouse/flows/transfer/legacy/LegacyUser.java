package dev.gatehouse.flows.transfer.legacy;

import dev.gatehouse.identity.accounts.EmailAddress;
import dev.gatehouse.identity.accounts.UserId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A user of an old backend who can be carried.
///
/// @param oldId as it stands in the old database
/// @param legacyId the same where it is an integer
/// @param totpSecret the raw key of a second factor that is on (RFC 6238)
@SuppressWarnings("ArrayRecordComponent") // sealed once, never compared
record LegacyUser(
    String oldId,
    UserId id,
    @Nullable Long legacyId,
    EmailAddress address,
    @Nullable String name,
    @Nullable String hash,
    boolean active,
    boolean verified,
    boolean admin,
    @Nullable Instant createdAt,
    @Nullable Instant lastLogin,
    byte @Nullable [] totpSecret,
    @Nullable String metadata) {

  @Override
  public String toString() {
    return "LegacyUser[" + oldId + "]";
  }

  /// What came of reading a row.
  sealed interface Reading {
    /// They can be carried.
    ///
    /// @param note what could not be carried of the user, or null
    record Read(LegacyUser user, @Nullable String note) implements Reading {}

    /// They can't.
    ///
    /// @param why words whose subject is the user
    record Refused(String oldId, String why) implements Reading {}
  }
}
