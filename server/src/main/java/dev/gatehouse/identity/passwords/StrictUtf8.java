package dev.gatehouse.identity.passwords;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Optional;

/// UTF-8 that does not replace what it cannot encode: `String.getBytes` makes every unpaired
/// surrogate a question mark, and different passwords the same.
final class StrictUtf8 {
  private StrictUtf8() {}

  /// Empty when `text` holds an unpaired surrogate.
  static Optional<byte[]> encode(String text) {
    try {
      ByteBuffer encoded = UTF_8.newEncoder().encode(CharBuffer.wrap(text));
      byte[] bytes = new byte[encoded.remaining()];
      encoded.get(bytes);
      return Optional.of(bytes);
    } catch (CharacterCodingException unpairedSurrogate) {
      return Optional.empty();
    }
  }
}
