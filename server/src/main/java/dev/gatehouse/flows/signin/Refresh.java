package dev.gatehouse.flows.signin;

import dev.gatehouse.identity.access.FactorPolicy;
import dev.gatehouse.identity.access.Profile;
import dev.gatehouse.identity.access.Profiles;
import dev.gatehouse.identity.audit.Audit;
import dev.gatehouse.identity.audit.AuditEvent;
import dev.gatehouse.identity.audit.Client;
import dev.gatehouse.identity.notices.Notice;
import dev.gatehouse.identity.notices.Notices;
import dev.gatehouse.identity.revocations.Endings;
import dev.gatehouse.identity.revocations.Revocations;
import dev.gatehouse.identity.sessions.AuthMethods;
import dev.gatehouse.identity.sessions.EndReason;
import dev.gatehouse.identity.sessions.SessionId;
import dev.gatehouse.identity.sessions.SessionToken;
import dev.gatehouse.identity.sessions.Sessions;
import dev.gatehouse.identity.tokens.AccessGrant;
import dev.gatehouse.identity.tokens.AccessTokens;
import dev.gatehouse.identity.tokens.RefreshTokens;
import dev.gatehouse.identity.tokens.RefreshTokens.Presented;
import dev.gatehouse.identity.tokens.Rotation;
import dev.gatehouse.platform.metrics.Figures;
import dev.gatehouse.platform.metrics.Tally;
import dev.gatehouse.platform.storage.Database;
import dev.gatehouse.platform.storage.Tx;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// Exchanges a refresh token for a new pair, without ever logging out a client that did nothing
/// wrong. A session that ends because its token was used twice is told to its user, once.
public final class Refresh {
  private final Database database;
  private final Revocations revocations;
  private final RefreshTokens refreshTokens;
  private final AccessTokens accessTokens;
  private final Parts parts;
  private final Tally<Ending> tally = new Tally<>(Ending.class);

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

  /// Declares how often tokens are refreshed, and what comes of it.
  public void declare(Figures figures) {
    tally.declare(figures, "refreshes", "Presented refresh tokens.");
  }

  /// How often tokens were exchanged for new ones since the start.
  public long exchanged() {
    return tally.of(Ending.ROTATED) + tally.of(Ending.GRACE) + tally.of(Ending.RECOVERY);
  }

  /// The session's next pair; empty for whatever is not a token to be exchanged.
  public Optional<SignedIn> refresh(String token, Client client) {
    Optional<Presented> presented = database.read(tx -> refreshTokens.open(tx, token));
    if (presented.isEmpty()) {
      tally.count(Ending.REFUSED);
    }
    return presented
        .flatMap(known -> exchange(known, null, client))
        .map(exchanged -> new SignedIn(exchanged.profile, pair(exchanged)));
  }

  /// The session's next opaque token; empty for whatever is not a token to be exchanged.
  public Optional<SignedIn> refreshSession(String text, Client client) {
    SessionToken token = SessionToken.parse(text).orElse(null);
    if (token == null) {
      return Optional.empty();
    }
    Presented presented = database.read(tx -> refreshTokens.open(tx, token)).orElse(null);
    if (presented == null) {
      tally.count(Ending.REFUSED);
      return Optional.empty();
    }
    return exchange(presented, token, client)
        .map(exchanged ->
            new SignedIn(
                exchanged.profile,
                new Held.Opaque(exchanged.token, presented.sessionStart(), exchanged.sessionEnd)));
  }

  /// The session of a genuine refresh token, whether or not the token still counts.
  public Optional<String> sessionOf(String token) {
    return database
        .read(tx -> refreshTokens.open(tx, token))
        .map(presented -> presented.session().toString());
  }

  private Held.TokenPair pair(Exchanged exchanged) {
    AccessGrant grant = new AccessGrant(exchanged.profile, exchanged.session, exchanged.at);
    return new Held.TokenPair(accessTokens.issue(grant, exchanged.sessionEnd), exchanged.token);
  }

