package dev.gatehouse.platform.crypto;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// SHA-256, HMAC-SHA-256, and comparison in constant time.
public final class Digests {
  private Digests() {}

  public static byte[] sha256(byte[]... parts) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (byte[] part : parts) {
        digest.update(part);
      }
      return digest.digest();
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JDK ships SHA-256", e);
    }
  }

  /// HMAC-SHA-256 (RFC 2104) over the parts in their order.
  public static byte[] hmac(byte[] key, byte[]... parts) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      for (byte[] part : parts) {
        mac.update(part);
      }
      return mac.doFinal();
    } catch (GeneralSecurityException e) {
      throw new AssertionError("every JDK ships HmacSHA256", e);
    }
  }

  /// Whether the two are the same, in a time that does not tell where they differ.
  public static boolean equal(byte[] left, byte[] right) {
    return MessageDigest.isEqual(left, right);
  }
}
