package dev.gatehouse.identity.tokens;

import dev.gatehouse.platform.crypto.Keyring;
import dev.gatehouse.platform.crypto.Secret;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// Which algorithm signs, and how long an old key is kept.
///
/// @param symmetric the HS256 keys that verify, the one that signs first; empty for the others
/// @param keepOldKeys how long a replaced key goes on to verify
public record KeyPolicy(
    SigningAlgorithm algorithm, List<LoadedKey> symmetric, Duration keepOldKeys) {

  /// A generated key pair, sealed in the database.
  public static KeyPolicy generated(SigningAlgorithm algorithm, Duration keepOldKeys) {
    return new KeyPolicy(algorithm, List.of(), keepOldKeys);
  }

  /// HS256 under configured secrets, the first of which signs.
  public static KeyPolicy configured(List<Secret> secrets) {
    List<LoadedKey> keys = secrets.stream().map(KeyPolicy::symmetricKey).toList();
    return new KeyPolicy(SigningAlgorithm.HS256, keys, Duration.ZERO);
  }

  private static LoadedKey symmetricKey(Secret secret) {
    SigningKey key =
        new SigningKey(
            new Keyring(secret, List.of()).currentId(),
            SigningAlgorithm.HS256,
            Instant.EPOCH,
            Instant.EPOCH,
            null);
    return LoadedKey.symmetric(key, secret.reveal().getBytes(StandardCharsets.UTF_8));
  }
}
