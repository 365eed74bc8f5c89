package dev.gatehouse.platform.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Provider;
import java.security.Signature;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FastProviderTest {
  private static final byte[] MESSAGE = "a message".getBytes(StandardCharsets.UTF_8);

  @ParameterizedTest
  @CsvSource({
    "EC, 256, SHA256withECDSAinP1363Format",
    "RSA, 2048, SHA256withRSA",
    "Ed25519, 255, Ed25519"
  })
  void what_the_providers_own_keys_sign_the_jdk_verifies_under_the_first_ones(
      String keys, int bits, String algorithm) throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance(keys);
    generator.initialize(bits);
    KeyPair pair = generator.generateKeyPair();
    Provider provider = FastProvider.forSignatures(algorithm, pair).orElseThrow();

    KeyPair own = FastProvider.ownKeys(provider, pair);
    Signature signing = Signature.getInstance(algorithm, provider);
    signing.initSign(own.getPrivate());
    signing.update(MESSAGE);
    byte[] signature = signing.sign();

    Signature verifying = Signature.getInstance(algorithm, jdk(keys));
    verifying.initVerify(pair.getPublic());
    verifying.update(MESSAGE);
    assertThat(verifying.verify(signature)).isTrue();
    assertThat(own.getPublic().getEncoded()).isEqualTo(pair.getPublic().getEncoded());
  }

  private static String jdk(String keys) {
    return "RSA".equals(keys) ? "SunRsaSign" : "SunEC";
  }
}
