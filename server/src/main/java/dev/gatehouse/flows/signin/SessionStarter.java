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
import java.util.List;
import java.util.Optional;

/// Starts a session in the transaction that lets the user in, and hands it over after COMMIT.
public final class SessionStarter {
  private final Parts parts;
  private final HalfWay halfWay;
  private final RefreshTokens refreshTokens;
  private final AccessTokens accessTokens;
  private final Clock clock;

  public SessionStarter(
      Parts parts,
      HalfWay halfWay,
      RefreshTokens refreshTokens,
      AccessTokens accessTokens,
      Clock clock) {
    this.parts = parts;
    this.halfWay = halfWay;
    this.refreshTokens = refreshTokens;
    this.accessTokens = accessTokens;
    this.clock = clock;
  }

  /// Starts a session, or says what the user has to do before there is one. Empty when the account
  /// has changed since `account` was read, or has to verify its email first.
  public Optional<Started> start(
      Tx tx, Endings endings, Account account, Client client, Manner manner) {
    if (parts.verifiedFirst && !account.isVerified()) {
      return Optional.empty();
    }
    List<String> roles = parts.roles.of(tx, account.id());
    Optional<Entry.Half> before = halfWay.before(tx, account, roles, manner.method);
    if (before.isPresent()) {
      return before.map(Started.Held::new);
    }
    parts.devices.tellIfNew(tx, account, client, clock.instant());
    return begin(tx, endings, account, roles, client, manner).map(begun -> begun);
  }

  /// Starts a session for somebody who had one until this moment, and so was asked for all the rest
  /// already.
  Optional<Started.Begun> startAgain(
      Tx tx, Endings endings, Account account, Client client, Manner manner) {
    return begin(tx, endings, account, parts.roles.of(tx, account.id()), client, manner);
  }

  private Optional<Started.Begun> begin(
      Tx tx, Endings endings, Account account, List<String> roles, Client client, Manner manner) {
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
    Profile profile = new Profile(account.signedInAt(now), roles);
    return Optional.of(new Started.Begun(profile, session, carrier.token(), manner.carriage));
  }

  /// What the client gets. Call it after COMMIT.
  public Entry handOver(Started started) {
    return switch (started) {
      case Started.Held(Entry.Half half) -> half;
      case Started.Begun begun -> new Entry.In(handOver(begun));
    };
  }

  SignedIn handOver(Started.Begun started) {
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
    return new SignedIn(started.profile, held, parts.devices.cookie(started.profile.account()));
  }

  /// The features that a session begins with.
  ///
  /// @param verifiedFirst whether only users with a verified email have sessions
  public record Parts(
      Accounts accounts,
      Sessions sessions,
      Roles roles,
      Audit audit,
      KnownDevices devices,
      boolean verifiedFirst) {}

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

  /// What came of a proof; what the client holds of it is made after COMMIT.
  public sealed interface Started {

    /// A session has begun.
    record Begun(Profile profile, Session session, String token, Carriage carriage)
        implements Started {
      @Override
      public String toString() {
        return "Begun[" + session + "]";
      }
    }

    /// Something else comes first.
    record Held(Entry.Half half) implements Started {}
  }
}
