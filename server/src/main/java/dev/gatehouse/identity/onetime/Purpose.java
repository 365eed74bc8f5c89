package dev.gatehouse.identity.onetime;

import java.time.Duration;
import java.util.Locale;

/// What a one-time token is good for: nothing else.
public enum Purpose {
  /// Sets a new password, for whoever reads the user's mail.
  PASSWORD_RESET(Duration.ofMinutes(30)),
  /// Stands for a password that was right, until the second factor is shown.
  SECOND_FACTOR(Duration.ofMinutes(5)),
  /// Stands for a password that was right, until its user has set up the second factor that their
  /// roles ask for.
  MFA_ENROLLMENT(Duration.ofMinutes(5)),
  /// Stands for a sign-in that was right, until its user has chosen another password.
  PASSWORD_CHANGE(Duration.ofMinutes(5)),
  /// Holds the key of a second factor until a code made with it comes back. Nobody is given it.
  TOTP_ENROLLMENT(Duration.ofMinutes(15)),
  /// Counts one code that was tried, at whichever door; its subject is the known device that it
  /// came from. Nobody is given it.
  STEP_UP(Duration.ofMinutes(5)),
  /// Opens one WebSocket in the name of the session that it is about, where a browser can send no
  /// header.
  SOCKET(Duration.ofSeconds(30)),
  /// Proves that an address is its user's. Its subject is the address. Counts across epochs.
  VERIFY_EMAIL(Duration.ofHours(24)),
  /// Gives the account another address, for whoever reads mail there. Its subject is the address.
  CHANGE_EMAIL(Duration.ofHours(24)),
  /// Gives the account its old address back, which is its subject. Counts across epochs.
  UNDO_EMAIL(Duration.ofDays(3)),
  /// Given to nobody: counts the mails to somebody who registers once more.
  ALREADY_REGISTERED(Duration.ofMinutes(30)),
  /// Sets the first administrator's password, for whoever sees the server start.
  FIRST_ADMIN(Duration.ofHours(24));

  private final Duration lifetime;

  Purpose(Duration lifetime) {
    this.lifetime = lifetime;
  }

  public Duration lifetime() {
    return lifetime;
  }

  String code() {
    return name().toLowerCase(Locale.ROOT);
  }
}
