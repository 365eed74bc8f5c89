package dev.gatehouse.identity.tokens;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.jca.JCAContext;
import com.nimbusds.jose.util.Base64URL;
import dev.gatehouse.platform.crypto.Digests;
import java.util.Set;

/// HS256 (RFC 7518 section 3.2) under a secret of any length: the library's own refuses the short
/// ones that old development set-ups use. Production refuses them at the start.
final class HmacSigner implements JWSSigner, JWSVerifier {
  private final byte[] secret;
  private final JCAContext context = new JCAContext();

  HmacSigner(byte[] secret) {
    this.secret = secret.clone();
  }

  @Override
  public Base64URL sign(JWSHeader header, byte[] input) {
    return Base64URL.encode(Digests.hmac(secret, input));
  }

  @Override
  public boolean verify(JWSHeader header, byte[] input, Base64URL signature) {
    return header.getAlgorithm().equals(JWSAlgorithm.HS256)
        && Digests.equal(signature.decode(), Digests.hmac(secret, input));
  }

  @Override
  public Set<JWSAlgorithm> supportedJWSAlgorithms() {
    return Set.of(JWSAlgorithm.HS256);
  }

  @Override
  public JCAContext getJCAContext() {
    return context;
  }
}
