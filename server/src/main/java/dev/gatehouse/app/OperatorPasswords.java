package dev.gatehouse.app;

import dev.gatehouse.contracts.PasswordRules;
import dev.gatehouse.identity.passwords.LeakedPasswords;
import dev.gatehouse.identity.passwords.PasswordPolicy;
import dev.gatehouse.platform.crypto.Secret;
import java.util.List;

/// What is asked of a password that an operator gives at the command line: the same as over HTTP.
final class OperatorPasswords {
  private OperatorPasswords() {}

  /// @param email whose it is to be
  /// @throws OperationException when it is too weak
  static void requireStrong(Settings settings, Parts parts, Secret password, String email) {
    PasswordRules rules =
        new PasswordRules(
            Wiring.policy(settings, PasswordPolicy.CLASSES),
            Wiring.algorithm(settings),
            new LeakedPasswords(parts.outbound(), settings.outbound().leakedPasswords()));
    refuse(rules.faults(password, email));
  }

  /// Refuses only what can't be hashed at all.
  static void requireHashable(Settings settings, Secret password) {
    refuse(PasswordPolicy.unhashable(password, Wiring.algorithm(settings)));
  }

  private static void refuse(List<String> broken) {
    if (!broken.isEmpty()) {
      throw new OperationException("The password " + String.join(", ", broken) + ".");
    }
  }
}
