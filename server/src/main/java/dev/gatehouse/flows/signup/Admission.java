package dev.gatehouse.flows.signup;

import dev.gatehouse.identity.accounts.EmailAddress;
import java.util.Set;

/// Who may register by themselves.
///
/// @param domains the mail domains that may, in lower case and as A-labels; empty for any
public record Admission(Mode mode, Set<String> domains) {

  /// Whether users may have addresses at the domain of this one.
  public boolean allows(EmailAddress email) {
    return domains.isEmpty() || domains.contains(email.domain());
  }

  public Verdict verdict(EmailAddress email) {
    return switch (mode) {
      case CLOSED -> Verdict.NOBODY;
      case INVITE -> Verdict.ONLY_INVITED;
      case OPEN -> allows(email) ? Verdict.ADMITTED : Verdict.OTHER_DOMAIN;
    };
  }

  /// Whether strangers may register at all.
  public enum Mode {
    OPEN,
    INVITE,
    CLOSED
  }

  /// Whether somebody may register.
  public enum Verdict {
    ADMITTED,
    ONLY_INVITED,
    NOBODY,
    /// Addresses at this domain may not.
    OTHER_DOMAIN
  }
}
