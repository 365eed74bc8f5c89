package dev.gatehouse.identity.tokens;

import dev.gatehouse.identity.access.Profile;
import dev.gatehouse.identity.accounts.Account;
import dev.gatehouse.identity.sessions.SessionId;
import java.util.List;

/// Who presents a credential that counts.
public record Caller(Profile profile, SessionId session) {
  public Account account() {
    return profile.account();
  }

  /// The names of the roles held.
  public List<String> roles() {
    return profile.roles();
  }
}
