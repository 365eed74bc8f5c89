package dev.gatehouse.identity.sessions;

import dev.gatehouse.identity.accounts.UserId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Which sessions are looked for. Null lets everything pass.
///
/// @param alive only those that are alive, or only those that are over
/// @param address from which exactly they were begun
/// @param method one of the values of [AuthMethods]
public record SessionSearch(
    @Nullable UserId user,
    @Nullable Boolean alive,
    @Nullable String address,
    @Nullable String method) {

  /// All of one user's, or of those only the ones that are `alive` or not.
  public static SessionSearch of(UserId user, @Nullable Boolean alive) {
    return new SessionSearch(user, alive, null, null);
  }

  boolean passes(SessionRecord session, Instant now) {
    return (alive == null || alive == session.isAliveAt(now))
        && (address == null || address.equals(session.address()))
        && (method == null || AuthMethods.have(session.methods(), method));
  }
}
