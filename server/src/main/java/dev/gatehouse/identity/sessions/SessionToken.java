package dev.gatehouse.identity.sessions;

import dev.gatehouse.platform.crypto.Digests;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/// The opaque token that carries a session: the text of a v4 UUID (RFC 9562 section 5.4), of which
/// 122 bits can't be guessed. Only its SHA-256 is stored.
public record SessionToken(String reveal) {
  private static final Pattern FORM =
      Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");
  private static final int LENGTH = 36;
  private static final int PREFIX = 8;

  /// The token that `text` may be, or empty when it has not the form of one.
  public static Optional<SessionToken> parse(String text) {
    return text.length() == LENGTH && FORM.matcher(text).matches()
        ? Optional.of(new SessionToken(text))
        : Optional.empty();
  }

  /// The token that the first 122 bits of `digest` make.
  public static SessionToken of(byte[] digest) {
    ByteBuffer bits = ByteBuffer.wrap(digest);
    long high = bits.getLong();
    long low = bits.getLong();
    long versioned = (high & 0xffff_ffff_ffff_0fffL) | 0x4000L;
    long varied = (low >>> 2) | 0x8000_0000_0000_0000L;
    return new SessionToken(new UUID(versioned, varied).toString());
  }

  /// What is stored of it.
  public byte[] hash() {
    return Digests.sha256(reveal.getBytes(StandardCharsets.US_ASCII));
  }

  /// What lists show of it.
  public String prefix() {
    return reveal.substring(0, PREFIX);
  }

  @Override
  public String toString() {
    return "SessionToken[redacted]";
  }
}
