package dev.gatehouse.platform.storage;

import dev.gatehouse.platform.crypto.Digests;
import dev.gatehouse.platform.json.Json;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// A checksum of a table's rows that does not depend on their order, nor on how a database keeps
/// the same value: the sum of the rows' SHA-256.
final class RowDigest {
  private static final BigInteger MODULUS = BigInteger.ONE.shiftLeft(256);

  private BigInteger sum = BigInteger.ZERO;
  private long rows;

  void add(List<@Nullable Object> row) {
    StringBuilder text = new StringBuilder();
    for (Object value : row) {
      String canonical = value == null ? "-" : canonical(value);
      text.append(canonical.length()).append(':').append(canonical);
    }
    byte[] digest = Digests.sha256(text.toString().getBytes(StandardCharsets.UTF_8));
    sum = sum.add(new BigInteger(1, digest)).mod(MODULUS);
    rows++;
  }

  long rows() {
    return rows;
  }

  /// The first 16 hexadecimal digits, for people.
  String shown() {
    return "%064x".formatted(sum).substring(0, 16);
  }

  boolean sameAs(RowDigest other) {
    return rows == other.rows && sum.equals(other.sum);
  }

  private static String canonical(Object value) {
    return switch (value) {
      case byte[] bytes -> "x" + HexFormat.of().formatHex(bytes);
      case Instant time -> "t" + time;
      case JsonDocument(String text) -> "j" + json(text);
      default -> "v" + value;
    };
  }

  /// Databases that keep JSON as a value change the order of members and the form of numbers.
  private static String json(String text) {
    return Json.read(text.getBytes(StandardCharsets.UTF_8))
            instanceof Json.Reading.Document(JsonNode root)
        ? json(root)
        : text;
  }

  private static String json(JsonNode node) {
    if (node.isObject()) {
      TreeMap<String, String> members = new TreeMap<>();
      node.properties().forEach(member -> members.put(member.getKey(), json(member.getValue())));
      return members.toString();
    }
    if (node.isArray()) {
      List<String> items = new ArrayList<>();
      node.forEach(item -> items.add(json(item)));
      return items.toString();
    }
    if (node.isNumber()) {
      return new BigDecimal(node.asString()).stripTrailingZeros().toPlainString();
    }
    return node.toString();
  }

  /// Text that is a JSON document.
  record JsonDocument(String text) {}
}
