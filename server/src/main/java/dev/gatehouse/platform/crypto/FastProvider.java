package dev.gatehouse.platform.crypto;

import com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.util.Base64;
import java.util.Optional;

/// The Amazon Corretto Crypto Provider, for signatures alone and only where it works.
///
/// It is handed to one signer at a time and never installed: as the first provider it would take
/// over SecureRandom and SHA-256 as well.
public final class FastProvider {
  /// RFC 7515 appendix A.3: a P-256 key, a message and its signature.
  private static final String RFC_7515_X = "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU";

  private static final String RFC_7515_Y = "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0";
  private static final String RFC_7515_MESSAGE =
      "eyJhbGciOiJFUzI1NiJ9.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxl"
          + "LmNvbS9pc19yb290Ijp0cnVlfQ";
  private static final String RFC_7515_SIGNATURE =
      "DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q";

  private FastProvider() {}

  /// Begins to load the native library on a thread of its own: its own tests take a tenth of a
  /// second, in which the server can open its database.
  public static void prepare() {
    Thread.ofPlatform().daemon().name("crypto").start(FastProvider::load);
  }

  private static void load() {
    try {
      AmazonCorrettoCryptoProvider.INSTANCE.getLoadingError();
    } catch (LinkageError e) {
      // Not for this machine; forSignatures will find the same.
    }
  }

  /// The provider, if its native library loads here and passes a test of its own.
  ///
  /// @param algorithm the JCA name, `SHA256withECDSAinP1363Format` for one
  /// @param pair a key pair to try it with
  public static Optional<Provider> forSignatures(String algorithm, KeyPair pair) {
    try {
      AmazonCorrettoCryptoProvider provider = AmazonCorrettoCryptoProvider.INSTANCE;
      if (provider.getLoadingError() != null || !passes(algorithm, pair, provider)) {
        return Optional.empty();
      }
      return Optional.of(provider);
    } catch (GeneralSecurityException | LinkageError | RuntimeException e) {
      return Optional.empty();
    }
  }

  private static boolean passes(String algorithm, KeyPair pair, Provider fast)
      throws GeneralSecurityException {
    return pair.getPublic() instanceof ECPublicKey key
        ? knowsTheStandard(algorithm, key.getParams(), fast) && agrees(algorithm, pair, fast, fast)
        : agrees(algorithm, pair, fast, Signature.getInstance(algorithm).getProvider());
  }

  /// Whether it accepts the signature that RFC 7515 prints, and it alone.
  ///
  /// The JDK could be asked instead, but its first use of a curve takes a third of a second, which
  /// is half of the server's start.
  private static boolean knowsTheStandard(String algorithm, ECParameterSpec curve, Provider fast)
      throws GeneralSecurityException {
    ECPoint point =
        new ECPoint(new BigInteger(1, base64(RFC_7515_X)), new BigInteger(1, base64(RFC_7515_Y)));
    PublicKey key = KeyFactory.getInstance("EC").generatePublic(new ECPublicKeySpec(point, curve));
    Signature verifier = Signature.getInstance(algorithm, fast);
    byte[] message = RFC_7515_MESSAGE.getBytes(StandardCharsets.US_ASCII);
    byte[] signature = base64(RFC_7515_SIGNATURE);
    return verify(verifier, key, message, signature)
        && !verify(verifier, key, new byte[] {1}, signature);
  }

  /// The same keys in the provider's own form, which it would otherwise make anew for each
  /// signature: that is half of the cost with ES256 and two thirds with RS256.
  public static KeyPair ownKeys(Provider provider, KeyPair pair) {
    try {
      KeyFactory factory = KeyFactory.getInstance(pair.getPrivate().getAlgorithm(), provider);
      return new KeyPair(
          (PublicKey) factory.translateKey(pair.getPublic()),
          (PrivateKey) factory.translateKey(pair.getPrivate()));
    } catch (GeneralSecurityException e) {
      return pair;
    }
  }

  private static boolean agrees(String algorithm, KeyPair pair, Provider fast, Provider other)
      throws GeneralSecurityException {
    byte[] message = "gatehouse self-test".getBytes(StandardCharsets.UTF_8);
    Signature one = Signature.getInstance(algorithm, fast);
    Signature two = Signature.getInstance(algorithm, other);
    byte[] first = sign(one, pair.getPrivate(), message);
    byte[] second = sign(two, pair.getPrivate(), message);
    return verify(two, pair.getPublic(), message, first)
        && verify(one, pair.getPublic(), message, second)
        && !verify(one, pair.getPublic(), new byte[] {1}, second);
  }

  private static byte[] base64(String text) {
    return Base64.getUrlDecoder().decode(text);
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
