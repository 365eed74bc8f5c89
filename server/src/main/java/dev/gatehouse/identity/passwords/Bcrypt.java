package dev.gatehouse.identity.passwords;

import static java.lang.Integer.parseInt;

import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.generators.BCrypt;

/// bcrypt in its modular crypt format, `$2b$12$` + 22 characters of salt + 31 of digest.
///
/// Passwords over 72 bytes: C's bcrypt cuts them off silently, and backends that did so may have
/// left hashes of a password's first 72 bytes. Ours are always `$2b$` and never of a cut password,
/// so a longer password never matches `$2b$`. `$2a$` and `$2y$` always come from elsewhere, and
/// keep C's meaning: the first 72 bytes decide, or people with a long passphrase could not sign in.
/// Whoever imports `$2b$` hashes of a backend that cut passwords stores them as `$2y$`, the same
/// function by another name.
///
/// A password with a NUL matches no hash: C ends a password there.
///
/// @param cost the base-2 logarithm of the rounds in new hashes
record Bcrypt(int cost) implements NewHashKind {
  private static final Pattern FORMAT =
      Pattern.compile("\\$2([aby])\\$([0-3][0-9])\\$([./A-Za-z0-9]{22})([./A-Za-z0-9]{31})");
  private static final int SALT_LENGTH = 16;
  private static final int DIGEST_LENGTH = 23;
  private static final int LONGEST_PASSWORD = HashSettings.Algorithm.BCRYPT.longestPassword();

  @Override
  public boolean claims(String encoded) {
    return encoded.startsWith("$2");
  }

  @Override
  public boolean accepts(byte[] password) {
    return password.length <= LONGEST_PASSWORD && !hasNul(password);
  }

  @Override
  public String hash(byte[] password, SecureRandom random) {
    byte[] salt = new byte[SALT_LENGTH];
    random.nextBytes(salt);
    return encode(salt, digest(password, salt, cost));
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
    if (!format.matches() || hasNul(password)) {
      return Match.UNTRIED;
    }
    boolean madeElsewhere = !format.group(1).equals("b");
    int storedCost = parseInt(format.group(2));
    boolean fits = password.length <= LONGEST_PASSWORD || madeElsewhere;
    if (!fits || !withinBounds(storedCost)) {
      return Match.UNTRIED;
    }
    byte[] used = Arrays.copyOf(password, Math.min(password.length, LONGEST_PASSWORD));
    byte[] computed = digest(used, BcryptBase64.decode(format.group(3)), storedCost);
    boolean equal = MessageDigest.isEqual(computed, BcryptBase64.decode(format.group(4)));
    return Match.of(equal, storedCost == cost);
  }

  @Override
  public Optional<String> fault(String encoded) {
    Matcher format = FORMAT.matcher(encoded);
    if (!format.matches()) {
      return Optional.of("is no well-formed bcrypt hash");
    }
    return withinBounds(parseInt(format.group(2)))
        ? Optional.empty()
        : Optional.of("costs more than is verified here: at most cost 16");
  }

  private boolean withinBounds(int storedCost) {
    return storedCost >= 4 && storedCost <= Math.max(cost, HashSettings.LARGEST_USUAL_BCRYPT_COST);
  }

  /// With `true` BouncyCastle ends the password with a NUL where there is room, as C does.
  private static byte[] digest(byte[] password, byte[] salt, int cost) {
    return Arrays.copyOf(BCrypt.generate(password, salt, cost, true), DIGEST_LENGTH);
  }

  private String encode(byte[] salt, byte[] digest) {
    return "$2b$"
        + (cost < 10 ? "0" : "")
        + cost
        + "$"
        + BcryptBase64.encode(salt)
        + BcryptBase64.encode(digest);
  }

  private static boolean hasNul(byte[] password) {
    for (byte each : password) {
      if (each == 0) {
        return true;
      }
    }
    return false;
  }
}
