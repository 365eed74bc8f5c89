package dev.gatehouse.contracts.admin;

import dev.gatehouse.platform.crypto.Digests;
import dev.gatehouse.platform.storage.Position;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;

/// Where a page ended, as the client carries it to the next: opaque, and signed together with the
/// list and the filters it belongs to, so that it opens no other.
final class Cursors {
  private static final int TAG_BYTES = 16;
  private static final int HEAD_BYTES = TAG_BYTES + 1 + 16;
  private static final int LONGEST = 4096;

  private final byte[] key;

  /// @param key 32 secret bytes that every node has
  Cursors(byte[] key) {
    this.key = key.clone();
  }

  /// @param list the list and the filters
  String seal(String list, Position position) {
    byte[] text = position.key().getBytes(StandardCharsets.UTF_8);
    byte[] content =
        ByteBuffer.allocate(HEAD_BYTES - TAG_BYTES + text.length)
            .put((byte) position.leg())
            .putLong(position.id().getMostSignificantBits())
            .putLong(position.id().getLeastSignificantBits())
            .put(text)
            .array();
    byte[] sealed =
        ByteBuffer.allocate(TAG_BYTES + content.length)
            .put(tag(list, content))
            .put(content)
            .array();
    return Base64.getUrlEncoder().withoutPadding().encodeToString(sealed);
  }

  /// The position in `cursor`, if it was sealed here for this list.
  Optional<Position> open(String list, String cursor) {
    byte[] sealed = decode(cursor);
    if (sealed.length < HEAD_BYTES) {
      return Optional.empty();
    }
    byte[] content = Arrays.copyOfRange(sealed, TAG_BYTES, sealed.length);
    if (!Digests.equal(Arrays.copyOf(sealed, TAG_BYTES), tag(list, content))) {
      return Optional.empty();
    }
    ByteBuffer bytes = ByteBuffer.wrap(content);
    int leg = bytes.get();
    UUID id = new UUID(bytes.getLong(), bytes.getLong());
    String text = StandardCharsets.UTF_8.decode(bytes).toString();
    return Optional.of(new Position(leg, text, id));
  }

  private byte[] tag(String list, byte[] content) {
    byte[] name = Digests.sha256(list.getBytes(StandardCharsets.UTF_8));
    return Arrays.copyOf(Digests.hmac(key, name, content), TAG_BYTES);
  }

  private static byte[] decode(String cursor) {
    if (cursor.length() > LONGEST) {
      return new byte[0];
    }
    try {
      byte[] bytes = Base64.getUrlDecoder().decode(cursor);
      boolean canonical =
          Base64.getUrlEncoder().withoutPadding().encodeToString(bytes).equals(cursor);
      return canonical ? bytes : new byte[0];
    } catch (IllegalArgumentException e) {
      return new byte[0];
    }
  }
}
