package dev.gatehouse.platform.crypto;

import com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Signature;
import java.util.Optional;

/// The Amazon Corretto Crypto Provider, for signatures alone and only where it works.
///
/// It is handed to one signer at a time and never installed: as the first provider it would take
/// over SecureRandom and SHA-256 as well.
public final class FastProvider {
  private FastProvider() {}

  /// The provider, if its native library loads here and it agrees with the JDK in both directions.
  ///
  /// @param algorithm the JCA name, `SHA256withECDSAinP1363Format` for one
  /// @param pair a key pair to try it with
  public static Optional<Provider> forSignatures(String algorithm, KeyPair pair) {
    try {
      AmazonCorrettoCryptoProvider provider = AmazonCorrettoCryptoProvider.INSTANCE;
      if (provider.getLoadingError() != null || !agrees(algorithm, pair, provider)) {
        return Optional.empty();
      }
      return Optional.of(provider);
    } catch (GeneralSecurityException | LinkageError | RuntimeException e) {
      return Optional.empty();
    }
  }

  private static boolean agrees(String algorithm, KeyPair pair, Provider fast)
      throws GeneralSecurityException {
    byte[] message = "gatehouse self-test".getBytes(StandardCharsets.UTF_8);
    Signature fastOne = Signature.getInstance(algorithm, fast);
    byte[] fastSignature = sign(fastOne, pair.getPrivate(), message);
    byte[] plainSignature = sign(Signature.getInstance(algorithm), pair.getPrivate(), message);
    return verify(Signature.getInstance(algorithm), pair.getPublic(), message, fastSignature)
        && verify(fastOne, pair.getPublic(), message, plainSignature)
        && !verify(fastOne, pair.getPublic(), new byte[] {1}, plainSignature);
  }

  private static byte[] sign(Signature signature, PrivateKey key, byte[] message)
      throws GeneralSecurityException {
    signature.initSign(key);
    signature.update(message);
    return signature.sign();
  }

  private static boolean verify(
      Signature signature, PublicKey key, byte[] message, byte[] signatureBytes)
      throws GeneralSecurityException {
    signature.initVerify(key);
    signature.update(message);
    return signature.verify(signatureBytes);
  }
}
