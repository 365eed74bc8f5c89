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
import dev.gatehouse.identity.refusals.Refusals;
import dev.gatehouse.identity.refusals.RefusedCredential;
import dev.gatehouse.identity.revocations.RevocationFeed;
import dev.gatehouse.identity.revocations.Revocations;
import dev.gatehouse.identity.sessions.SessionFactors;
import dev.gatehouse.identity.sessions.SessionToken;
import dev.gatehouse.identity.sessions.SessionUses;
import dev.gatehouse.platform.storage.Database;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Checks bearer credentials, on every request and, but for an account not seen lately, without a
/// query: signature, session or API key (cached), expiry, what has ended, the user's epoch.
public final class Credentials {
  private final AccessTokens accessTokens;
  private final SessionTokens sessionTokens;
  private final Revocations revocations;
  private final RevocationFeed feed;
  private final KnownApiKeys apiKeys;
  private final Profiles profiles;
  private final Ledgers ledgers;
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
      Ledgers ledgers,
      Guard guard,
      FactorPolicy policy) {
    this.accessTokens = accessTokens;
    this.sessionTokens = new SessionTokens(database);
    this.apiKeys = new KnownApiKeys(database, revocations, guard);
    this.revocations = revocations;
    this.feed = feed;
    this.profiles = profiles;
    this.ledgers = ledgers;
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
    Verdict verdict = judged(check(bearer, client, now));
    switch (verdict) {
      case Verdict.Accepted(Bearer accepted) -> ledgers.used(accepted, now);
      case Verdict.Refused(RefusedCredential.Reason reason, String subject) ->
          ledgers.refusals.note(client.requestId(), reason, subject, now);
      case Verdict.Delayed _, Verdict.Unknown _ -> {}
    }
    return verdict;
  }

  private Verdict judged(Verdict verdict) {
    return verdict instanceof Verdict.Accepted(Bearer accepted)
            && policy.isUnmetBy(accepted.profile())
            && !isOfSeveralFactors(accepted)
        ? new Verdict.Refused(RefusedCredential.Reason.SECOND_FACTOR_REQUIRED, subject(accepted))
        : verdict;
  }

  private static String subject(Bearer bearer) {
    return switch (bearer) {
      case Caller caller -> caller.session().toString();
      case KeyHolder holder -> holder.key().id().toString();
    };
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
      return new Verdict.Refused(
          ApiKeyText.parse(bearer).isPresent()
              ? RefusedCredential.Reason.UNKNOWN_KEY
              : RefusedCredential.Reason.MALFORMED,
          null);
    }
    String subject = key.id().toString();
    if (!key.isLiveAt(now)) {
      return new Verdict.Refused(why(key), subject);
    }
    Profile profile = profiles.find(key.owner()).orElse(null);
    if (profile == null || !profile.account().isActive()) {
      return new Verdict.Refused(RefusedCredential.Reason.ACCOUNT_INACTIVE, subject);
    }
    return new Verdict.Accepted(new KeyHolder(profile, key));
  }

  private static RefusedCredential.Reason why(ApiKey over) {
    if (over.revoked() != null) {
      return RefusedCredential.Reason.KEY_REVOKED;
    }
    return Objects.equals(over.life().endsAt(), over.life().expiresAt())
        ? RefusedCredential.Reason.EXPIRED
        : RefusedCredential.Reason.KEY_ROTATED;
  }

  private Verdict checkAccess(String bearer, Instant now) {
    return switch (accessTokens.examine(bearer)) {
      case AccessTokenReader.Reading.Genuine(AccessTokens.Verified verified) ->
          check(verified.claims(), now);
      case AccessTokenReader.Reading.Refused(RefusedCredential.Reason reason) ->
          new Verdict.Refused(reason, null);
    };
  }

  private Verdict check(AccessClaims claims, Instant now) {
    String session = claims.session().toString();
    if (!now.isBefore(claims.expiresAt())) {
      return new Verdict.Refused(RefusedCredential.Reason.EXPIRED, session);
    }
    if (revocations.hasEnded(session)) {
      return new Verdict.Refused(RefusedCredential.Reason.SESSION_ENDED, session);
    }
    if (claims.epoch() < revocations.lowestEpoch(claims.user().toString())) {
      return new Verdict.Refused(RefusedCredential.Reason.EPOCH_PASSED, session);
    }
    Profile profile = profiles.find(claims.user()).orElse(null);
    if (profile == null || !profile.account().isActive()) {
      return new Verdict.Refused(RefusedCredential.Reason.ACCOUNT_INACTIVE, session);
    }
    if (claims.epoch() < profile.account().authEpoch()) {
      return new Verdict.Refused(RefusedCredential.Reason.EPOCH_PASSED, session);
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
      SessionTokens.Past past = sessionTokens.past(token);
      return new Verdict.Refused(past.reason(), past.session());
    }
    String session = seen.session().toString();
    if (!now.isBefore(seen.expiresAt())) {
      return new Verdict.Refused(RefusedCredential.Reason.EXPIRED, session);
    }
    if (revocations.hasEnded(session)) {
      return new Verdict.Refused(RefusedCredential.Reason.SESSION_ENDED, session);
    }
    if (seen.generation() < revocations.lowestGeneration(session)) {
      return new Verdict.Refused(RefusedCredential.Reason.TOKEN_REPLACED, session);
    }
    Profile profile = profiles.find(seen.user()).orElse(null);
    if (profile == null || !profile.account().isActive()) {
      return new Verdict.Refused(RefusedCredential.Reason.ACCOUNT_INACTIVE, session);
    }
    if (seen.epoch() < profile.account().authEpoch()
        && sessionTokens.findAgain(token, now).isEmpty()) {
      return new Verdict.Refused(RefusedCredential.Reason.SESSION_ENDED, session);
    }
    return new Verdict.Accepted(new Caller(profile, seen.session()));
  }

  /// Are told of everything that a credential counted for, and of what did not count.
  public record Ledgers(SessionUses sessions, ApiKeyUses apiKeys, Refusals refusals) {
    void used(Bearer bearer, Instant now) {
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
    /// @param reason for operators, never for the client
    /// @param subject the session or API key that it was of; null where that is not known
    record Refused(RefusedCredential.Reason reason, @Nullable String subject) implements Verdict {}

    /// A key that was not looked up: too many from there were none.
    record Delayed(Duration retryAfter) implements Verdict {}

    /// This node has not heard from the database for too long to answer for anybody.
    record Unknown() implements Verdict {}
  }
}
