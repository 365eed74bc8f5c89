package dev.gatehouse.identity.invitations;

import dev.gatehouse.identity.accounts.UserId;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// An invitation that can still be accepted.
///
/// @param invitedBy null for somebody at the server's own shell
public record Invitation(
    UUID id,
    String email,
    List<String> roles,
    @Nullable UserId invitedBy,
    Instant createdAt,
    Instant expiresAt) {
  public Invitation {
    roles = List.copyOf(roles);
  }
}
