package dev.gatehouse.identity.passwords;

import static java.lang.Integer.parseInt;
import static java.nio.charset.StandardCharsets.US_ASCII;

import java.security.MessageDigest;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.codec.digest.Sha2Crypt;

/// SHA-crypt, as `crypt(3)` stores it: `$5$` for SHA-256, `$6$` for SHA-512, then perhaps
/// `rounds=N$`, the salt and the digest.
///
/// Its cost grows with the password's length as well, so a password of more than 256 bytes matches
/// nothing.
final class ShaCrypt implements ForeignHash {
  private static final int FEWEST_ROUNDS = 1_000;
  private static final int MOST_ROUNDS = 1_000_000;
  private static final int LONGEST_PASSWORD = 256;
  private static final String ALPHABET = "[./A-Za-z0-9]";
  private static final Pattern FORMAT =
      Pattern.compile(
          "(\\$[56]\\$(?:rounds=([1-9][0-9]{0,8})\\$)?%1$s{1,16})\\$(%1$s{43}|%1$s{86})"
              .formatted(ALPHABET));

  @Override
  public boolean claims(String encoded) {
    return encoded.startsWith("$5$") || encoded.startsWith("$6$");
  }

  @Override
  public Reading read(String encoded) {
    Matcher format = FORMAT.matcher(encoded);
    boolean short256 = encoded.startsWith("$5$");
    if (!format.matches() || format.group(3).length() != (short256 ? 43 : 86)) {
      return Reading.malformed("SHA-crypt");
    }
    int rounds = format.group(2) == null ? FEWEST_ROUNDS : parseInt(format.group(2));
    if (rounds < FEWEST_ROUNDS) {
      return Reading.malformed("SHA-crypt");
    }
    if (rounds > MOST_ROUNDS) {
      return Reading.tooExpensive("at most " + MOST_ROUNDS + " rounds");
    }
    String salt = format.group(1);
    return new Reading.Usable(password ->
        password.length <= LONGEST_PASSWORD
            && MessageDigest.isEqual(
                crypt(short256, password.clone(), salt).getBytes(US_ASCII),
                encoded.getBytes(US_ASCII)));
  }

  /// @param password is overwritten
  private static String crypt(boolean short256, byte[] password, String salt) {
    return short256 ? Sha2Crypt.sha256Crypt(password, salt) : Sha2Crypt.sha512Crypt(password, salt);
  }
}
