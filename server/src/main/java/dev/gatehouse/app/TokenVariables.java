package dev.gatehouse.app;

import dev.gatehouse.app.TokenSettings.JwtAlgorithm;
import dev.gatehouse.platform.config.Catalogue.Group;
import dev.gatehouse.platform.config.ConfigException;
import dev.gatehouse.platform.config.Origin;
import dev.gatehouse.platform.config.Parsers;
import dev.gatehouse.platform.config.Values;
import dev.gatehouse.platform.config.Variable;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Tokens and the sessions behind them.
final class TokenVariables {
  private static final Variable<JwtAlgorithm> JWT_ALGORITHM =
      Variable.open(
              "JWT_ALGORITHM",
              "`ES256`, or `HS256` where `JWT_SECRET_KEY` is set",
              Parsers.choice(
                  "HS256, RS256, ES256 or EdDSA",
                  Map.of(
                      "hs256", JwtAlgorithm.HS256,
                      "rs256", JwtAlgorithm.RS256,
                      "es256", JwtAlgorithm.ES256,
                      "eddsa", JwtAlgorithm.EDDSA)),
              "How access tokens are signed: `HS256`, `RS256`, `ES256` or `EdDSA`.")
          .alsoNamed("ALGORITHM");
  private static final Variable<String> TOKEN_AUDIENCE =
      Variable.open(
          "TOKEN_AUDIENCE",
          "unset",
          Parsers.text(),
          "The `aud` of access tokens, checked as well.");
  private static final Variable<Duration> ACCESS =
      Variable.of(
          "ACCESS_TOKEN_EXPIRE_MINUTES",
          "30",
          Parsers.duration(ChronoUnit.MINUTES, 1, 525_600),
          "Minutes that an access token lives.");
  private static final Variable<Duration> REFRESH =
      Variable.of(
          "REFRESH_TOKEN_EXPIRE_DAYS",
          "7",
          Parsers.duration(ChronoUnit.DAYS, 1, 3_650),
          "Days that a refresh token lives when it is not used.");
  private static final Variable<Duration> SESSION =
      Variable.of(
          "SESSION_EXPIRE_MINUTES",
          "30",
          Parsers.duration(ChronoUnit.MINUTES, 1, 525_600),
          "Minutes that an opaque session lives from its creation or refresh.");
  private static final Variable<Duration> SESSION_MAX =
      Variable.of(
          "SESSION_MAX_DAYS",
          "30",
          Parsers.duration(ChronoUnit.DAYS, 0, 3_650),
          "Days after which a session ends, however often it is refreshed; 0 for no end.");
  private static final Variable<Duration> HISTORY =
      Variable.of(
          "SESSION_HISTORY_DAYS",
          "90",
          Parsers.duration(ChronoUnit.DAYS, 0, 36_500),
          "Days that an ended session stays in the records.");
  private static final Variable<Duration> GRACE =
      Variable.of(
          "REFRESH_GRACE_SECONDS",
          "10",
          Parsers.duration(ChronoUnit.SECONDS, 0, 60),
          "Seconds in which several refreshes with one token all get the same new one.");
  private static final Variable<Duration> RECOVERY =
      Variable.of(
          "REFRESH_RECOVERY_SECONDS",
          "600",
          Parsers.duration(ChronoUnit.SECONDS, 0, 86_400),
          "Seconds in which the lost answer to a refresh can be had again.");
  private static final Variable<Duration> MAX_STALE =
      Variable.of(
          "REVOCATION_MAX_STALE",
          "10",
          Parsers.duration(ChronoUnit.SECONDS, 2, 3_600),
          "Seconds without news of revocations after which credentials are refused (503).");

  static final Group GROUP =
      new Group(
          "Tokens and sessions",
          List.of(
              JWT_ALGORITHM,
              TOKEN_AUDIENCE,
              ACCESS,
              REFRESH,
              SESSION,
              SESSION_MAX,
              HISTORY,
              GRACE,
              RECOVERY,
              MAX_STALE));

  private TokenVariables() {}

  static TokenSettings read(Values values, Settings.Secrets secrets) {
    values.assume(JWT_ALGORITHM, secrets.jwtSecret() == null ? "ES256" : "HS256", Origin.DEFAULT);
    JwtAlgorithm algorithm = values.get(JWT_ALGORITHM);
    if (secrets.jwtSecret() != null && algorithm != JwtAlgorithm.HS256) {
      values.warn(
          "JWT_SECRET_KEY has no effect with JWT_ALGORITHM=" + algorithm.headerValue() + ".");
    }
    return new TokenSettings(
        algorithm,
        values.find(TOKEN_AUDIENCE).orElse(null),
        lifetimes(values),
        values.get(GRACE),
        values.get(RECOVERY),
        values.get(MAX_STALE));
  }

  private static TokenSettings.Lifetimes lifetimes(Values values) {
    Duration max = values.get(SESSION_MAX);
    Duration refresh = values.get(REFRESH);
    @Nullable Duration sessionMax = max.isZero() ? null : max;
    if (sessionMax != null && refresh.compareTo(sessionMax) > 0) {
      String sentence =
          "REFRESH_TOKEN_EXPIRE_DAYS is longer than SESSION_MAX_DAYS, which ends every session"
              + " after "
              + sessionMax.toDays()
              + " days";
      if (values.isSet(SESSION_MAX) && values.isSet(REFRESH)) {
        throw new ConfigException(sentence + ".");
      }
      values.warn(sentence + ": set SESSION_MAX_DAYS too if that is not meant.");
    }
    return new TokenSettings.Lifetimes(
        values.get(ACCESS), refresh, sessionMax, values.get(SESSION), values.get(HISTORY));
  }
}
