package dev.gatehouse.identity.tokens;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.gatehouse.identity.accounts.UserId;
import dev.gatehouse.identity.refusals.RefusedCredential;
import dev.gatehouse.identity.sessions.SessionId;
import java.text.ParseException;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Verifies access tokens (RFC 8725, RFC 9068 section 4): the key decides the algorithm, and
/// headers that would bring a key along are not looked at.
@SuppressWarnings("JavaUtilDate") // the JOSE library's type of time
final class AccessTokenReader {
  private static final int MAX_LENGTH = 8 * 1024;
  private static final Pattern COMPACT = Pattern.compile("[\\w-]+\\.[\\w-]+\\.[\\w-]+");

  private final SigningKeys keys;
  private final AccessTokens.Rules rules;

  AccessTokenReader(SigningKeys keys, AccessTokens.Rules rules) {
    this.keys = keys;
    this.rules = rules;
  }

  Reading read(String token) {
    if (token.length() > MAX_LENGTH || !COMPACT.matcher(token).matches()) {
      return new Reading.Refused(RefusedCredential.Reason.MALFORMED);
    }
    SignedJWT jwt = parse(token);
    if (jwt == null || !isOneText(token, jwt)) {
      return new Reading.Refused(RefusedCredential.Reason.MALFORMED);
    }
    LoadedKey key = keyOf(jwt.getHeader());
    if (key == null) {
      return new Reading.Refused(RefusedCredential.Reason.UNKNOWN_SIGNING_KEY);
    }
    return isSigned(jwt, key)
        ? stated(jwt, key)
        : new Reading.Refused(RefusedCredential.Reason.SIGNATURE);
  }

  private static boolean isSigned(SignedJWT jwt, LoadedKey key) {
    try {
      return jwt.verify(key.verifier());
    } catch (JOSEException | IllegalArgumentException e) {
      return false;
    }
  }

  private Reading stated(SignedJWT jwt, LoadedKey key) {
    try {
      return claims(jwt.getJWTClaimsSet())
          .<Reading>map(claims -> new Reading.Genuine(new AccessTokens.Verified(claims, key)))
          .orElseGet(() -> new Reading.Refused(RefusedCredential.Reason.CLAIMS));
    } catch (ParseException | IllegalArgumentException e) {
      return new Reading.Refused(RefusedCredential.Reason.CLAIMS);
    }
  }

  private static @Nullable SignedJWT parse(String token) {
    try {
      return SignedJWT.parse(token);
    } catch (ParseException | RuntimeException e) {
      return null; // the library meets a header that is no object with a NullPointerException
    }
  }

  /// One token, one text: base64url has bits to spare, and the library passes over them.
  private static boolean isOneText(String token, SignedJWT jwt) {
    String signature = token.substring(token.lastIndexOf('.') + 1);
    byte[] bytes = jwt.getSignature().decode();
    return Base64URL.encode(bytes).toString().equals(signature);
  }

  private @Nullable LoadedKey keyOf(JWSHeader header) {
    if (!AccessTokens.TYPE.equals(header.getType())
        || header.getKeyID() == null
        || header.getCriticalParams() != null
        || !header.isBase64URLEncodePayload()) {
      return null;
    }
    return keys.verifier(header.getKeyID())
        .filter(key -> key.key().algorithm().jws().equals(header.getAlgorithm()))
        .orElse(null);
  }

  private Optional<AccessClaims> claims(JWTClaimsSet set) throws ParseException {
    Date expires = set.getExpirationTime();
    Long epoch = set.getLongClaim("ver");
    String session = set.getStringClaim("sid");
    List<String> roles = set.getStringListClaim("roles");
    if (expires == null
        || epoch == null
        || session == null
        || roles == null
        || set.getSubject() == null
        || !"access".equals(set.getStringClaim("type"))
        || !isForUs(set)) {
      return Optional.empty();
    }
    return Optional.of(
        new AccessClaims(
            new UserId(UUID.fromString(set.getSubject())),
            new SessionId(UUID.fromString(session)),
            epoch,
            List.copyOf(roles),
            set.getLongClaim("legacy_id"),
            Instant.ofEpochMilli(expires.getTime())));
  }

  private boolean isForUs(JWTClaimsSet set) {
    boolean issuer =
        rules.issuer().equals(set.getIssuer()) || rules.formerIssuers().contains(set.getIssuer());
    return issuer && (rules.audience() == null || set.getAudience().contains(rules.audience()));
  }

  /// What a token turned out to be.
  sealed interface Reading {
    record Genuine(AccessTokens.Verified verified) implements Reading {}

    record Refused(RefusedCredential.Reason reason) implements Reading {}
  }
}
