package dev.gatehouse.platform.crypto;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.UUID;

/// Unpredictable bytes and ids.
public final class Randomness {
  private final SecureRandom random = new SecureRandom();
  private final Clock clock;

  /// @param clock gives the time that ids begin with
  public Randomness(Clock clock) {
    this.clock = clock;
  }

  public byte[] bytes(int count) {
    byte[] bytes = new byte[count];
    random.nextBytes(bytes);
    return bytes;
  }

  /// A UUIDv7 (RFC 9562 section 5.7): milliseconds, then 74 random bits.
  public UUID uuid() {
    ByteBuffer bits = ByteBuffer.wrap(bytes(10));
    long high = (clock.millis() << 16) | 0x7000 | (bits.getShort() & 0x0fff);
    long low = 0x8000_0000_0000_0000L | (bits.getLong() >>> 2);
    return new UUID(high, low);
  }
}
