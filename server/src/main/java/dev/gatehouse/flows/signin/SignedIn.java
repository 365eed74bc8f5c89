package dev.gatehouse.flows.signin;

import dev.gatehouse.identity.access.Profile;
import dev.gatehouse.platform.crypto.Secret;
import org.jspecify.annotations.Nullable;

/// Somebody who has a session, and what the client holds of it.
///
/// @param deviceCookie the `Set-Cookie` by which a browser is known from now on; null where nobody
///   has just proved who they are
public record SignedIn(Profile profile, Held held, @Nullable Secret deviceCookie) {
  /// Without a proof of who they are: a session that goes on.
  public SignedIn(Profile profile, Held held) {
    this(profile, held, null);
  }
}
