package dev.gatehouse.identity.tokens;

import dev.gatehouse.identity.access.Permissions;
import dev.gatehouse.identity.access.Powers;
import dev.gatehouse.identity.access.Profile;
import dev.gatehouse.identity.sessions.SessionId;
import java.util.List;

/// Who presents what carries a session.
public record Caller(Profile profile, SessionId session) implements Bearer {

  /// The names of the roles held.
  public List<String> roles() {
    return profile.roles();
  }

  @Override
  public Powers powers(Permissions permissions) {
    return permissions.of(roles());
  }
}
