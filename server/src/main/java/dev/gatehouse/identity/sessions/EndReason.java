package dev.gatehouse.identity.sessions;

import java.util.Locale;

/// Why a session ended, as kept in `ended_reason`.
public enum EndReason {
  LOGOUT,
  /// A refresh token was presented that had been replaced long ago: somebody else holds a copy.
  REFRESH_TOKEN_REUSED,
  PASSWORD_CHANGED,
  DEACTIVATED,
  ENDED_BY_ADMIN,
  RESTORED;

  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }
}
