package dev.gatehouse.identity.tokens;

import dev.gatehouse.identity.access.Permissions;
import dev.gatehouse.identity.access.Powers;
import dev.gatehouse.identity.access.Profile;
import dev.gatehouse.identity.apikeys.ApiKey;

/// Who presents an API key. There is no session.
///
/// @param profile the owner's
public record KeyHolder(Profile profile, ApiKey key) implements Bearer {

  /// What the owner may do at this moment, as far as the key was made for it.
  @Override
  public Powers powers(Permissions permissions) {
    return permissions.of(profile.roles()).only(key.grant().permissions());
  }
}
