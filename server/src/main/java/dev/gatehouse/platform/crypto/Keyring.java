package dev.gatehouse.platform.crypto;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.crypto.KDF;
import javax.crypto.spec.HKDFParameterSpec;

/// The server's secrets, from which every symmetric key is derived (HKDF-SHA-256, RFC 5869).
///
/// Whatever was made under a secret carries that secret's key id, so that old ones can be retired.
public final class Keyring {
  private final String currentId;
  private final Map<String, byte[]> secrets = new LinkedHashMap<>();

  /// @param current makes everything new
  /// @param previous still open what they made
  public Keyring(Secret current, List<Secret> previous) {
    byte[] bytes = current.reveal().getBytes(StandardCharsets.UTF_8);
    currentId = idOf(bytes);
    secrets.put(currentId, bytes);
    for (Secret old : previous) {
      byte[] oldBytes = old.reveal().getBytes(StandardCharsets.UTF_8);
      secrets.putIfAbsent(idOf(oldBytes), oldBytes);
    }
  }

  /// The id of the secret that makes new keys: 16 hexadecimal digits that tell nothing of it.
  public String currentId() {
    return currentId;
  }

  /// 32 bytes for one purpose, or empty when no secret has this id.
  ///
  /// @param salt what makes the key this row's own; may be empty
  /// @param label the purpose; one purpose, one label
  public Optional<byte[]> derive(String keyId, byte[] salt, String label) {
    return Optional.ofNullable(secrets.get(keyId)).map(secret -> derive(secret, salt, label));
  }

  /// 32 bytes for one purpose under the current secret.
  public byte[] deriveCurrent(String purpose) {
    return derive(currentId, new byte[0], "gatehouse " + purpose).orElseThrow();
  }

  private static String idOf(byte[] secret) {
    return HexFormat.of().formatHex(derive(secret, new byte[0], "gatehouse key id"), 0, 8);
  }

  private static byte[] derive(byte[] secret, byte[] salt, String label) {
    try {
      return KDF.getInstance("HKDF-SHA256")
          .deriveData(
              HKDFParameterSpec.ofExtract()
                  .addIKM(secret)
                  .addSalt(salt)
                  .thenExpand(label.getBytes(StandardCharsets.UTF_8), 32));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("HKDF-SHA256 is not available", e);
    }
  }
}
