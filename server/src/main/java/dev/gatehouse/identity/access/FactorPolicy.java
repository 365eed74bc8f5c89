package dev.gatehouse.identity.access;

import java.util.Collections;
import java.util.List;
import java.util.Set;

/// Whose roles ask for a second factor (`MFA_REQUIRED_ROLES`). Whoever holds one of them and has no
/// second factor can do nothing but set one up, whatever was handed out to them before.
///
/// @param roles by name; there need not be such roles
public record FactorPolicy(Set<String> roles) {
  public static final FactorPolicy NONE = new FactorPolicy(Set.of());

  public FactorPolicy {
    roles = Set.copyOf(roles);
  }

  /// Whether a holder of these roles has to have a second factor.
  public boolean asks(List<String> held) {
    return !Collections.disjoint(roles, held);
  }

  /// Whether a second factor is asked for and not there.
  public boolean isUnmetBy(Profile profile) {
    return !roles.isEmpty() && !profile.account().mfaEnabled() && asks(profile.roles());
  }
}
