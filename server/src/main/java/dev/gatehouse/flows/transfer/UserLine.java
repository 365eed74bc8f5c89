package dev.gatehouse.flows.transfer;

import dev.gatehouse.identity.accounts.EmailAddress;
import dev.gatehouse.identity.accounts.UserId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What one line of an import says of a user; null where it says nothing.
///
/// @param number the line's, from 1
/// @param hash in the form in which it is kept
/// @param roles their names, each once
/// @param metadata a JSON document
record UserLine(
    long number,
    EmailAddress address,
    @Nullable UserId id,
    @Nullable String name,
    @Nullable String hash,
    @Nullable Boolean active,
    @Nullable Boolean verified,
    @Nullable List<String> roles,
    @Nullable Instant createdAt,
    @Nullable Instant lastLogin,
    @Nullable Long legacyId,
    @Nullable String metadata) {

  @Override
  public String toString() {
    return "UserLine[" + number + "]";
  }

  /// What came of reading a line.
  sealed interface Reading {
    record Read(UserLine line) implements Reading {}

    /// It can't be taken.
    ///
    /// @param detail a sentence without its full stop
    record Refused(String detail) implements Reading {}
  }
}
