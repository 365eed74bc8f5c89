package dev.gatehouse.identity.passwords;

import static java.lang.Integer.parseInt;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.generators.SCrypt;

/// scrypt (RFC 7914) as Werkzeug, and so Flask, stores it: `scrypt:N:r:p$salt$hex`, the salt as it
/// stands, 64 bytes of digest.
final class WerkzeugScrypt implements ForeignHash {
  /// Four times the default, `32768:8:1`.
  private static final long MOST_WORK = 4L * 32_768 * 8;

  private static final String NUMBER = "([1-9][0-9]{0,6})";
  private static final Pattern FORMAT =
      Pattern.compile(
          ("scrypt:" + NUMBER + ":" + NUMBER + ":" + NUMBER)
              + "\\$([^$\\s]{1,64})\\$([0-9a-f]{128})");

  @Override
  public boolean claims(String encoded) {
    return encoded.startsWith("scrypt:");
  }

  @Override
  public Reading read(String encoded) {
    Matcher format = FORMAT.matcher(encoded);
    if (!format.matches()) {
      return Reading.malformed("scrypt");
    }
    int cost = parseInt(format.group(1));
    int blocks = parseInt(format.group(2));
    int parallel = parseInt(format.group(3));
    byte[] salt = format.group(4).getBytes(UTF_8);
    byte[] expected = HexFormat.of().parseHex(format.group(5));
    if (!isUsable(cost, blocks)) {
      return Reading.malformed("scrypt");
    }
    if (!isAffordable(cost, blocks, parallel)) {
      return Reading.tooExpensive("at most 64 MiB and four times the work of 32768:8:1");
    }
    return new Reading.Usable(password ->
        MessageDigest.isEqual(
            SCrypt.generate(password, salt, cost, blocks, parallel, expected.length), expected));
  }

  /// RFC 7914 section 2: the cost is a power of two, more than one, and less than 2^(16 r).
  static boolean isUsable(int cost, int blocks) {
    return cost > 1 && Integer.bitCount(cost) == 1 && (blocks > 1 || cost < 65_536);
  }

  static boolean isAffordable(int cost, int blocks, int parallel) {
    long each = (long) cost * blocks;
    return each * 128 <= MOST_MEMORY && parallel <= MOST_WORK / each;
  }
}
