package dev.gatehouse.identity.passwords;

import static java.lang.Integer.parseInt;

import java.security.MessageDigest;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/// argon2i and argon2d, as PHC strings of version 1.3 (`v=19`) or 1.0 (`v=16`, or no version). New
/// hashes are [Argon2id].
final class OldArgon2 implements ForeignHash {
  private static final int LARGEST_MEMORY = (int) (MOST_MEMORY / 1024);
  private static final int MOST_ITERATIONS = 16;
  private static final int MOST_LANES = 16;
  private static final String NUMBER = "([1-9][0-9]{0,8})";
  private static final Pattern FORMAT =
      Pattern.compile(
          ("\\$argon2([id])(?:\\$v=(16|19))?\\$m=" + NUMBER + ",t=" + NUMBER + ",p=" + NUMBER)
              + "\\$([A-Za-z0-9+/]{11,86})\\$([A-Za-z0-9+/]{16,86})");

  @Override
  public boolean claims(String encoded) {
    return encoded.startsWith("$argon2i$") || encoded.startsWith("$argon2d$");
  }

  @Override
  public Reading read(String encoded) {
    Matcher format = FORMAT.matcher(encoded);
    if (!format.matches() || cutShort(format.group(6)) || cutShort(format.group(7))) {
      return Reading.malformed("argon2");
    }
    int memory = parseInt(format.group(3));
    int iterations = parseInt(format.group(4));
    int lanes = parseInt(format.group(5));
    if (memory > LARGEST_MEMORY || iterations > MOST_ITERATIONS || lanes > MOST_LANES) {
      return Reading.tooExpensive("at most 64 MiB, 16 passes and 16 lanes");
    }
    if (memory < 8 * lanes) {
      return Reading.malformed("argon2");
    }
    Argon2Parameters parameters =
        new Argon2Parameters.Builder(
                format.group(1).equals("i") ? Argon2Parameters.ARGON2_i : Argon2Parameters.ARGON2_d)
            .withVersion(
                "19".equals(format.group(2))
                    ? Argon2Parameters.ARGON2_VERSION_13
                    : Argon2Parameters.ARGON2_VERSION_10)
            .withMemoryAsKB(memory)
            .withIterations(iterations)
            .withParallelism(lanes)
            .withSalt(Base64.getDecoder().decode(format.group(6)))
            .build();
    byte[] expected = Base64.getDecoder().decode(format.group(7));
    return new Reading.Usable(
        password -> MessageDigest.isEqual(digest(parameters, password, expected.length), expected));
  }

  private static byte[] digest(Argon2Parameters parameters, byte[] password, int length) {
    Argon2BytesGenerator argon2 = new Argon2BytesGenerator();
    argon2.init(parameters);
    byte[] digest = new byte[length];
    argon2.generateBytes(password, digest);
    return digest;
  }

  private static boolean cutShort(String base64) {
    return base64.length() % 4 == 1;
  }
}
