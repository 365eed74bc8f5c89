package dev.gatehouse.identity.tokens;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.gatehouse.platform.crypto.Randomness;
import dev.gatehouse.platform.storage.StorageException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Makes and reads access tokens: JWTs of the type `at+jwt` (RFC 9068).
@SuppressWarnings("JavaUtilDate") // the JOSE library's type of time
public final class AccessTokens {
  static final JOSEObjectType TYPE = new JOSEObjectType("at+jwt");
  private static final int CACHED = 50_000;

  private final SigningKeys keys;
  private final Rules rules;
  private final Randomness random;
  private final Clock clock;
  private final AccessTokenReader reader;
  private final Cache<String, Verified> verified =
      Caffeine.newBuilder().maximumSize(CACHED).build();

  public AccessTokens(SigningKeys keys, Rules rules, Randomness random, Clock clock) {
    this.keys = keys;
    this.rules = rules;
    this.random = random;
    this.clock = clock;
    this.reader = new AccessTokenReader(keys, rules);
  }

  /// Signs a token for a live session. It never outlives the session.
  ///
  /// Its life is counted from the transaction that found the session alive, not from the signature.
  /// The news that a session has ended is kept for an access token's life and a minute; a process
  /// that stood still between COMMIT and here for longer than that would otherwise make a token
  /// that nobody knows to be over.
  ///
  /// @param sessionEnd when the session ends unless it is extended
  /// @throws StorageException.Unavailable when the token would have expired by now
  public Issued issue(AccessGrant grant, Instant sessionEnd) {
    Instant now = grant.at();
    Instant usual = now.plus(rules.lifetime());
    Instant end = usual.isBefore(sessionEnd) ? usual : sessionEnd;
    if (!clock.instant().isBefore(end)) {
      throw new StorageException.Unavailable("the node stood still before it could sign", null);
    }
    LoadedKey key = keys.current();
    JWSHeader header =
        new JWSHeader.Builder(key.key().algorithm().jws()).type(TYPE).keyID(key.key().id()).build();
    SignedJWT token = new SignedJWT(header, claims(grant, now, end));
    try {
      token.sign(key.signer());
    } catch (JOSEException e) {
      throw new IllegalStateException("the access token could not be signed", e);
    }
    return new Issued(token.serialize(), Duration.between(now, end).toSeconds());
  }

  /// What a genuine token states, whether or not it has expired; empty for everything else.
  public Optional<AccessClaims> read(String token) {
    return examine(token) instanceof AccessTokenReader.Reading.Genuine(Verified known)
        ? Optional.of(known.claims)
        : Optional.empty();
  }

  /// The same, and why not.
  AccessTokenReader.Reading examine(String token) {
    Verified known = verified.getIfPresent(token);
    if (known != null && known.key.key().verifiesAt(clock.instant()) && keys.knows(known.key)) {
      return new AccessTokenReader.Reading.Genuine(known);
    }
    AccessTokenReader.Reading fresh = reader.read(token);
    if (fresh instanceof AccessTokenReader.Reading.Genuine(Verified value)) {
      verified.put(token, value);
    }
    return fresh;
  }

  private JWTClaimsSet claims(AccessGrant grant, Instant now, Instant end) {
    JWTClaimsSet.Builder claims =
        new JWTClaimsSet.Builder()
            .subject(grant.profile().account().id().toString())
            .issuer(rules.issuer())
            .issueTime(Date.from(now))
            .expirationTime(Date.from(end))
            .jwtID(random.uuid().toString())
            .claim("sid", grant.session().toString())
            .claim("ver", grant.profile().account().authEpoch())
            .claim("type", "access")
            .claim("roles", grant.profile().roles());
    if (rules.audience() != null) {
      claims.audience(rules.audience());
    }
    if (grant.profile().account().legacyId() != null) {
      claims.claim("legacy_id", grant.profile().account().legacyId());
    }
    return claims.build();
  }

  /// What tokens state of their maker, and how long they live.
  ///
  /// @param issuer the claim `iss` of new tokens
  /// @param formerIssuers accepted as well, during a move
  /// @param audience the claim `aud`; null for none
  public record Rules(
      String issuer, List<String> formerIssuers, @Nullable String audience, Duration lifetime) {}

  /// A signed token and for how many seconds it lives.
  public record Issued(String token, long lifetimeSeconds) {
    @Override
    public String toString() {
      return "Issued[redacted, " + lifetimeSeconds + "]";
    }
  }

  record Verified(AccessClaims claims, LoadedKey key) {}
}
