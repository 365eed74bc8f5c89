package dev.gatehouse.identity.mfa;

import dev.gatehouse.platform.crypto.Digests;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Locale;
import java.util.OptionalLong;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Time-based one-time passwords (RFC 6238): SHA-1, 6 digits, steps of 30 seconds, one step of
/// drift either way.
final class Totp {
  private static final int STEP_SECONDS = 30;
  private static final int MODULUS = 1_000_000;
  private static final int DRIFT = 1;

  private Totp() {}

  /// The step that `code` is of; empty when it is of none near `now`.
  static OptionalLong stepOf(byte[] key, String code, Instant now) {
    long current = Math.floorDiv(now.getEpochSecond(), STEP_SECONDS);
    OptionalLong found = OptionalLong.empty();
    for (long step = current - DRIFT; step <= current + DRIFT; step++) {
      if (Digests.equal(bytes(code(key, step)), bytes(code))) {
        found = OptionalLong.of(step);
      }
    }
    return found;
  }

  /// However it was typed: apps show it in two groups.
  static String plain(String code) {
    return code.replaceAll("\\s", "");
  }

  /// The code of one step: HOTP (RFC 4226 section 5.3) over the step's number.
  static String code(byte[] key, long step) {
    try {
      Mac mac = Mac.getInstance("HmacSHA1");
      mac.init(new SecretKeySpec(key, "HmacSHA1"));
      byte[] digest = mac.doFinal(ByteBuffer.allocate(Long.BYTES).putLong(step).array());
      int offset = digest[digest.length - 1] & 0x0f;
      int truncated = ByteBuffer.wrap(digest).getInt(offset) & 0x7fff_ffff;
      return String.format(Locale.ROOT, "%06d", truncated % MODULUS);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK ships HmacSHA1", e);
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
