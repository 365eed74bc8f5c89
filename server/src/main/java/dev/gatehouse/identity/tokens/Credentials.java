package dev.gatehouse.identity.tokens;

import dev.gatehouse.identity.access.FactorPolicy;
import dev.gatehouse.identity.access.Profile;
import dev.gatehouse.identity.access.Profiles;
import dev.gatehouse.identity.apikeys.ApiKey;
import dev.gatehouse.identity.apikeys.ApiKeyText;
import dev.gatehouse.identity.apikeys.ApiKeyUses;
import dev.gatehouse.identity.apikeys.KnownApiKeys;
import dev.gatehouse.identity.audit.Client;
import dev.gatehouse.identity.guessing.Guard;
import dev.gatehouse.identity.guessing.TooManyAttempts;
import dev.gatehouse.identity.revocations.RevocationFeed;
import dev.gatehouse.identity.revocations.Revocations;
import dev.gatehouse.identity.sessions.SessionFactors;
import dev.gatehouse.identity.sessions.SessionToken;
import dev.gatehouse.identity.sessions.SessionUses;
import dev.gatehouse.platform.storage.Database;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// Checks bearer credentials, on every request and, but for an account not seen lately, without a
/// query: signature, session or API key (cached), expiry, what has ended, the user's epoch.
public final class Credentials {
  private final AccessTokens accessTokens;
  private final SessionTokens sessionTokens;
  private final Revocations revocations;
  private final RevocationFeed feed;
  private final KnownApiKeys apiKeys;
  private final Profiles profiles;
  private final Uses uses;
  private final FactorPolicy policy;
  private final SessionFactors sessionFactors;
  private final Clock clock;

  /// @param policy whose credentials count only once they have a second factor
  public Credentials(
      Database database,
      AccessTokens accessTokens,
      Revocations revocations,
      RevocationFeed feed,
      Profiles profiles,
      Uses uses,
      Guard guard,
      FactorPolicy policy) {
    this.accessTokens = accessTokens;
    this.sessionTokens = new SessionTokens(database);
    this.apiKeys = new KnownApiKeys(database, revocations, guard);
    this.revocations = revocations;
    this.feed = feed;
    this.profiles = profiles;
    this.uses = uses;
    this.policy = policy;
    this.sessionFactors = new SessionFactors(database);
    this.clock = database.clock();
  }

  /// What `bearer` proves, which `client` shows.
  public Verdict check(String bearer, Client client) {
    if (!feed.isFresh()) {
      return new Verdict.Unknown();
    }
    Instant now = clock.instant();
    Verdict verdict = check(bearer, client, now);
    if (verdict instanceof Verdict.Accepted(Bearer accepted)) {
      if (policy.isUnmetBy(accepted.profile()) && !isOfSeveralFactors(accepted)) {
        return new Verdict.Refused("second_factor_required");
      }
      uses.note(accepted, now);
    }
    return verdict;
  }

  /// Who came by a passkey has shown two factors, be a code generator set up or not.
  private boolean isOfSeveralFactors(Bearer accepted) {
    return accepted instanceof Caller caller && sessionFactors.areSeveral(caller.session());
  }

  /// What `bearer` rests on, once [#check] has accepted it; empty for what no session stands
  /// behind.
  public Optional<Standing> standing(String bearer) {
    Instant now = clock.instant();
    Optional<SessionToken> opaque = SessionToken.parse(bearer);
    return opaque.isPresent()
        ? sessionTokens.find(opaque.get(), now).map(Credentials::standing)
        : accessTokens.read(bearer).map(Credentials::standing);
  }

  private static Standing standing(AccessClaims claims) {
    return new Standing(claims.user(), claims.session(), claims.epoch(), null, claims.expiresAt());
  }

  private static Standing standing(OpaqueSession seen) {
    return new Standing(
        seen.user(), seen.session(), seen.epoch(), seen.generation(), seen.expiresAt());
  }

