package dev.gatehouse.contracts;

import dev.gatehouse.flows.signin.Entry;
import java.util.List;

/// What every contract answers to a proof that was right where something else comes before a
/// session.
public final class Halves {
  private Halves() {}

  /// The document that says so.
  public static Object of(Entry.Half half) {
    return switch (half.next()) {
      case SECOND_FACTOR -> new Factor(true, half.token(), half.methods());
      case MFA_ENROLLMENT -> new Enrollment(true, half.token());
      case PASSWORD_CHANGE -> new Password(true, half.token());
    };
  }

  /// A second factor has to be shown.
  record Factor(boolean mfaRequired, String mfaToken, List<String> methods) {
    @Override
    public String toString() {
      return "Factor" + methods;
    }
  }

  /// A second factor has to be set up.
  record Enrollment(boolean mfaEnrollmentRequired, String mfaToken) {
    @Override
    public String toString() {
      return "Enrollment[redacted]";
    }
  }

  /// Another password has to be chosen.
  record Password(boolean passwordChangeRequired, String passwordToken) {
    @Override
    public String toString() {
      return "Password[redacted]";
    }
  }
}
