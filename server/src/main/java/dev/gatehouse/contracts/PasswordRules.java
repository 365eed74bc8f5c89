package dev.gatehouse.contracts;

import dev.gatehouse.identity.passwords.HashSettings;
import dev.gatehouse.identity.passwords.PasswordPolicy;
import dev.gatehouse.platform.crypto.Secret;
import dev.gatehouse.platform.json.Fields;

/// What a contract asks of a new password.
///
/// @param algorithm what it will be hashed with, which limits its length
public record PasswordRules(PasswordPolicy policy, HashSettings.Algorithm algorithm) {

  /// The new password in the member `name`; every rule that it breaks is noted in `fields`.
  public Secret newPassword(Fields fields, String name) {
    int before = fields.errors().size();
    Secret password = fields.secret(name);
    if (fields.errors().size() == before) {
      policy.violations(password, algorithm).forEach(rule -> fields.refuse(name, rule));
    }
    return password;
  }
}
