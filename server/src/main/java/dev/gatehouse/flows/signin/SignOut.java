package dev.gatehouse.flows.signin;

import dev.gatehouse.identity.audit.Audit;
import dev.gatehouse.identity.audit.AuditEvent;
import dev.gatehouse.identity.audit.Client;
import dev.gatehouse.identity.revocations.Revocations;
import dev.gatehouse.identity.sessions.Carriage;
import dev.gatehouse.identity.sessions.EndReason;
import dev.gatehouse.identity.sessions.SessionId;
import dev.gatehouse.identity.sessions.SessionToken;
import dev.gatehouse.identity.sessions.Sessions;
import dev.gatehouse.identity.tokens.AccessClaims;
import dev.gatehouse.identity.tokens.AccessTokens;
import dev.gatehouse.identity.tokens.RefreshTokens;
import dev.gatehouse.platform.storage.Database;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// Ends the session behind a credential. It never tells whether there was one.
public final class SignOut {
  private final Database database;
  private final Revocations revocations;
  private final AccessTokens accessTokens;
  private final RefreshTokens refreshTokens;
  private final Sessions sessions;
  private final Audit audit;

  public SignOut(
      Database database,
      Revocations revocations,
      AccessTokens accessTokens,
      RefreshTokens refreshTokens,
      Sessions sessions,
      Audit audit) {
    this.database = database;
    this.revocations = revocations;
    this.accessTokens = accessTokens;
    this.refreshTokens = refreshTokens;
    this.sessions = sessions;
    this.audit = audit;
  }

  /// Takes whatever a client sends as its bearer: an access token, or an opaque session token.
  public void byBearer(String bearer, Client client) {
    SessionToken.parse(bearer)
        .ifPresentOrElse(
            opaque -> bySessionToken(opaque, client), () -> byAccessToken(bearer, client));
  }

  /// Takes the session's current token, and one that was replaced: it opens nothing, but who holds
  /// it may end what it opened.
  private void bySessionToken(SessionToken token, Client client) {
    Optional<RefreshTokens.Presented> presented =
        database.read(tx -> refreshTokens.open(tx, token));
    presented.ifPresent(known -> end(known.session(), known.user().toString(), client));
  }

  /// Takes an access token even when it has expired, for as long as its session may still be alive.
  private void byAccessToken(String token, Client client) {
    Instant now = database.clock().instant();
    accessTokens
        .read(token)
        .filter(claims -> now.isBefore(claims.expiresAt().plus(lifetime())))
        .ifPresent(claims -> end(claims, client));
  }

  /// Takes any genuine refresh token of the session, the current one or not.
  public void byRefreshToken(String token, Client client) {
    Optional<RefreshTokens.Presented> presented =
        database.read(tx -> refreshTokens.open(tx, token));
    presented.ifPresent(known -> end(known.session(), known.user().toString(), client));
  }

  private Duration lifetime() {
    return refreshTokens.rules(Carriage.TOKEN_PAIR).lifetime();
  }

  private void end(AccessClaims claims, Client client) {
    end(claims.session(), claims.user().toString(), client);
  }

  private void end(SessionId session, String user, Client client) {
    revocations.write((tx, endings) -> {
      boolean ended = sessions.end(tx, endings, session, EndReason.LOGOUT);
      if (ended) {
        audit.record(tx, AuditEvent.done(user, "session.end", session.toString()), client);
      }
      return ended;
    });
  }
}
