package dev.gatehouse.bench.subject;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Locale;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Somebody's authenticator app (RFC 6238). As the server takes each code once, and codes up to a
/// step ahead, it gives three codes in a row without waiting and then one each 30 seconds.
public final class Authenticator {
  private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  private static final int STEP_SECONDS = 30;
  private static final int MODULUS = 1_000_000;

  private final byte[] key;
  private long last;

  /// @param secret in base32 (RFC 4648), as the server shows it
  Authenticator(String secret) {
    this.key = decode(secret);
  }

  /// Waits until there is a code that the server has not seen and would take.
  public void await() {
    while (last > now()) {
      try {
        Thread.sleep(200);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted", e);
      }
    }
  }

  /// The next code.
  String code() {
    last = Math.max(last + 1, now() - 1);
    try {
      Mac mac = Mac.getInstance("HmacSHA1");
      mac.init(new SecretKeySpec(key, "HmacSHA1"));
      byte[] digest = mac.doFinal(ByteBuffer.allocate(Long.BYTES).putLong(last).array());
      int truncated = ByteBuffer.wrap(digest).getInt(digest[digest.length - 1] & 0x0f);
      return String.format(Locale.ROOT, "%06d", (truncated & 0x7fff_ffff) % MODULUS);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK ships HmacSHA1", e);
    }
  }

  private static long now() {
    return Instant.now().getEpochSecond() / STEP_SECONDS;
  }

  private static byte[] decode(String base32) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    int buffer = 0;
    int held = 0;
    for (int i = 0; i < base32.length(); i++) {
      buffer = ((buffer << 5) | ALPHABET.indexOf(base32.charAt(i))) & 0xfff;
      held += 5;
      if (held >= Byte.SIZE) {
        held -= Byte.SIZE;
        bytes.write(buffer >> held);
      }
    }
    return bytes.toByteArray();
  }
}
