package dev.gatehouse.platform.crypto;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Optional;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// Seals values for keeping in the database: AES-256-GCM (NIST SP 800-38D), each under a key of its
/// own.
///
/// A sealed value is: 1 byte format, 16 characters key id, 16 bytes salt, 12 bytes nonce,
/// ciphertext and tag. The place it belongs to is authenticated, so that a value moved elsewhere
/// does not open.
public final class Sealer {
  private static final byte FORMAT = 1;
  private static final int ID_BYTES = 16;
  private static final int SALT_BYTES = 16;
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;
  private static final int HEADER_BYTES = 1 + ID_BYTES + SALT_BYTES + NONCE_BYTES;

  private final Keyring keyring;
  private final Randomness random;

  public Sealer(Keyring keyring, Randomness random) {
    this.keyring = keyring;
    this.random = random;
  }

  public byte[] seal(Place place, byte[] value) {
    String keyId = keyring.currentId();
    byte[] salt = random.bytes(SALT_BYTES);
    byte[] nonce = random.bytes(NONCE_BYTES);
    byte[] key = keyring.derive(keyId, salt, place.label()).orElseThrow();
    byte[] sealed = cipher(Cipher.ENCRYPT_MODE, key, nonce, place, value).orElseThrow();
    return ByteBuffer.allocate(HEADER_BYTES + sealed.length)
        .put(FORMAT)
        .put(keyId.getBytes(StandardCharsets.US_ASCII))
        .put(salt)
        .put(nonce)
        .put(sealed)
        .array();
  }

  /// Whether `sealed` is under the current secret.
  public boolean isCurrent(byte[] sealed) {
    return sealed.length >= HEADER_BYTES
        && new String(sealed, 1, ID_BYTES, StandardCharsets.US_ASCII).equals(keyring.currentId());
  }

  /// The value, or empty when it was changed, belongs elsewhere, or was sealed under an unknown
  /// secret.
  public Optional<byte[]> open(Place place, byte[] sealed) {
    if (sealed.length < HEADER_BYTES || sealed[0] != FORMAT) {
      return Optional.empty();
    }
    ByteBuffer in = ByteBuffer.wrap(sealed, 1, sealed.length - 1);
    String keyId = new String(take(in, ID_BYTES), StandardCharsets.US_ASCII);
    byte[] salt = take(in, SALT_BYTES);
    byte[] nonce = take(in, NONCE_BYTES);
    byte[] rest = take(in, in.remaining());
    return keyring
        .derive(keyId, salt, place.label())
        .flatMap(key -> cipher(Cipher.DECRYPT_MODE, key, nonce, place, rest));
  }

  private static byte[] take(ByteBuffer in, int count) {
    byte[] bytes = new byte[count];
    in.get(bytes);
    return bytes;
  }

  private static Optional<byte[]> cipher(
      int mode, byte[] key, byte[] nonce, Place place, byte[] data) {
    try {
      Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
      cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(TAG_BITS, nonce));
      cipher.updateAAD(place.authenticated());
      return Optional.of(cipher.doFinal(data));
    } catch (AEADBadTagException e) {
      return Optional.empty();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("AES-GCM is not available", e);
    }
  }

  /// Where a sealed value lives and what it is for.
  public record Place(String table, String column, String row, String purpose) {
    String label() {
      return "gatehouse seal " + purpose;
    }

    byte[] authenticated() {
      String text = String.join("\0", table, column, row, purpose);
      return text.getBytes(StandardCharsets.UTF_8);
    }
  }
}
