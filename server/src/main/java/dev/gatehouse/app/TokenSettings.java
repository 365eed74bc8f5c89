package dev.gatehouse.app;

import dev.gatehouse.platform.config.ConfigException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Tokens and the sessions behind them.
///
/// @param audience the `aud` claim, or null for none
/// @param lifetimes how long things live
/// @param refreshGrace how long a race for one refresh token gets the same answer
/// @param refreshRecovery how long a lost answer to a refresh can be had again
/// @param revocationMaxStale the age of the revocation feed at which credentials are refused
public record TokenSettings(
    JwtAlgorithm algorithm,
    @Nullable String audience,
    Lifetimes lifetimes,
    Duration refreshGrace,
    Duration refreshRecovery,
    Duration revocationMaxStale) {
  public TokenSettings {
    if (refreshGrace.compareTo(refreshRecovery) > 0) {
      throw new ConfigException(
          "REFRESH_GRACE_SECONDS must not be longer than REFRESH_RECOVERY_SECONDS.");
    }
  }

  /// How access tokens are signed (RFC 7518 section 3.1, RFC 8037 section 3.1).
  public enum JwtAlgorithm {
    HS256("HS256"),
    RS256("RS256"),
    ES256("ES256"),
    EDDSA("EdDSA");

    private final String headerValue;

    JwtAlgorithm(String headerValue) {
      this.headerValue = headerValue;
    }

    /// The value of the `alg` header.
    public String headerValue() {
      return headerValue;
    }
  }

  /// How long things live.
  ///
  /// @param access an access token
  /// @param refresh a refresh token that is not used
  /// @param sessionMax a session in all, however often it is refreshed; null for no end
  /// @param session an opaque session from its creation or refresh
  /// @param history an ended session in the records
  public record Lifetimes(
      Duration access,
      Duration refresh,
      @Nullable Duration sessionMax,
      Duration session,
      Duration history) {
    public Lifetimes {
      if (access.compareTo(refresh) > 0) {
        throw new ConfigException(
            "ACCESS_TOKEN_EXPIRE_MINUTES must not be longer than REFRESH_TOKEN_EXPIRE_DAYS.");
      }
      if (sessionMax != null && access.compareTo(sessionMax) > 0) {
        throw new ConfigException(
            "ACCESS_TOKEN_EXPIRE_MINUTES must not be longer than SESSION_MAX_DAYS.");
      }
      if (sessionMax != null && session.compareTo(sessionMax) > 0) {
        throw new ConfigException(
            "SESSION_EXPIRE_MINUTES must not be longer than SESSION_MAX_DAYS.");
      }
    }
  }
}
