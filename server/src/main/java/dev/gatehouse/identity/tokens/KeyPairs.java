package dev.gatehouse.identity.tokens;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.Base64URL;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.EdECPrivateKey;
import java.security.interfaces.EdECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.EdECPoint;
import java.security.spec.EdECPrivateKeySpec;
import java.security.spec.EdECPublicKeySpec;
import java.security.spec.NamedParameterSpec;

/// Key pairs as JSON Web Keys (RFC 7517) and back. Ed25519 goes by way of the JDK: the JOSE library
/// would want another one for it.
final class KeyPairs {
  private static final int RSA_BITS = 3072;
  private static final int ED25519_BYTES = 32;

  private KeyPairs() {}

  static JWK generate(SigningAlgorithm algorithm, String kid) {
    try {
      return switch (algorithm) {
        case HS256 -> throw new IllegalArgumentException("HS256 has no key pair");
        case ES256 -> ec(kid);
        case RS256 -> rsa(kid);
        case EDDSA -> ed25519(kid);
      };
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JDK can't make a key for " + algorithm, e);
    }
  }

  static KeyPair of(JWK jwk) {
    try {
      return switch (jwk) {
        case ECKey ec -> ec.toKeyPair();
        case RSAKey rsa -> rsa.toKeyPair();
        case OctetKeyPair okp -> ed25519(okp);
        default -> throw new IllegalArgumentException("no signing key: " + jwk.getKeyType());
      };
    } catch (GeneralSecurityException | JOSEException e) {
      throw new IllegalStateException("the stored signing key can't be read", e);
    }
  }

  private static JWK ec(String kid) throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"));
    KeyPair pair = generator.generateKeyPair();
    return new ECKey.Builder(Curve.P_256, (ECPublicKey) pair.getPublic())
        .privateKey(pair.getPrivate())
        .keyID(kid)
        .keyUse(KeyUse.SIGNATURE)
        .algorithm(SigningAlgorithm.ES256.jws())
        .build();
  }

  private static JWK rsa(String kid) throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(RSA_BITS);
    KeyPair pair = generator.generateKeyPair();
    return new RSAKey.Builder((RSAPublicKey) pair.getPublic())
        .privateKey(pair.getPrivate())
        .keyID(kid)
        .keyUse(KeyUse.SIGNATURE)
        .algorithm(SigningAlgorithm.RS256.jws())
        .build();
  }

  private static JWK ed25519(String kid) throws GeneralSecurityException {
    KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    byte[] seed = ((EdECPrivateKey) pair.getPrivate()).getBytes().orElseThrow();
    byte[] point = encode(((EdECPublicKey) pair.getPublic()).getPoint());
    return new OctetKeyPair.Builder(Curve.Ed25519, Base64URL.encode(point))
        .d(Base64URL.encode(seed))
        .keyID(kid)
        .keyUse(KeyUse.SIGNATURE)
        .algorithm(SigningAlgorithm.EDDSA.jws())
        .build();
  }

  private static KeyPair ed25519(OctetKeyPair okp) throws GeneralSecurityException {
    KeyFactory factory = KeyFactory.getInstance("Ed25519");
    NamedParameterSpec curve = NamedParameterSpec.ED25519;
    return new KeyPair(
        factory.generatePublic(new EdECPublicKeySpec(curve, decode(okp.getDecodedX()))),
        factory.generatePrivate(new EdECPrivateKeySpec(curve, okp.getDecodedD())));
  }

  /// RFC 8032 section 5.1.2: y in little-endian order, the sign of x in the top bit.
  private static byte[] encode(EdECPoint point) {
    byte[] big = point.getY().toByteArray();
    byte[] little = new byte[ED25519_BYTES];
    for (int i = 0; i < Math.min(big.length, ED25519_BYTES); i++) {
      little[i] = big[big.length - 1 - i];
    }
    if (point.isXOdd()) {
      little[ED25519_BYTES - 1] |= (byte) 0x80;
    }
    return little;
  }

  private static EdECPoint decode(byte[] little) {
    boolean odd = (little[ED25519_BYTES - 1] & 0x80) != 0;
    byte[] big = new byte[ED25519_BYTES];
    for (int i = 0; i < ED25519_BYTES; i++) {
      big[i] = little[ED25519_BYTES - 1 - i];
    }
    big[0] &= 0x7f;
    return new EdECPoint(odd, new BigInteger(1, big));
  }
}