  /// @param opaque what was presented, when an opaque token carries the session
  private Optional<Exchanged> exchange(
      Presented presented, @Nullable SessionToken opaque, Client client) {
    AtomicReference<Ending> ending = new AtomicReference<>(Ending.REFUSED);
    try {
      return revocations.write((tx, endings) -> {
        ending.set(Ending.REFUSED);
        Profile profile = parts.profiles.read(tx, presented.user()).orElse(null);
        if (profile == null || !profile.account().isActive()) {
          refuse(tx, presented, "account_inactive", client);
          return Optional.empty();
        }
        if (parts.policy.isUnmetBy(profile) && !isOfSeveralFactors(tx, presented.session())) {
          EndReason reason = EndReason.SECOND_FACTOR_REQUIRED;
          parts.sessions.end(tx, endings, presented.session(), reason);
          refuse(tx, presented, reason.code(), client);
          return Optional.empty();
        }
        return exchange(new Exchange(tx, endings, presented, opaque, client, ending), profile);
      });
    } catch (SessionOver e) {
      ending.set(Ending.REFUSED);
      return Optional.empty();
    } finally {
      tally.count(ending.get());
    }
  }

  private Optional<Exchanged> exchange(Exchange exchange, Profile profile) {
    Instant at = database.clock().instant();
    Tx tx = exchange.tx;
    Presented presented = exchange.presented;
    long epoch = profile.account().authEpoch();
    return switch (refreshTokens.rotate(tx, presented, epoch, exchange.client)) {
      case Rotation.Current current -> {
        keepSession(exchange, current);
        exchange.ending.set(
            switch (current.how()) {
              case ROTATED -> Ending.ROTATED;
              case GRACE -> Ending.GRACE;
              case RECOVERY -> Ending.RECOVERY;
            });
        yield Optional.of(
            new Exchanged(profile, presented.session(), current.token(), current.expiresAt(), at));
      }
      case Rotation.Refused(String reason) -> {
        refuse(tx, presented, reason, exchange.client);
        yield Optional.empty();
      }
      case Rotation.Reused _ -> {
        exchange.ending.set(Ending.REUSED);
        EndReason reason = EndReason.REFRESH_TOKEN_REUSED;
        if (parts.sessions.end(tx, exchange.endings, presented.session(), reason)) {
          parts.notices.send(tx, profile.account(), Notice.tokenReused(exchange.client, at));
        }
        refuse(tx, presented, reason.code(), exchange.client);
        yield Optional.empty();
      }
    };
  }

  private void keepSession(Exchange exchange, Rotation.Current current) {
    Presented presented = exchange.presented;
    if (!parts.sessions.extend(exchange.tx, presented.session(), current.expiresAt())) {
      throw new SessionOver();
    }
    switch (current.how()) {
      case ROTATED -> replaceToken(exchange, current);
      case GRACE, RECOVERY -> {
        String user = presented.user().toString();
        AuditEvent event = AuditEvent.done(user, "session.refresh", target(presented));
        String reason = current.how() == Rotation.How.GRACE ? "grace" : "recovery";
        parts.audit.record(exchange.tx, event.because(reason), exchange.client);
      }
    }
  }

  /// The old opaque token opens nothing from here on, on every node.
  private void replaceToken(Exchange exchange, Rotation.Current current) {
    if (exchange.opaque == null) {
      return;
    }
    Presented presented = exchange.presented;
    SessionToken next = new SessionToken(current.token());
    if (!parts.sessions.replaceToken(exchange.tx, presented.session(), next)) {
      throw new SessionOver();
    }
    refreshTokens.keepFormer(exchange.tx, presented, exchange.opaque);
    exchange.endings.sessionToken(presented.session().toString(), current.generation());
  }

  private void refuse(Tx tx, Presented presented, String reason, Client client) {
    parts.audit.record(
        tx, AuditEvent.refused("session.refresh", target(presented), reason), client);
  }

  private static String target(Presented presented) {
    return presented.session().toString();
  }

  private boolean isOfSeveralFactors(Tx tx, SessionId session) {
    return parts
        .sessions
        .beginning(tx, session)
        .filter(beginning -> AuthMethods.areSeveral(beginning.methods()))
        .isPresent();
  }

  /// The features that a refresh joins.
  public record Parts(
      Profiles profiles, Sessions sessions, FactorPolicy policy, Audit audit, Notices notices) {}

  /// @param ending what the last try of the transaction came to
  private record Exchange(
      Tx tx,
      Endings endings,
      Presented presented,
      @Nullable SessionToken opaque,
      Client client,
      AtomicReference<Ending> ending) {}

  /// What is counted.
  private enum Ending {
    ROTATED,
    GRACE,
    RECOVERY,
    REUSED,
    REFUSED
  }

  private record Exchanged(
      Profile profile, SessionId session, String token, Instant sessionEnd, Instant at) {
    @Override
    public String toString() {
      return "Exchanged[" + session + "]";
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
