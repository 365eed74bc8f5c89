package dev.gatehouse.identity.passwords;

import static java.lang.Integer.parseInt;

import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/// argon2id, RFC 9106, version 1.3, as a PHC string: `$argon2id$v=19$m=19456,t=2,p=1$salt$digest`.
///
/// @param memory in KiB
/// @param iterations passes over the memory
/// @param lanes the degree of parallelism that enters the digest; computed one after another here
record Argon2id(int memory, int iterations, int lanes) implements NewHashKind {
  /// OWASP's password storage cheat sheet: 19 MiB, two passes, one lane.
  static final Argon2id RECOMMENDED = new Argon2id(19_456, 2, 1);

  /// The bounds of a stored hash, so that an imported one can exhaust neither memory nor time. The
  /// defaults of libsodium (interactive), argon2-cffi, PHP and Spring lie within.
  private static final int LARGEST_MEMORY = 65_536;

  private static final int MOST_ITERATIONS = 16;
  private static final int MOST_LANES = 16;

  private static final int SALT_LENGTH = 16;
  private static final int DIGEST_LENGTH = 32;
  private static final String NUMBER = "([1-9][0-9]{0,6})";
  private static final Pattern FORMAT =
      Pattern.compile(
          ("\\$argon2id\\$v=19\\$m=" + NUMBER + ",t=" + NUMBER + ",p=" + NUMBER)
              + "\\$([A-Za-z0-9+/]{11,86})\\$([A-Za-z0-9+/]{16,86})");

  @Override
  public boolean claims(String encoded) {
    return encoded.startsWith("$argon2id$");
  }

  @Override
  public boolean accepts(byte[] password) {
    return true;
  }

  @Override
  public String hash(byte[] password, SecureRandom random) {
    byte[] salt = new byte[SALT_LENGTH];
    random.nextBytes(salt);
    return encode(salt, digest(password, salt, DIGEST_LENGTH));
  }

  @Override
  public String dummy(SecureRandom random) {
    byte[] salt = new byte[SALT_LENGTH];
    byte[] digest = new byte[DIGEST_LENGTH];
    random.nextBytes(salt);
    random.nextBytes(digest);
    return encode(salt, digest);
  }

  @Override
  public Match match(String encoded, byte[] password) {
    Matcher format = FORMAT.matcher(encoded);
    if (!format.matches()) {
      return Match.UNTRIED;
    }
    Argon2id stored =
        new Argon2id(
            parseInt(format.group(1)), parseInt(format.group(2)), parseInt(format.group(3)));
    byte[] salt = decode(format.group(4));
    byte[] expected = decode(format.group(5));
    if (!stored.withinBounds() || salt.length == 0 || expected.length == 0) {
      return Match.UNTRIED;
    }
    boolean equal = MessageDigest.isEqual(stored.digest(password, salt, expected.length), expected);
    return Match.of(equal, stored.equals(this) && expected.length >= DIGEST_LENGTH);
  }

  @Override
  public Optional<String> fault(String encoded) {
    Matcher format = FORMAT.matcher(encoded);
    if (!format.matches()
        || format.group(4).length() % 4 == 1
        || format.group(5).length() % 4 == 1) {
      return Optional.of("is no well-formed argon2 hash");
    }
    Argon2id stored =
        new Argon2id(
            parseInt(format.group(1)), parseInt(format.group(2)), parseInt(format.group(3)));
    return stored.withinBounds()
        ? Optional.empty()
        : Optional.of("costs more than is verified here: at most 64 MiB, 16 passes and 16 lanes");
  }

  /// RFC 9106 section 3.1 asks for 8 KiB a lane at the least.
  private boolean withinBounds() {
    return memory <= LARGEST_MEMORY
        && iterations <= MOST_ITERATIONS
        && lanes <= MOST_LANES
        && memory >= 8 * lanes;
  }

  private byte[] digest(byte[] password, byte[] salt, int length) {
    Argon2BytesGenerator argon2 = new Argon2BytesGenerator();
    argon2.init(
        new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
            .withVersion(Argon2Parameters.ARGON2_VERSION_13)
            .withMemoryAsKB(memory)
            .withIterations(iterations)
            .withParallelism(lanes)
            .withSalt(salt)
            .build());
    byte[] digest = new byte[length];
    argon2.generateBytes(password, digest);
    return digest;
  }

  private String encode(byte[] salt, byte[] digest) {
    Base64.Encoder base64 = Base64.getEncoder().withoutPadding();
    return "$argon2id$v=19$m=%d,t=%d,p=%d$%s$%s"
        .formatted(
            memory, iterations, lanes, base64.encodeToString(salt), base64.encodeToString(digest));
  }

  /// Empty for a text of an impossible length.
  private static byte[] decode(String base64) {
    return base64.length() % 4 == 1 ? new byte[0] : Base64.getDecoder().decode(base64);
  }
}
