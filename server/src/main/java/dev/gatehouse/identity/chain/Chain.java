package dev.gatehouse.identity.chain;

import dev.gatehouse.platform.crypto.Digests;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/// How an event enters the chain: `hash = SHA-256(hash before || SHA-256(canonical form))`; before
/// the first event there are 32 zero bytes.
///
/// The canonical form is the line `gatehouse audit event 1` and a line feed, then the position (8
/// bytes, big-endian) and each field in turn: `00` when it is absent or empty, else `01`, its
/// length (4 bytes, big-endian) and its bytes. The fields are id, at, actor, action, target,
/// result, reason, request id (UTF-8), then the commitments to address and detail. The time is
/// `yyyy-MM-ddTHH:mm:ss.SSSSSSZ`.
///
/// Of an event that an API key brought about, the line says `2`, and the key's id is one more field
/// at the end.
final class Chain {
  static final int HASH_BYTES = 32;

  private static final byte[] WITHOUT_KEY =
      "gatehouse audit event 1\n".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] WITH_KEY =
      "gatehouse audit event 2\n".getBytes(StandardCharsets.US_ASCII);
  private static final DateTimeFormatter MICROSECONDS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'");

  private Chain() {}

  /// The hash before the first event.
  static byte[] genesis() {
    return new byte[HASH_BYTES];
  }

  static byte[] next(byte[] before, byte[] digest) {
    return Digests.sha256(before, digest);
  }

  /// SHA-256 of the event's canonical form at this position.
  static byte[] digest(long position, ChainedEvent event) {
    Form form = new Form();
    form.number(position);
    form.text(event.id().toString());
    form.text(time(event.at()));
    form.text(event.actor());
    form.text(event.action());
    form.text(event.target());
    form.text(event.result());
    form.text(event.reason());
    form.text(event.requestId());
    form.bytes(event.address().commitment());
    form.bytes(event.detail().commitment());
    String key = event.apiKey();
    if (key == null || key.isEmpty()) {
      return Digests.sha256(WITHOUT_KEY, form.bytes.toByteArray());
    }
    form.text(key);
    return Digests.sha256(WITH_KEY, form.bytes.toByteArray());
  }

  static String time(Instant at) {
    return MICROSECONDS.format(LocalDateTime.ofInstant(at, ZoneOffset.UTC));
  }

  private static final class Form {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);

    void number(long value) {
      bytes.writeBytes(ByteBuffer.allocate(Long.BYTES).putLong(value).array());
    }

    void text(@Nullable String value) {
      bytes(value == null ? null : value.getBytes(StandardCharsets.UTF_8));
    }

    void bytes(byte @Nullable [] value) {
      if (value == null || value.length == 0) {
        bytes.write(0);
        return;
      }
      bytes.write(1);
      bytes.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(value.length).array());
      bytes.writeBytes(value);
    }
  }
}
