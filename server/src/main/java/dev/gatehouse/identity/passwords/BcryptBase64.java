package dev.gatehouse.identity.passwords;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Base64;

/// The base64 of bcrypt hashes: the usual bit order with another alphabet, and no padding.
final class BcryptBase64 {
  private static final String BCRYPT =
      "./ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
  private static final String STANDARD =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

  private BcryptBase64() {}

  static String encode(byte[] bytes) {
    return translate(Base64.getEncoder().withoutPadding().encodeToString(bytes), STANDARD, BCRYPT);
  }

  /// The text must be of bcrypt's alphabet. Bits that fill no byte are ignored, as in C: old
  /// implementations left some set.
  static byte[] decode(String text) {
    return Base64.getDecoder().decode(translate(text, BCRYPT, STANDARD));
  }

  private static String translate(String text, String from, String to) {
    byte[] translated = new byte[text.length()];
    for (int i = 0; i < translated.length; i++) {
      translated[i] = (byte) to.charAt(from.indexOf(text.charAt(i)));
    }
    return new String(translated, ISO_8859_1);
  }
}
