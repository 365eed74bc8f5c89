package dev.gatehouse.app.smoke;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.io.ByteArrayOutputStream;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.text.ParseException;
import java.util.HexFormat;
import java.util.Optional;

/// Whether an access token is what its server's published keys say it is: what every other verifier
/// would do with it.
final class TokenSignature {
  /// The head of an Ed25519 key in its X.509 form (RFC 8410 section 4). The JOSE library would want
  /// another library for that curve.
  private static final byte[] ED25519_HEAD = HexFormat.of().parseHex("302a300506032b6570032100");

  private final SignedJWT token;

  private TokenSignature(SignedJWT token) {
    this.token = token;
  }

  /// What is wrong with `text` in the light of `keySet` (RFC 7517); empty when it is genuine. A
  /// token of HS256 has no public key, and only its claims are looked at.
  ///
  /// @param user the id that it has to be about
  static Optional<String> fault(String text, String keySet, String user) {
    try {
      TokenSignature signature = new TokenSignature(SignedJWT.parse(text));
      return signature.claimsFault(user).or(() -> signature.signatureFault(keySet));
    } catch (ParseException e) {
      return Optional.of("the access token is not a JWT");
    }
  }

  /// How `text` is signed, `ES256` for one.
  static String algorithm(String text) {
    try {
      return SignedJWT.parse(text).getHeader().getAlgorithm().getName();
    } catch (ParseException e) {
      return "unknown";
    }
  }

  private Optional<String> claimsFault(String user) {
    try {
      JWTClaimsSet claims = token.getJWTClaimsSet();
      if (token.getHeader().getType() == null
          || !"at+jwt".equals(token.getHeader().getType().getType())) {
        return Optional.of("expected typ to be at+jwt");
      }
      if (!user.equals(claims.getSubject())) {
        return Optional.of("expected sub to be the id of the account");
      }
      return "access".equals(claims.getStringClaim("type"))
          ? Optional.empty()
          : Optional.of("expected the claim type to be access");
    } catch (ParseException e) {
      return Optional.of("the claims of the access token can't be read");
    }
  }

  private Optional<String> signatureFault(String keySet) {
    if (token.getHeader().getAlgorithm().getName().startsWith("HS")) {
      return Optional.empty();
    }
    try {
      JWK key = JWKSet.parse(keySet).getKeyByKeyId(token.getHeader().getKeyID());
      if (key == null) {
        return Optional.of("the key that signed it is not published");
      }
      return isSignedWith(key) ? Optional.empty() : Optional.of("its signature is wrong");
    } catch (ParseException e) {
      return Optional.of("the published key set can't be read");
    } catch (JOSEException | GeneralSecurityException e) {
      return Optional.of("the published key can't be used");
    }
  }

  private boolean isSignedWith(JWK key) throws JOSEException, GeneralSecurityException {
    return switch (key) {
      case ECKey ec -> token.verify(new ECDSAVerifier(ec));
      case RSAKey rsa -> token.verify(new RSASSAVerifier(rsa));
      case OctetKeyPair pair -> isSignedWith(ed25519(pair));
      default -> throw new JOSEException("no key for signatures");
    };
  }

  private boolean isSignedWith(PublicKey ed25519) throws GeneralSecurityException {
    Signature verifier = Signature.getInstance("Ed25519");
    verifier.initVerify(ed25519);
    verifier.update(token.getSigningInput());
    return verifier.verify(token.getSignature().decode());
  }

  private static PublicKey ed25519(OctetKeyPair pair) throws GeneralSecurityException {
    ByteArrayOutputStream encoded = new ByteArrayOutputStream();
    encoded.writeBytes(ED25519_HEAD);
    encoded.writeBytes(pair.getDecodedX());
    return KeyFactory.getInstance("Ed25519")
        .generatePublic(new X509EncodedKeySpec(encoded.toByteArray()));
  }
}
