package dev.gatehouse.app;

import dev.gatehouse.flows.signup.SignUp;
import dev.gatehouse.identity.access.Roles;
import dev.gatehouse.identity.accounts.Account;
import dev.gatehouse.identity.accounts.EmailAddress;
import dev.gatehouse.identity.audit.Client;
import dev.gatehouse.platform.crypto.Secret;
import java.util.List;

/// Makes administrators. Works beside a running server.
public final class Administrators {
  private final Settings settings;

  public Administrators(Settings settings) {
    this.settings = settings;
  }

  /// What is wrong with the name: nothing, or a refusal. To be asked before the password is.
  ///
  /// @throws OperationException when it is neither a plain name nor an email address
  public static EmailAddress address(String name) {
    return switch (EmailAddress.ofAdminName(name)) {
      case EmailAddress.Parsed.Valid(EmailAddress address) -> address;
      case EmailAddress.Parsed.Invalid _ ->
          throw new OperationException(
              "\"%s\" is neither a plain name nor an email address."
                  .formatted(name.replaceAll("\\p{Cntrl}", "?")));
    };
  }

  /// Makes an active, verified account with the roles `admin` and `user`, and whichever default
  /// roles are missing. A bare name is stored as `NAME@localhost` and can sign in as it stands.
  ///
  /// @param allowWeak whether the password policy is set aside, which production does not allow
  /// @throws OperationException when the password is too weak or the account exists
  public Account create(EmailAddress email, Secret password, boolean allowWeak) {
    try (Parts parts = Parts.over(Store.openReady(settings), settings)) {
      requireStrong(parts, email, password, allowWeak);
      Store.createDefaultRoles(parts.database());
      SignUp.Person person = new SignUp.Person(email, null);
      SignUp.Standing standing = new SignUp.Standing(List.of(Roles.ADMIN, Roles.USER), true);
      return switch (parts.signUp().create(person, password, standing, Client.COMMAND_LINE)) {
        case SignUp.Outcome.Registered<Account>(Account account) -> account;
        case SignUp.Outcome.EmailTaken<Account> _ ->
            throw new OperationException(
                "There is an account %s already.".formatted(email.value()));
        case SignUp.Outcome.NotAdmitted<Account> _ ->
            throw new IllegalStateException("operators admit whom they like");
        case SignUp.Outcome.Busy<Account> _ ->
            throw new OperationException("The password could not be hashed in time; try again.");
      };
    }
  }

  private void requireStrong(Parts parts, EmailAddress email, Secret password, boolean allowWeak) {
    if (allowWeak && settings.environment().isProduction()) {
      throw new OperationException(
          "--allow-weak-password is for development; this is %s."
              .formatted(settings.environment().name()));
    }
    if (allowWeak) {
      OperatorPasswords.requireHashable(settings, password);
    } else {
      OperatorPasswords.requireStrong(settings, parts, password, email.value());
    }
  }
}
