package dev.gatehouse.identity.passwords;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import org.jspecify.annotations.Nullable;

/// PBKDF2 (RFC 8018 section 5.2) in the three forms that Python backends store:
///
/// - Django: `pbkdf2_sha256$iterations$salt$base64`, the salt as it stands;
/// - passlib: `$pbkdf2-sha256$iterations$salt$digest`, both in base64 with `.` for `+` and without
///   padding; SHA-1 has no suffix;
/// - Werkzeug: `pbkdf2:sha256:iterations$salt$hex`, the salt as it stands.
///
/// The digest must be as long as the hash function's: a longer one would cost a multiple, and a
/// shorter one is easier to hit.
final class Pbkdf2 implements ForeignHash {
  /// About three seconds; Django's default of 2026 is 1,200,000.
  private static final int MOST_ITERATIONS = 4_000_000;

  private static final String ROUNDS = "\\$(?<rounds>[1-9][0-9]{0,8})\\$";
  private static final String TEXT_SALT = "(?<salt>[^$\\s]{1,64})\\$";
  private static final Pattern DJANGO =
      Pattern.compile(
          "pbkdf2_(?<hash>sha1|sha256|sha512)" + ROUNDS + TEXT_SALT + "(?<digest>[^$]{1,90})");
  private static final Pattern PASSLIB =
      Pattern.compile(
          ("\\$pbkdf2(?:-(?<hash>sha256|sha512))?" + ROUNDS)
              + "(?<salt>[./A-Za-z0-9]{0,90})\\$(?<digest>[./A-Za-z0-9]{1,90})");
  private static final Pattern WERKZEUG =
      Pattern.compile(
          ("pbkdf2:(?<hash>sha1|sha256|sha512):(?<rounds>[1-9][0-9]{0,8})\\$" + TEXT_SALT)
              + "(?<digest>(?:[0-9a-f]{2}){1,64})");
  private static final Map<String, Integer> DIGEST_BYTES =
      Map.of("sha1", 20, "sha256", 32, "sha512", 64);

  @Override
  public boolean claims(String encoded) {
    return encoded.startsWith("pbkdf2_")
        || encoded.startsWith("$pbkdf2")
        || encoded.startsWith("pbkdf2:");
  }

  @Override
  public Reading read(String encoded) {
    try {
      Stored stored = parse(encoded);
      if (stored == null || stored.digest.length != DIGEST_BYTES.getOrDefault(stored.hash, 0)) {
        return Reading.malformed("PBKDF2");
      }
      return stored.rounds > MOST_ITERATIONS
          ? Reading.tooExpensive("at most " + MOST_ITERATIONS + " iterations")
          : new Reading.Usable(stored::isOf);
    } catch (IllegalArgumentException notBase64) {
      return Reading.malformed("PBKDF2");
    }
  }

  private static @Nullable Stored parse(String encoded) {
    Matcher django = DJANGO.matcher(encoded);
    if (django.matches()) {
      byte[] digest = Base64.getDecoder().decode(django.group("digest"));
      return stored(django, django.group("salt").getBytes(UTF_8), digest);
    }
    Matcher passlib = PASSLIB.matcher(encoded);
    if (passlib.matches()) {
      return stored(passlib, adapted(passlib.group("salt")), adapted(passlib.group("digest")));
    }
    Matcher werkzeug = WERKZEUG.matcher(encoded);
    if (werkzeug.matches()) {
      byte[] digest = HexFormat.of().parseHex(werkzeug.group("digest"));
      return stored(werkzeug, werkzeug.group("salt").getBytes(UTF_8), digest);
    }
    return null;
  }

  private static Stored stored(Matcher format, byte[] salt, byte[] digest) {
    String hash = format.group("hash");
    int rounds = Integer.parseInt(format.group("rounds"));
    return new Stored(hash == null ? "sha1" : hash, rounds, salt, digest);
  }

  private static byte[] adapted(String base64) {
    return Base64.getDecoder().decode(base64.replace('.', '+'));
  }

  @SuppressWarnings("ArrayRecordComponent") // compared by MessageDigest.isEqual alone
  private record Stored(String hash, int rounds, byte[] salt, byte[] digest) {

    /// The JDK's takes characters, and makes of them the UTF-8 that the password came as. It takes
    /// no empty salt, which no backend makes either.
    boolean isOf(byte[] password) {
      if (salt.length == 0) {
        return false;
      }
      char[] text = new String(password, UTF_8).toCharArray();
      PBEKeySpec spec = new PBEKeySpec(text, salt, rounds, digest.length * 8);
      try {
        SecretKeyFactory pbkdf2 =
            SecretKeyFactory.getInstance(
                "PBKDF2WithHmac" + hash.toUpperCase(java.util.Locale.ROOT));
        return MessageDigest.isEqual(pbkdf2.generateSecret(spec).getEncoded(), digest);
      } catch (GeneralSecurityException e) {
        throw new AssertionError("every JDK ships PBKDF2", e);
      } finally {
        spec.clearPassword();
      }
    }
  }
}
