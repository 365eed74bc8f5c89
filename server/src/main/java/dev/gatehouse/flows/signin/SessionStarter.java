package dev.gatehouse.flows.signin;

import dev.gatehouse.identity.access.Profile;
import dev.gatehouse.identity.access.Roles;
import dev.gatehouse.identity.accounts.Account;
import dev.gatehouse.identity.accounts.Accounts;
import dev.gatehouse.identity.audit.Audit;
import dev.gatehouse.identity.audit.AuditEvent;
import dev.gatehouse.identity.audit.Client;
import dev.gatehouse.identity.revocations.Endings;
import dev.gatehouse.identity.sessions.AuthMethods;
import dev.gatehouse.identity.sessions.Carriage;
import dev.gatehouse.identity.sessions.Session;
import dev.gatehouse.identity.sessions.SessionToken;
import dev.gatehouse.identity.sessions.Sessions;
import dev.gatehouse.identity.tokens.AccessGrant;
import dev.gatehouse.identity.tokens.AccessTokens;
import dev.gatehouse.identity.tokens.RefreshTokens;
import dev.gatehouse.platform.storage.Tx;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

/// Starts a session in the transaction that lets the user in, and hands it over after COMMIT.
public final class SessionStarter {
  private final Parts parts;
  private final RefreshTokens refreshTokens;
  private final AccessTokens accessTokens;
  private final Clock clock;
  private final boolean verifiedFirst;

  /// @param verifiedFirst whether only users with a verified email have sessions
  public SessionStarter(
      Parts parts,
      RefreshTokens refreshTokens,
      AccessTokens accessTokens,
      Clock clock,
      boolean verifiedFirst) {
    this.verifiedFirst = verifiedFirst;
    this.parts = parts;
    this.refreshTokens = refreshTokens;
    this.accessTokens = accessTokens;
    this.clock = clock;
  }

  /// Starts a session, unless the account has changed since `account` was read: empty then.
  public Optional<Started> start(
      Tx tx, Endings endings, Account account, Client client, Manner manner) {
    if (verifiedFirst && !account.isVerified()) {
      return Optional.empty();
    }
    Instant now = clock.instant();
    if (!parts.accounts.signIn(tx, account.id(), account.authEpoch(), now)) {
      return Optional.empty();
    }
    Instant end = refreshTokens.rules(manner.carriage).expiry(now, now);
    Session session = parts.sessions.prepare(account.id(), end);
    RefreshTokens.Prepared carrier =
        refreshTokens.prepare(session, manner.carriage, account.authEpoch(), client);
    SessionToken token =
        manner.carriage == Carriage.SESSION_TOKEN ? new SessionToken(carrier.token()) : null;
    parts.sessions.start(tx, session, token, client, manner.method);
    refreshTokens.store(tx, carrier);
    String user = account.id().toString();
    parts.audit.record(tx, AuditEvent.done(user, "session.start", session.id().toString()), client);
    endings.user(user);
    Profile profile = new Profile(account.signedInAt(now), parts.roles.of(tx, account.id()));
    return Optional.of(new Started(profile, session, carrier.token(), manner.carriage));
  }

  /// What the client holds of a session that has begun. Call it after COMMIT.
  public SignedIn handOver(Started started) {
    Session session = started.session;
    Held held =
        switch (started.carriage) {
          case TOKEN_PAIR ->
              new Held.TokenPair(
                  accessTokens.issue(
                      new AccessGrant(started.profile, session.id(), session.createdAt()),
                      session.expiresAt()),
                  started.token);
          case SESSION_TOKEN ->
              new Held.Opaque(started.token, session.createdAt(), session.expiresAt());
        };
    return new SignedIn(started.profile, held);
  }

  /// The features that a session begins with.
  public record Parts(Accounts accounts, Sessions sessions, Roles roles, Audit audit) {}

  /// How a session comes about.
  ///
  /// @param carriage how the client will hold it
  /// @param method how the user proved who they are: [AuthMethods]
  public record Manner(Carriage carriage, String method) {
    /// By password.
    public static Manner password(Carriage carriage) {
      return new Manner(carriage, AuthMethods.PASSWORD);
    }
  }

  /// A session that has begun; what the client holds is made after COMMIT.
  public record Started(Profile profile, Session session, String token, Carriage carriage) {
    @Override
    public String toString() {
      return "Started[" + session + "]";
    }
  }
}
