package dev.gatehouse.identity.tokens;

import dev.gatehouse.platform.crypto.Digests;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;

/// The text a client holds: `gtr_` and base64url of row id (16 bytes), generation (4), tag (32).
///
/// The tag is an HMAC-SHA-256 over the other two under the row's own key, so no table of tokens is
/// kept and a generation can be told again.
@SuppressWarnings("ArrayRecordComponent") // compared by isGenuine alone
record RefreshToken(UUID row, int generation, byte[] tag) {
  private static final String PREFIX = "gtr_";
  private static final int BODY_BYTES = 20;
  private static final int BYTES = BODY_BYTES + 32;
  private static final int TEXT_LENGTH = PREFIX.length() + 70;

  static RefreshToken of(UUID row, int generation, byte[] key) {
    return new RefreshToken(row, generation, Digests.hmac(key, body(row, generation)));
  }

  static Optional<RefreshToken> parse(String text) {
    if (text.length() != TEXT_LENGTH || !text.startsWith(PREFIX)) {
      return Optional.empty();
    }
    try {
      byte[] bytes = Base64.getUrlDecoder().decode(text.substring(PREFIX.length()));
      ByteBuffer in = ByteBuffer.wrap(bytes);
      if (bytes.length != BYTES) {
        return Optional.empty();
      }
      UUID row = new UUID(in.getLong(), in.getLong());
      int generation = in.getInt();
      byte[] tag = new byte[32];
      in.get(tag);
      RefreshToken token = new RefreshToken(row, generation, tag);
      // One token, one text: the last character has bits to spare.
      return token.reveal().equals(text) ? Optional.of(token) : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  boolean isGenuine(byte[] key) {
    return Digests.equal(tag, Digests.hmac(key, body(row, generation)));
  }

  String reveal() {
    byte[] bytes = ByteBuffer.allocate(BYTES).put(body(row, generation)).put(tag).array();
    return PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  @Override
  public String toString() {
    return PREFIX + row + "[redacted]";
  }

  private static byte[] body(UUID row, int generation) {
    return ByteBuffer.allocate(BODY_BYTES)
        .putLong(row.getMostSignificantBits())
        .putLong(row.getLeastSignificantBits())
        .putInt(generation)
        .array();
  }
}
