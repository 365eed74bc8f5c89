package dev.gatehouse.flows.signin;

import dev.gatehouse.identity.access.Roles;
import dev.gatehouse.identity.accounts.Account;
import dev.gatehouse.identity.audit.Audit;
import dev.gatehouse.identity.audit.AuditEvent;
import dev.gatehouse.identity.audit.Client;
import dev.gatehouse.identity.sessions.Session;
import dev.gatehouse.identity.sessions.Sessions;
import dev.gatehouse.identity.tokens.AccessGrant;
import dev.gatehouse.identity.tokens.RefreshTokens;
import dev.gatehouse.platform.storage.Tx;
import java.time.Clock;
import java.time.Instant;

/// Starts a session carried by a token pair, in the transaction that lets the user in.
public final class SessionStarter {
  private final Sessions sessions;
  private final RefreshTokens refreshTokens;
  private final Roles roles;
  private final Audit audit;
  private final Clock clock;

  public SessionStarter(
      Sessions sessions, RefreshTokens refreshTokens, Roles roles, Audit audit, Clock clock) {
    this.sessions = sessions;
    this.refreshTokens = refreshTokens;
    this.roles = roles;
    this.audit = audit;
    this.clock = clock;
  }

  /// @param method how the user proved who they are (RFC 8176)
  Started start(Tx tx, Account account, Client client, String method) {
    Instant now = clock.instant();
    Instant end = refreshTokens.rules().expiry(now, now);
    Session session = sessions.start(tx, account.id(), end, client, method);
    String refreshToken = refreshTokens.issue(tx, session, account.authEpoch(), client);
    audit.record(
        tx,
        AuditEvent.done(account.id().toString(), "session.start", session.id().toString()),
        client);
    AccessGrant grant = new AccessGrant(account, session.id(), roles.of(tx, account.id()));
    return new Started(grant, refreshToken, end);
  }

  /// A session that has begun; its access token is signed after COMMIT.
  record Started(AccessGrant grant, String refreshToken, Instant end) {
    @Override
    public String toString() {
      return "Started[" + grant.session() + "]";
    }
  }
}
