package dev.gatehouse.flows.transfer;

import dev.gatehouse.identity.access.Powers;
import dev.gatehouse.identity.accounts.UserId;
import dev.gatehouse.identity.audit.Client;
import org.jspecify.annotations.Nullable;

/// Who carries users in or out.
///
/// @param user null for whoever has the server's own shell
public record Carrier(@Nullable UserId user, Powers powers, Client client) {
  /// Whoever has the server's own shell.
  public static final Carrier OPERATOR = new Carrier(null, Powers.ALL, Client.COMMAND_LINE);

  boolean isOperator() {
    return user == null;
  }

  @Nullable String actor() {
    return user == null ? null : user.toString();
  }
}
