package dev.gatehouse.identity.sessions;

import java.util.Locale;

/// Why a session ended, as kept in `ended_reason`.
public enum EndReason {
  LOGOUT,
  /// Another took its place, when its user proved anew who they are or changed what proves it.
  RENEWED,
  /// The user ended it from another session.
  ENDED_BY_USER,
  /// Its time was over.
  EXPIRED,
  /// A refresh token was presented that had been replaced long ago: somebody else holds a copy.
  REFRESH_TOKEN_REUSED,
  PASSWORD_CHANGED,
  /// An operator wants the user to choose another password.
  PASSWORD_CHANGE_REQUIRED,
  /// A second factor was set up, taken away or replaced.
  SECOND_FACTOR_CHANGED,
  /// A role asks for a second factor, and the user has none.
  SECOND_FACTOR_REQUIRED,
  DEACTIVATED,
  ENDED_BY_ADMIN,
  /// The change of email was taken back, from the old address.
  EMAIL_CHANGE_UNDONE,
  RESTORED;

  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }
}
