package dev.gatehouse.identity.guessing;

import java.nio.ByteBuffer;
import java.util.Base64;

/// Under what attempts are counted: never an email or an address itself, but a keyed hash.
///
/// @param hash 16 bytes in base64url
record Key(Lane lane, String hash) {
  /// The name of the counter in Redis.
  String name() {
    return "gatehouse:guess:" + lane.code() + ":" + hash;
  }

  /// A number that spreads evenly, and that nobody can choose who has not the server's secret.
  int spread() {
    return ByteBuffer.wrap(Base64.getUrlDecoder().decode(hash)).getInt();
  }
}
