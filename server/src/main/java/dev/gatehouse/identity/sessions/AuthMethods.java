package dev.gatehouse.identity.sessions;

import java.util.List;
import java.util.Set;

/// How users prove who they are, as `user_sessions.auth_methods` keeps it: values of RFC 8176, and
/// two of our own.
public final class AuthMethods {
  public static final String PASSWORD = "pwd";

  /// A code of a time-based one-time password.
  public static final String OTP = "otp";

  /// A recovery code, which the RFC has no word for.
  public static final String RECOVERY = "recovery";

  /// More than one factor at once: what a passkey with user verification is.
  public static final String MFA = "mfa";

  /// A key that can't leave its device.
  public static final String HARDWARE_KEY = "hwk";

  /// A key that may leave its device, as passkeys do that are backed up.
  public static final String SOFTWARE_KEY = "swk";

  /// Somebody was there: a test of user presence.
  public static final String PRESENCE = "user";

  /// Another backend saw the proof, whatever it was.
  public static final String CARRIED = "carried";

  private static final Set<String> SECOND = Set.of(OTP, RECOVERY, MFA);

  private AuthMethods() {}

  /// Several of them, as they are kept.
  public static String of(String... methods) {
    return String.join(" ", methods);
  }

  /// The same with one more.
  public static String with(String methods, String method) {
    return words(methods).contains(method) ? methods : of(methods, method);
  }

  /// Whether a second factor is among them.
  public static boolean haveSecondFactor(String methods) {
    return words(methods).stream().anyMatch(SECOND::contains);
  }

  /// Whether more than one factor was shown at once, as by a passkey.
  public static boolean areSeveral(String methods) {
    return words(methods).contains(MFA);
  }

  /// Whether this server saw the proof.
  public static boolean areOwn(String methods) {
    return !words(methods).contains(CARRIED);
  }

  /// Whether `method` is among them.
  static boolean have(String methods, String method) {
    return words(methods).contains(method);
  }

  private static List<String> words(String methods) {
    return List.of(methods.split(" ", -1));
  }
}