  private Verdict check(String bearer, Client client, Instant now) {
    if (ApiKeyText.isMeantBy(bearer)) {
      try {
        return checkKey(bearer, client, now);
      } catch (TooManyAttempts e) {
        return new Verdict.Delayed(e.retryAfter());
      }
    }
    Optional<SessionToken> opaque = SessionToken.parse(bearer);
    return opaque.isPresent() ? check(opaque.get(), now) : checkAccess(bearer, now);
  }

  /// A key states no epoch: it outlives a new password and a new role. Its owner has to be active
  /// at this moment; one who is not any more has no live keys left either.
  private Verdict checkKey(String bearer, Client client, Instant now) {
    ApiKey key = apiKeys.find(bearer, client, now).orElse(null);
    if (key == null) {
      return new Verdict.Refused("not_ours");
    }
    if (!key.isLiveAt(now)) {
      return new Verdict.Refused(key.revoked() == null ? "expired" : "key_revoked");
    }
    Profile profile = profiles.find(key.owner()).orElse(null);
    if (profile == null || !profile.account().isActive()) {
      return new Verdict.Refused("account_inactive");
    }
    return new Verdict.Accepted(new KeyHolder(profile, key));
  }

  private Verdict checkAccess(String bearer, Instant now) {
    AccessClaims claims = accessTokens.read(bearer).orElse(null);
    if (claims == null) {
      return new Verdict.Refused("not_ours");
    }
    if (!now.isBefore(claims.expiresAt())) {
      return new Verdict.Refused("expired");
    }
    if (revocations.hasEnded(claims.session().toString())) {
      return new Verdict.Refused("session_ended");
    }
    if (claims.epoch() < revocations.lowestEpoch(claims.user().toString())) {
      return new Verdict.Refused("epoch_passed");
    }
    Profile profile = profiles.find(claims.user()).orElse(null);
    if (profile == null || !profile.account().isActive()) {
      return new Verdict.Refused("account_inactive");
    }
    if (claims.epoch() < profile.account().authEpoch()) {
      return new Verdict.Refused("epoch_passed");
    }
    return new Verdict.Accepted(new Caller(profile, claims.session()));
  }

  /// An opaque token states no roles, so a new epoch ends it only with its session: it is read
  /// again.
  private Verdict check(SessionToken token, Instant now) {
    OpaqueSession seen = sessionTokens.find(token, now).orElse(null);
    if (seen != null && seen.epoch() < revocations.lowestEpoch(seen.user().toString())) {
      seen = sessionTokens.findAgain(token, now).orElse(null);
    }
    if (seen == null) {
      return new Verdict.Refused("not_ours");
    }
    if (!now.isBefore(seen.expiresAt())) {
      return new Verdict.Refused("expired");
    }
    String session = seen.session().toString();
    if (revocations.hasEnded(session)) {
      return new Verdict.Refused("session_ended");
    }
    if (seen.generation() < revocations.lowestGeneration(session)) {
      return new Verdict.Refused("token_replaced");
    }
    Profile profile = profiles.find(seen.user()).orElse(null);
    if (profile == null || !profile.account().isActive()) {
      return new Verdict.Refused("account_inactive");
    }
    if (seen.epoch() < profile.account().authEpoch()
        && sessionTokens.findAgain(token, now).isEmpty()) {
      return new Verdict.Refused("session_ended");
    }
    return new Verdict.Accepted(new Caller(profile, seen.session()));
  }

  /// Are told of everything that a credential counted for.
  public record Uses(SessionUses sessions, ApiKeyUses apiKeys) {
    void note(Bearer bearer, Instant now) {
      switch (bearer) {
        case Caller caller -> sessions.note(caller.session(), now);
        case KeyHolder holder -> apiKeys.note(holder.key().id(), now);
      }
    }
  }

  /// What came of checking a credential.
  public sealed interface Verdict {
    record Accepted(Bearer bearer) implements Verdict {}

    /// Proves nothing.
    ///
    /// @param reason a code for the log, never for the client
    record Refused(String reason) implements Verdict {}

    /// A key that was not looked up: too many from there were none.
    record Delayed(Duration retryAfter) implements Verdict {}

    /// This node has not heard from the database for too long to answer for anybody.
    record Unknown() implements Verdict {}
  }
}
