package dev.gatehouse.identity.directory;

import dev.gatehouse.identity.access.Roles;
import dev.gatehouse.identity.accounts.UserId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A user in the directory.
///
/// @param metadata a JSON document; null for none
/// @param roles their names in alphabetical order
public record Entry(
    UserId id,
    String email,
    @Nullable String name,
    State state,
    @Nullable Long legacyId,
    @Nullable String metadata,
    Times times,
    List<String> roles) {

  public boolean isAdmin() {
    return roles.contains(Roles.ADMIN);
  }

  Entry with(List<String> held) {
    return new Entry(id, email, name, state, legacyId, metadata, times, held);
  }

  /// What filters ask for.
  public record State(boolean active, boolean verified, boolean mfa) {}

  /// When it happened.
  ///
  /// @param lastLogin null for somebody who never signed in
  public record Times(Instant createdAt, Instant updatedAt, @Nullable Instant lastLogin) {}
}
