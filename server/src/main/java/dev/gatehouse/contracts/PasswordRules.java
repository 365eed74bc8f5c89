package dev.gatehouse.contracts;

import dev.gatehouse.identity.passwords.HashSettings;
import dev.gatehouse.identity.passwords.LeakedPasswords;
import dev.gatehouse.identity.passwords.PasswordPolicy;
import dev.gatehouse.platform.crypto.Secret;
import dev.gatehouse.platform.json.Fields;
import java.util.ArrayList;
import java.util.List;

/// What a contract asks of a new password, at every door at which one is set; the command line asks
/// here too.
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
      faults(password, email).forEach(rule -> fields.refuse(name, rule));
    }
    return password;
  }

  /// Every rule that `password` breaks as that of the account with this email; each is a sentence
  /// whose subject is the password.
  ///
  /// @param email empty where it is not known
  public List<String> faults(Secret password, String email) {
    List<String> broken = new ArrayList<>(policy.violations(password, algorithm));
    if (!email.isEmpty() && PasswordPolicy.isOf(email, password)) {
      broken.add("must not be the email address or what stands before its @");
    }
    if (broken.isEmpty() && leaked.include(password)) {
      broken.add("must not be a password that has leaked");
    }
    return List.copyOf(broken);
  }
}
