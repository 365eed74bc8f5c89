package dev.gatehouse.identity.tokens;

import dev.gatehouse.identity.access.Permissions;
import dev.gatehouse.identity.access.Powers;
import dev.gatehouse.identity.access.Profile;
import dev.gatehouse.identity.accounts.Account;
import dev.gatehouse.identity.accounts.UserId;

/// Who presents a credential that counts, and by what: a [Caller] by a session, a [KeyHolder] by an
/// API key.
public sealed interface Bearer permits Caller, KeyHolder {
  Profile profile();

  /// What may be done with this credential at this moment.
  Powers powers(Permissions permissions);

  default Account account() {
    return profile().account();
  }

  default UserId user() {
    return account().id();
  }
}
