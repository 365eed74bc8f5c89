package dev.gatehouse.identity.tokens;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.jca.JCAContext;
import com.nimbusds.jose.util.Base64URL;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.Provider;
import java.security.Signature;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// EdDSA with Ed25519 (RFC 8037 section 3.1) by the JCA.
final class Ed25519 implements JWSSigner, JWSVerifier {
  private final KeyPair pair;
  private final @Nullable Provider provider;
  private final JCAContext context = new JCAContext();

  Ed25519(KeyPair pair, Optional<Provider> provider) {
    this.pair = pair;
    this.provider = provider.orElse(null);
  }

  @Override
  public Base64URL sign(JWSHeader header, byte[] input) throws JOSEException {
    try {
      Signature signature = signature();
      signature.initSign(pair.getPrivate());
      signature.update(input);
      return Base64URL.encode(signature.sign());
    } catch (GeneralSecurityException e) {
      throw new JOSEException("Ed25519 did not sign", e);
    }
  }

  @Override
  public boolean verify(JWSHeader header, byte[] input, Base64URL signed) {
    try {
      Signature signature = signature();
      signature.initVerify(pair.getPublic());
      signature.update(input);
      return header.getAlgorithm().equals(JWSAlgorithm.EdDSA) && signature.verify(signed.decode());
    } catch (GeneralSecurityException e) {
      return false; // a signature of the wrong length throws
    }
  }

  @Override
  public Set<JWSAlgorithm> supportedJWSAlgorithms() {
    return Set.of(JWSAlgorithm.EdDSA);
  }

  @Override
  public JCAContext getJCAContext() {
    return context;
  }

  private Signature signature() throws GeneralSecurityException {
    return provider != null
        ? Signature.getInstance("Ed25519", provider)
        : Signature.getInstance("Ed25519");
  }
}
