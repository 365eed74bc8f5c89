package dev.gatehouse.identity.tokens;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.JWK;
import dev.gatehouse.platform.crypto.FastProvider;
import java.security.KeyPair;
import java.security.Provider;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A key ready for use: its signer, its verifier and what is published of it.
///
/// @param publicJwk null for a symmetric key, which is never published
/// @param provider the name of the provider that signs
record LoadedKey(
    SigningKey key,
    JWSSigner signer,
    JWSVerifier verifier,
    @Nullable JWK publicJwk,
    String provider) {

  static LoadedKey of(SigningKey key, JWK jwk) {
    KeyPair pair = KeyPairs.of(jwk);
    Optional<Provider> fast = FastProvider.forSignatures(key.algorithm().jca(), pair);
    String name = fast.map(Provider::getName).orElse("JDK");
    try {
      KeyPair own = fast.map(provider -> FastProvider.ownKeys(provider, pair)).orElse(pair);
      JWSSigner signer = signer(key.algorithm(), own, fast);
      JWSVerifier verifier = verifier(key.algorithm(), pair, fast);
      return new LoadedKey(key, signer, verifier, jwk.toPublicJWK(), name);
    } catch (JOSEException e) {
      throw new IllegalStateException("the signing key " + key.id() + " can't be used", e);
    }
  }

  /// HMAC-SHA-256 under the bytes of a configured secret as they are.
  static LoadedKey symmetric(SigningKey key, byte[] secret) {
    HmacSigner hmac = new HmacSigner(secret);
    return new LoadedKey(key, hmac, hmac, null, "JDK");
  }

  private static JWSSigner signer(SigningAlgorithm algorithm, KeyPair pair, Optional<Provider> fast)
      throws JOSEException {
    JWSSigner signer =
        switch (algorithm) {
          case ES256 -> new ECDSASigner(pair.getPrivate(), Curve.P_256);
          case RS256 -> new RSASSASigner(pair.getPrivate());
          case EDDSA -> new Ed25519(pair, fast);
          case HS256 -> throw new IllegalArgumentException("HS256 has no key pair");
        };
    fast.ifPresent(provider -> signer.getJCAContext().setProvider(provider));
    return signer;
  }

  private static JWSVerifier verifier(
      SigningAlgorithm algorithm, KeyPair pair, Optional<Provider> fast) throws JOSEException {
    JWSVerifier verifier =
        switch (algorithm) {
          case ES256 -> new ECDSAVerifier((ECPublicKey) pair.getPublic());
          case RS256 -> new RSASSAVerifier((RSAPublicKey) pair.getPublic());
          case EDDSA -> new Ed25519(pair, fast);
          case HS256 -> throw new IllegalArgumentException("HS256 has no key pair");
        };
    fast.ifPresent(provider -> verifier.getJCAContext().setProvider(provider));
    return verifier;
  }
}
