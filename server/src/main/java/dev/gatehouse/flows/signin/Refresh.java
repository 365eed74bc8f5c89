package dev.gatehouse.flows.signin;

import dev.gatehouse.identity.access.Roles;
import dev.gatehouse.identity.accounts.Account;
import dev.gatehouse.identity.accounts.Accounts;
import dev.gatehouse.identity.audit.Audit;
import dev.gatehouse.identity.audit.AuditEvent;
import dev.gatehouse.identity.audit.Client;
import dev.gatehouse.identity.revocations.Endings;
import dev.gatehouse.identity.revocations.Revocations;
import dev.gatehouse.identity.sessions.EndReason;
import dev.gatehouse.identity.sessions.Sessions;
import dev.gatehouse.identity.tokens.AccessGrant;
import dev.gatehouse.identity.tokens.AccessTokens;
import dev.gatehouse.identity.tokens.RefreshTokens;
import dev.gatehouse.identity.tokens.RefreshTokens.Presented;
import dev.gatehouse.identity.tokens.Rotation;
import dev.gatehouse.platform.storage.Database;
import dev.gatehouse.platform.storage.Tx;
import java.time.Instant;
import java.util.Optional;

/// Exchanges a refresh token for a new pair, without ever logging out a client that did nothing
/// wrong.
public final class Refresh {
  private final Database database;
  private final Revocations revocations;
  private final RefreshTokens refreshTokens;
  private final AccessTokens accessTokens;
  private final Parts parts;

  public Refresh(
      Database database,
      Revocations revocations,
      RefreshTokens refreshTokens,
      AccessTokens accessTokens,
      Parts parts) {
    this.database = database;
    this.revocations = revocations;
    this.refreshTokens = refreshTokens;
    this.accessTokens = accessTokens;
    this.parts = parts;
  }

  /// The session's next pair; empty for whatever is not a token to be exchanged.
  public Optional<TokenPair> refresh(String token, Client client) {
    Optional<Presented> presented = database.read(tx -> refreshTokens.open(tx, token));
    return presented
        .flatMap(known -> exchange(known, client))
        .map(exchanged ->
            new TokenPair(
                accessTokens.issue(exchanged.grant, exchanged.sessionEnd), exchanged.token));
  }

  private Optional<Exchanged> exchange(Presented presented, Client client) {
    try {
      return revocations.write((tx, endings) -> exchange(tx, endings, presented, client));
    } catch (SessionOver e) {
      return Optional.empty();
    }
  }

  private Optional<Exchanged> exchange(Tx tx, Endings endings, Presented presented, Client client) {
    Account account = parts.accounts.find(tx, presented.user()).orElse(null);
    if (account == null || !account.isActive()) {
      note(
          tx, AuditEvent.refused("session.refresh", target(presented), "account_inactive"), client);
      return Optional.empty();
    }
    return switch (refreshTokens.rotate(tx, presented, account.authEpoch(), client)) {
      case Rotation.Current(String token, Instant expiresAt, Rotation.How how) -> {
        keepSession(tx, presented, expiresAt, how, client);
        AccessGrant grant =
            new AccessGrant(account, presented.session(), parts.roles.of(tx, account.id()));
        yield Optional.of(new Exchanged(grant, token, expiresAt));
      }
      case Rotation.Refused(String reason) -> {
        note(tx, AuditEvent.refused("session.refresh", target(presented), reason), client);
        yield Optional.empty();
      }
      case Rotation.Reused _ -> {
        parts.sessions.end(tx, endings, presented.session(), EndReason.REFRESH_TOKEN_REUSED);
        String reason = EndReason.REFRESH_TOKEN_REUSED.code();
        note(tx, AuditEvent.refused("session.refresh", target(presented), reason), client);
        yield Optional.empty();
      }
    };
  }

  private void keepSession(
      Tx tx, Presented presented, Instant expiresAt, Rotation.How how, Client client) {
    if (!parts.sessions.extend(tx, presented.session(), expiresAt)) {
      throw new SessionOver();
    }
    switch (how) {
      case ROTATED -> {}
      case GRACE, RECOVERY -> {
        String user = presented.user().toString();
        AuditEvent event = AuditEvent.done(user, "session.refresh", target(presented));
        String reason = how == Rotation.How.GRACE ? "grace" : "recovery";
        note(tx, event.because(reason), client);
      }
    }
  }

  private void note(Tx tx, AuditEvent event, Client client) {
    parts.audit.record(tx, event, client);
  }

  private static String target(Presented presented) {
    return presented.session().toString();
  }

  /// The features that a refresh joins.
  public record Parts(Accounts accounts, Roles roles, Sessions sessions, Audit audit) {}

  private record Exchanged(AccessGrant grant, String token, Instant sessionEnd) {
    @Override
    public String toString() {
      return "Exchanged[" + grant.session() + "]";
    }
  }

  /// Undoes the rotation of a session that is over.
  private static final class SessionOver extends RuntimeException {
    @java.io.Serial private static final long serialVersionUID = 1L;

    SessionOver() {
      super("the session is over", null, false, false);
    }
  }
}
