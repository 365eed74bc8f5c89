package dev.gatehouse.platform.json;

import dev.gatehouse.platform.crypto.Secret;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// The members of one JSON object, read one by one; everything that is wrong is collected.
///
/// Members that nobody asks for are ignored, and so can't be bound to anything. After a refusal a
/// reader returns an empty value: call [#errors] before any of them is used.
public final class Fields {
  /// The most bytes of UTF-8 that a password may have at the door.
  public static final int MAX_SECRET_BYTES = 1024;

  private final JsonNode object;
  private final List<FieldError> errors = new ArrayList<>();

  public Fields(JsonNode object) {
    this.object = object;
  }

  /// Text of at most `most` characters that has to be there.
  public String text(String name, int most) {
    String value = optionalText(name, most);
    if (value == null && errors.stream().noneMatch(error -> error.field().equals(name))) {
      refuse(name, "is required");
    }
    return value == null ? "" : value;
  }

  /// Text of at most `most` characters; null when the member is missing or null.
  public @Nullable String optionalText(String name, int most) {
    String value = string(name);
    if (value == null) {
      return null;
    }
    if (value.codePointCount(0, value.length()) > most) {
      return refuse(name, "has more than " + most + " characters");
    }
    return value.codePoints().anyMatch(Fields::isControl)
        ? refuse(name, "contains a control character")
        : value;
  }

  /// A password or token that has to be there. It may hold any character.
  public Secret secret(String name) {
    String value = string(name);
    if (value == null) {
      if (errors.stream().noneMatch(error -> error.field().equals(name))) {
        refuse(name, "is required");
      }
      return new Secret("");
    }
    if (value.getBytes(StandardCharsets.UTF_8).length > MAX_SECRET_BYTES) {
      refuse(name, "has more than " + MAX_SECRET_BYTES + " bytes");
    }
    return new Secret(value);
  }

  /// Like [#secret], but null when the member is missing or null.
  public @Nullable Secret optionalSecret(String name) {
    return object.path(name).isMissingNode() || object.path(name).isNull() ? null : secret(name);
  }

  /// Notes that `field` was refused, and returns null so that a reader can end with it.
  public @Nullable String refuse(String field, String detail) {
    errors.add(new FieldError(field, detail));
    return null;
  }

  public List<FieldError> errors() {
    return List.copyOf(errors);
  }

  private @Nullable String string(String name) {
    JsonNode node = object.path(name);
    if (node.isMissingNode() || node.isNull()) {
      return null;
    }
    if (!node.isString()) {
      return refuse(name, "must be a string");
    }
    String value = node.stringValue();
    return StandardCharsets.UTF_8.newEncoder().canEncode(value)
        ? value
        : refuse(name, "is not valid Unicode text");
  }

  private static boolean isControl(int codePoint) {
    return Character.getType(codePoint) == Character.CONTROL;
  }

  /// One member and what is wrong with it, as the 422 of every contract lists them.
  public record FieldError(String field, String detail) {}
}
