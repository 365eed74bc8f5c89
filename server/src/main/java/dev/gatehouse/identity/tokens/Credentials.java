package dev.gatehouse.identity.tokens;

import dev.gatehouse.identity.access.Profile;
import dev.gatehouse.identity.access.Profiles;
import dev.gatehouse.identity.revocations.RevocationFeed;
import dev.gatehouse.identity.revocations.Revocations;
import dev.gatehouse.identity.sessions.SessionToken;
import dev.gatehouse.identity.sessions.SessionUses;
import dev.gatehouse.platform.storage.Database;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

/// Checks bearer credentials, on every request and, but for an account not seen lately, without a
/// query: signature or session (cached), expiry, what has ended, the user's epoch.
public final class Credentials {
  private final AccessTokens accessTokens;
  private final SessionTokens sessionTokens;
  private final Revocations revocations;
  private final RevocationFeed feed;
  private final Profiles profiles;
  private final SessionUses uses;
  private final Clock clock;

  /// @param uses is told of every session that a credential counted for
  public Credentials(
      Database database,
      AccessTokens accessTokens,
      Revocations revocations,
      RevocationFeed feed,
      Profiles profiles,
      SessionUses uses) {
    this.accessTokens = accessTokens;
    this.sessionTokens = new SessionTokens(database);
    this.revocations = revocations;
    this.feed = feed;
    this.profiles = profiles;
    this.uses = uses;
    this.clock = database.clock();
  }

  /// What `bearer` proves.
  public Verdict check(String bearer) {
    if (!feed.isFresh()) {
      return new Verdict.Unknown();
    }
    Instant now = clock.instant();
    Optional<SessionToken> opaque = SessionToken.parse(bearer);
    Verdict verdict = opaque.isPresent() ? check(opaque.get(), now) : checkAccess(bearer, now);
    if (verdict instanceof Verdict.Accepted(Caller caller)) {
      uses.note(caller.session(), now);
    }
    return verdict;
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

  /// What came of checking a credential.
  public sealed interface Verdict {
    record Accepted(Caller caller) implements Verdict {}

    /// Proves nothing.
    ///
    /// @param reason a code for the log, never for the client
    record Refused(String reason) implements Verdict {}

    /// This node has not heard from the database for too long to answer for anybody.
    record Unknown() implements Verdict {}
  }
}
