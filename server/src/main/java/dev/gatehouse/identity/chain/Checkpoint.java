package dev.gatehouse.identity.chain;

import dev.gatehouse.platform.json.Json;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// What is signed of the chain every so often.
///
/// @param number counts up from 1 without a gap
/// @param position the event whose hash it vouches for
/// @param after events up to this position were removed, being older than the retention
/// @param afterHash the hash of the last one that was removed
@SuppressWarnings("ArrayRecordComponent") // compared by hand below
public record Checkpoint(
    long number, long position, byte[] hash, long after, byte[] afterHash, Instant at) {

  byte[] payload() {
    HexFormat hex = HexFormat.of();
    return Json.write(
        new Payload(
            number,
            position,
            hex.formatHex(hash),
            after,
            hex.formatHex(afterHash),
            Chain.time(at)));
  }

  static Optional<Checkpoint> parse(byte[] payload) {
    if (!(Json.read(payload) instanceof Json.Reading.Document(JsonNode root))) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new Checkpoint(
              number(root, "number"),
              number(root, "position"),
              bytes(root, "hash"),
              number(root, "after"),
              bytes(root, "after_hash"),
              Instant.parse(text(root, "at"))));
    } catch (IllegalArgumentException | DateTimeException e) {
      return Optional.empty();
    }
  }

  private static long number(JsonNode root, String member) {
    JsonNode node = root.path(member);
    if (!node.isIntegralNumber() || !node.canConvertToLong() || node.longValue() < 0) {
      throw new IllegalArgumentException(member);
    }
    return node.longValue();
  }

  private static byte[] bytes(JsonNode root, String member) {
    byte[] bytes = HexFormat.of().parseHex(text(root, member));
    if (bytes.length != Chain.HASH_BYTES) {
      throw new IllegalArgumentException(member);
    }
    return bytes;
  }

  private static String text(JsonNode root, String member) {
    JsonNode node = root.path(member);
    if (!node.isString()) {
      throw new IllegalArgumentException(member);
    }
    return node.stringValue();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Checkpoint(var n, var p, var h, var a, var ah, var t)
        && number == n
        && position == p
        && Arrays.equals(hash, h)
        && after == a
        && Arrays.equals(afterHash, ah)
        && at.equals(t);
  }

  @Override
  public int hashCode() {
    return Objects.hash(number, position, after, at, new String(hash, StandardCharsets.ISO_8859_1));
  }

  private record Payload(
      long number, long position, String hash, long after, String afterHash, String at) {}
}
