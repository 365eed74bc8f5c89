package dev.gatehouse.contracts;

import dev.gatehouse.identity.passwords.HashSettings;
import dev.gatehouse.identity.passwords.LeakedPasswords;
import dev.gatehouse.identity.passwords.PasswordPolicy;
import dev.gatehouse.platform.crypto.Secret;
import dev.gatehouse.platform.json.Fields;

/// What a contract asks of a new password.
///
/// @param algorithm what it will be hashed with, which limits its length
/// @param leaked is asked about a password without any other fault
public record PasswordRules(
    PasswordPolicy policy, HashSettings.Algorithm algorithm, LeakedPasswords leaked) {
  private static final int LONGEST_EMAIL = 1024;

  /// The new password in the member `name`; every rule that it breaks is noted in `fields`. The
  /// email that it must not be is in the member `email`, if there is one.
  public Secret newPassword(Fields fields, String name) {
    String email =
        fields.errors().isEmpty() && fields.has("email") ? fields.text("email", LONGEST_EMAIL) : "";
    return newPassword(fields, name, email);
  }

  /// The same for the account with this email; empty where it is not known.
  public Secret newPassword(Fields fields, String name, String email) {
    int before = fields.errors().size();
    Secret password = fields.secret(name);
    if (fields.errors().size() == before) {
      policy.violations(password, algorithm).forEach(rule -> fields.refuse(name, rule));
      if (!email.isEmpty() && PasswordPolicy.isOf(email, password)) {
        fields.refuse(name, "must not be the email address or what stands before its @");
      }
      if (fields.errors().size() == before && leaked.include(password)) {
        fields.refuse(name, "must not be a password that has leaked");
      }
    }
    return password;
  }
}
