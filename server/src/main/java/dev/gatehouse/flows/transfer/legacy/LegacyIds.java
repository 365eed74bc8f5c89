package dev.gatehouse.flows.transfer.legacy;

import dev.gatehouse.identity.accounts.UserId;
import dev.gatehouse.platform.crypto.Digests;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The id that a user with an integer id gets: a UUIDv7 (RFC 9562 section 5.7) of the time the user
/// was made, whose random bits are a digest of kind and old id. So a second run finds whom the
/// first one carried, whatever has become of their email since.
final class LegacyIds {
  private static final long TIME_BITS = 0xffff_ffff_ffffL;

  private LegacyIds() {}

  static UserId of(LegacyKind kind, long oldId, @Nullable Instant createdAt) {
    long millis = createdAt == null ? 0 : createdAt.toEpochMilli();
    String text = "gatehouse import-legacy " + kind.code() + " " + oldId + " " + createdAt;
    ByteBuffer digest = ByteBuffer.wrap(Digests.sha256(text.getBytes(StandardCharsets.UTF_8)));
    long high = (millis & TIME_BITS) << 16 | 0x7000 | (digest.getLong() & 0x0fff);
    long low = 0x8000_0000_0000_0000L | (digest.getLong() & 0x3fff_ffff_ffff_ffffL);
    return new UserId(new UUID(high, low));
  }
}
