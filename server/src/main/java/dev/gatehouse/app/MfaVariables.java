package dev.gatehouse.app;

import dev.gatehouse.platform.config.Catalogue.Group;
import dev.gatehouse.platform.config.Values;
import dev.gatehouse.platform.config.Variable;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// Who has to have a second factor.
final class MfaVariables {
  private static final String NONE = "none";

  private static final Variable<Set<String>> MFA_REQUIRED_ROLES =
      Variable.of(
          "MFA_REQUIRED_ROLES",
          NONE,
          MfaVariables::roles,
          "Roles that must have a second factor, separated by commas: whoever holds one of them"
              + " sets it up before anything else.");

  static final Group GROUP = new Group("Second factors", List.of(MFA_REQUIRED_ROLES));

  private MfaVariables() {}

  static Settings.Mfa read(Values values) {
    return new Settings.Mfa(values.get(MFA_REQUIRED_ROLES));
  }

  private static Set<String> roles(String text) {
    if (text.strip().equalsIgnoreCase(NONE)) {
      return Set.of();
    }
    Set<String> roles = new LinkedHashSet<>();
    for (String part : text.split(",", -1)) {
      if (part.isBlank()) {
        throw new IllegalArgumentException("must be names of roles, separated by commas, or none");
      }
      roles.add(part.strip());
    }
    return roles;
  }
}
