package dev.gatehouse.identity.accounts;

import dev.gatehouse.platform.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// What an application keeps with a user: a JSON object of at most 16 KiB and 8 levels. What one of
/// the databases could not keep is refused on all.
///
/// @param json the document
public record Metadata(String json) {
  static final int MOST_BYTES = 16 * 1024;
  private static final int MOST_LEVELS = 8;

  /// Reads a member of a document.
  ///
  /// @return the metadata, or words whose subject it is
  public static Parsed of(JsonNode node) {
    if (!node.isObject()) {
      return new Parsed.Invalid("must be a JSON object");
    }
    Optional<String> fault = fault(node, 1);
    if (fault.isPresent()) {
      return new Parsed.Invalid(fault.get());
    }
    byte[] document = Json.write(node);
    return document.length > MOST_BYTES
        ? new Parsed.Invalid("has more than 16 KiB")
        : new Parsed.Valid(new Metadata(new String(document, StandardCharsets.UTF_8)));
  }

  private static Optional<String> fault(JsonNode node, int level) {
    if (level > MOST_LEVELS && node.isContainer()) {
      return Optional.of("nests deeper than 8 levels");
    }
    for (String name : node.propertyNames()) {
      if (!isStorable(name)) {
        return Optional.of("holds a character that can't be kept");
      }
    }
    if (node.isString() && !isStorable(node.stringValue())) {
      return Optional.of("holds a character that can't be kept");
    }
    if (node.isNumber() && !Double.isFinite(node.doubleValue(Double.NaN))) {
      return Optional.of("holds a number that is too large");
    }
    return node.valueStream()
        .map(child -> fault(child, level + 1))
        .flatMap(Optional::stream)
        .findFirst();
  }

  private static boolean isStorable(String text) {
    return text.indexOf('\0') < 0 && StandardCharsets.UTF_8.newEncoder().canEncode(text);
  }

  /// What came of reading it.
  public sealed interface Parsed {
    record Valid(Metadata metadata) implements Parsed {}

    /// It can't be kept.
    ///
    /// @param detail words whose subject is the metadata
    record Invalid(String detail) implements Parsed {}
  }
}
