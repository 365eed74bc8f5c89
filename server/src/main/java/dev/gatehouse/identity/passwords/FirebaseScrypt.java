package dev.gatehouse.identity.passwords;

import static java.lang.Integer.parseInt;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.crypto.generators.SCrypt;

/// Firebase Authentication's scrypt: the project's signer key, encrypted with AES-256 in counter
/// mode (from zero) under the scrypt digest of the password.
///
/// A hash comes as `$firebase-scrypt$ln=14,r=8$salt$separator$signerkey$hash`, the four in the
/// base64 of Firebase's own export; `ln` is its `mem_cost`, `r` its `rounds`. It is kept as
/// `$firebase-scrypt$ln=14,r=8$salt$stream`: the salt is salt and separator, the stream is the hash
/// without the signer key, which is thus not kept.
final class FirebaseScrypt implements ForeignHash {
  private static final int SIGNER_KEY_BYTES = 64;
  private static final int CIPHER_KEY_BYTES = 32;
  private static final int COUNTER_BYTES = 16;
  private static final String PREFIX = "$firebase-scrypt$";
  private static final String PARAMETERS =
      "\\$firebase-scrypt\\$(?<parameters>ln=(?<cost>[1-9][0-9]?),r=(?<blocks>[1-9][0-9]?))\\$";
  private static final String BASE64 = "(?<%s>[A-Za-z0-9+/_-]{%d,%d}={0,2})";
  private static final Pattern KEPT =
      Pattern.compile(
          PARAMETERS
              + BASE64.formatted("salt", 1, 90)
              + "\\$"
              + BASE64.formatted("stream", 85, 86));
  private static final Pattern EXPORTED =
      Pattern.compile(
          PARAMETERS
              + String.join(
                  "\\$",
                  BASE64.formatted("salt", 0, 64),
                  BASE64.formatted("separator", 0, 24),
                  BASE64.formatted("signer", 85, 86),
                  BASE64.formatted("stream", 85, 86)));

  @Override
  public boolean claims(String encoded) {
    return encoded.startsWith(PREFIX);
  }

  /// An exported hash in the form that is kept; whatever else it is comes back as it was.
  static String kept(String text) {
    Matcher exported = EXPORTED.matcher(text);
    if (!exported.matches()) {
      return text;
    }
    try {
      byte[] stream = decode(exported.group("stream"));
      byte[] signerKey = decode(exported.group("signer"));
      if (stream.length != signerKey.length) {
        return text;
      }
      for (int i = 0; i < stream.length; i++) {
        stream[i] ^= signerKey[i];
      }
      byte[] salt = decode(exported.group("salt"));
      byte[] separator = decode(exported.group("separator"));
      byte[] both = Arrays.copyOf(salt, salt.length + separator.length);
      System.arraycopy(separator, 0, both, salt.length, separator.length);
      Base64.Encoder base64 = Base64.getEncoder().withoutPadding();
      return PREFIX
          + String.join(
              "$",
              exported.group("parameters"),
              base64.encodeToString(both),
              base64.encodeToString(stream));
    } catch (IllegalArgumentException notBase64) {
      return text;
    }
  }

  @Override
  public Reading read(String encoded) {
    Matcher format = KEPT.matcher(encoded);
    if (!format.matches()) {
      return Reading.malformed("Firebase scrypt");
    }
    int cost = parseInt(format.group("cost"));
    int blocks = parseInt(format.group("blocks"));
    if (cost > 20 || !WerkzeugScrypt.isAffordable(1 << cost, blocks, 1)) {
      return Reading.tooExpensive("at most 64 MiB, which is ln=16 with r=8");
    }
    if (!WerkzeugScrypt.isUsable(1 << cost, blocks)) {
      return Reading.malformed("Firebase scrypt");
    }
    return decoded(format.group("salt"))
        .flatMap(salt ->
            decoded(format.group("stream"))
                .filter(stream -> stream.length == SIGNER_KEY_BYTES)
                .<Reading>map(stream ->
                    new Reading.Usable(password ->
                        MessageDigest.isEqual(
                            stream(
                                SCrypt.generate(
                                    password, salt, 1 << cost, blocks, 1, CIPHER_KEY_BYTES)),
                            stream))))
        .orElseGet(() -> Reading.malformed("Firebase scrypt"));
  }

  /// What AES in counter mode adds to a plaintext.
  private static byte[] stream(byte[] key) {
    try {
      Cipher cipher = Cipher.getInstance("AES/CTR/NoPadding");
      cipher.init(
          Cipher.ENCRYPT_MODE,
          new SecretKeySpec(key, "AES"),
          new IvParameterSpec(new byte[COUNTER_BYTES]));
      return cipher.doFinal(new byte[SIGNER_KEY_BYTES]);
    } catch (GeneralSecurityException e) {
      throw new AssertionError("every JDK ships AES", e);
    }
  }

  private static Optional<byte[]> decoded(String base64) {
    try {
      return Optional.of(decode(base64));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static byte[] decode(String base64) {
    return Base64.getDecoder().decode(base64.replace('-', '+').replace('_', '/'));
  }
}
