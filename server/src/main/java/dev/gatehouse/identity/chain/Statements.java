package dev.gatehouse.identity.chain;

import dev.gatehouse.platform.json.Json;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// Reads signed checkpoints with the keys that are trusted.
final class Statements {
  private final List<SigningPair> keys;

  Statements(List<SigningPair> keys) {
    this.keys = List.copyOf(keys);
  }

  /// What the statement says, when one of the keys signed it.
  Optional<Checkpoint> open(String statement) {
    String[] parts = statement.strip().split("\\.", -1);
    if (parts.length != 3) {
      return Optional.empty();
    }
    try {
      Base64.Decoder decoder = Base64.getUrlDecoder();
      byte[] signature = decoder.decode(parts[2]);
      return isHeader(decoder.decode(parts[0]))
              && keys.stream().anyMatch(key -> key.verifies(parts[0] + "." + parts[1], signature))
          ? Checkpoint.parse(decoder.decode(parts[1]))
          : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static boolean isHeader(byte[] header) {
    return Json.read(header) instanceof Json.Reading.Document(JsonNode root)
        && root.path("alg").asString("").equals("EdDSA")
        && root.path("typ").asString("").equals(SigningPair.TYPE);
  }
}
