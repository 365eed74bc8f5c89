package dev.gatehouse.flows.administration;

import dev.gatehouse.identity.access.Powers;
import dev.gatehouse.identity.accounts.UserId;
import dev.gatehouse.identity.audit.Client;
import org.jspecify.annotations.Nullable;

/// Who does something, and what they may do.
///
/// @param user null at the command line
public record Actor(@Nullable UserId user, Powers powers, Client client) {
  /// Whoever has the server's own shell: they could change the database anyway.
  public static final Actor COMMAND_LINE = new Actor(null, Powers.ALL, Client.COMMAND_LINE);

  @Nullable String name() {
    return user == null ? null : user.toString();
  }
}
