package dev.gatehouse.identity.chain;

import dev.gatehouse.platform.storage.Position;
import java.util.HexFormat;
import java.util.UUID;

/// How far a walk along the chain has come.
///
/// @param id of the event at `position`
@SuppressWarnings("ArrayRecordComponent") // handed on, never compared
public record Place(long position, byte[] hash, UUID id) {

  /// As a position in a list, to be carried by whoever walks on later.
  public Position packed() {
    return new Position(0, position + ":" + HexFormat.of().formatHex(hash), id);
  }

  public static Place of(Position packed) {
    String[] parts = packed.key().split(":", 2);
    return new Place(Long.parseLong(parts[0]), HexFormat.of().parseHex(parts[1]), packed.id());
  }
}
