package dev.gatehouse.identity.webhooks;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What messages to one webhook are signed with. Sealed as one value: the secret, and during an
/// overlap the one before and the second at which the overlap is over.
///
/// @param former null when there is none
@SuppressWarnings("ArrayRecordComponent") // used once, never compared
record WebhookKeys(byte[] current, byte @Nullable [] former, Instant formerUntil) {
  static final int BYTES = 32;

  static WebhookKeys of(byte[] current) {
    return new WebhookKeys(current, null, Instant.EPOCH);
  }

  static WebhookKeys unpack(byte[] packed) {
    byte[] current = Arrays.copyOf(packed, BYTES);
    if (packed.length == BYTES) {
      return of(current);
    }
    long until = ByteBuffer.wrap(packed, 2 * BYTES, Long.BYTES).getLong();
    return new WebhookKeys(
        current, Arrays.copyOfRange(packed, BYTES, 2 * BYTES), Instant.ofEpochSecond(until));
  }

  byte[] pack() {
    if (former == null) {
      return current.clone();
    }
    return ByteBuffer.allocate(2 * BYTES + Long.BYTES)
        .put(current)
        .put(former)
        .putLong(formerUntil.getEpochSecond())
        .array();
  }

  /// With `next` in the place of the current one, which signs as well until `until`. One that was
  /// in an overlap before is over.
  WebhookKeys rotated(byte[] next, Instant until, Instant now) {
    return new WebhookKeys(next, current, until).without(now);
  }

  /// Without the former one when its overlap is over: what is kept no more can neither leak nor be
  /// misread by a version that knows of one secret alone.
  WebhookKeys without(Instant now) {
    return now.isBefore(formerUntil) ? this : of(current);
  }

  /// Those that sign at this moment, the newest first.
  List<byte[]> liveAt(Instant now) {
    List<byte[]> live = new ArrayList<>(List.of(current));
    if (former != null && now.isBefore(formerUntil)) {
      live.add(former);
    }
    return live;
  }

  @Override
  public String toString() {
    return "WebhookKeys";
  }
}
