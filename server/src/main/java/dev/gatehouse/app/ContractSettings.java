package dev.gatehouse.app;

import dev.gatehouse.identity.accounts.EmailAddress;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// How `/api/auth` is spoken, and who may register.
///
/// @param csrf whether calls with a cookie are checked
/// @param csrfStrict whether every unsafe call under `/api/v1` but login needs the header
/// @param adminEmail the first admin of an empty database; null for none
public record ContractSettings(
    AuthMode authMode,
    boolean cookies,
    boolean csrf,
    boolean csrfStrict,
    Registration registration,
    @Nullable EmailAddress adminEmail) {
  /// What `/api/auth` hands out.
  public enum AuthMode {
    JWT,
    SESSION
  }

  /// Whether strangers may register.
  public enum RegistrationMode {
    OPEN,
    INVITE,
    CLOSED
  }

  /// Who may register.
  ///
  /// @param domains mail domains that may, in lower case and as A-labels; empty for any
  /// @param conceals whether nobody is told that an email has an account
  /// @param verifiedFirst whether only users with a verified email sign in
  public record Registration(
      RegistrationMode mode, Set<String> domains, boolean conceals, boolean verifiedFirst) {
    public Registration {
      domains = Set.copyOf(domains);
    }
  }
}
