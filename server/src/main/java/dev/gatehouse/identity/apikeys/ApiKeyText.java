package dev.gatehouse.identity.apikeys;

import dev.gatehouse.platform.crypto.Digests;
import dev.gatehouse.platform.crypto.Randomness;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.zip.CRC32;

/// The text of a key: `gtk_`, 32 random letters and digits (190 bits), and a checksum.
///
/// The checksum is the CRC-32 of all that stands before it, in base 62 (`0-9A-Za-z`), 6 characters,
/// filled up with zeros from the left. It keeps nothing secret: it lets scanners for leaked secrets
/// tell a key from what only looks like one, and refuses a mistyped one without a query.
public record ApiKeyText(String reveal) {
  private static final String START = "gtk_";
  private static final String DIGITS =
      "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
  private static final Pattern FORM = Pattern.compile("gtk_[0-9A-Za-z]{38}");
  private static final int RANDOM = 32;
  private static final int CHECKSUM = 6;
  private static final int SHOWN = 12;

  /// The greatest multiple of 62 that a byte can hold: bytes from there on are thrown away, so that
  /// every digit is as likely as every other.
  private static final int FAIR = 248;

  static ApiKeyText generate(Randomness random) {
    StringBuilder text = new StringBuilder(START);
    while (text.length() < START.length() + RANDOM) {
      for (byte one : random.bytes(RANDOM)) {
        int value = Byte.toUnsignedInt(one);
        if (value < FAIR && text.length() < START.length() + RANDOM) {
          text.append(DIGITS.charAt(value % DIGITS.length()));
        }
      }
    }
    return new ApiKeyText(text + checksum(text.toString()));
  }

  /// Whether `text` is meant to be a key, well made or not.
  public static boolean isMeantBy(String text) {
    return text.startsWith(START);
  }

  /// The key that `text` may be; empty when it is mistyped or made up.
  public static Optional<ApiKeyText> parse(String text) {
    if (text.length() != START.length() + RANDOM + CHECKSUM || !FORM.matcher(text).matches()) {
      return Optional.empty();
    }
    int end = text.length() - CHECKSUM;
    return text.substring(end).equals(checksum(text.substring(0, end)))
        ? Optional.of(new ApiKeyText(text))
        : Optional.empty();
  }

  /// What is stored of it.
  byte[] hash() {
    return Digests.sha256(reveal.getBytes(StandardCharsets.US_ASCII));
  }

  /// What lists show of it.
  String prefix() {
    return reveal.substring(0, SHOWN);
  }

  private static String checksum(String text) {
    CRC32 sum = new CRC32();
    sum.update(text.getBytes(StandardCharsets.US_ASCII));
    char[] digits = new char[CHECKSUM];
    Arrays.fill(digits, DIGITS.charAt(0));
    long rest = sum.getValue();
    for (int i = CHECKSUM - 1; rest > 0; i--) {
      digits[i] = DIGITS.charAt((int) (rest % DIGITS.length()));
      rest /= DIGITS.length();
    }
    return new String(digits);
  }

  @Override
  public String toString() {
    return START + "[redacted]";
  }
}
