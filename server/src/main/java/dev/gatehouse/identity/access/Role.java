package dev.gatehouse.identity.access;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A role and what it lets its holders do.
///
/// @param permissions their codes in alphabetical order; of `admin` every permission there is
/// @param builtIn whether the server made it; such a role can't be deleted
public record Role(
    String name, @Nullable String description, List<String> permissions, boolean builtIn) {

  /// What holding it allows.
  public Powers powers() {
    return name.equals(Roles.ADMIN) ? Powers.ALL : new Powers(false, Set.copyOf(permissions));
  }
}
