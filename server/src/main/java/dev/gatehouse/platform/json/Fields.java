package dev.gatehouse.platform.json;

import dev.gatehouse.platform.crypto.Secret;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/// The members of one JSON object, read one by one; everything that is wrong is collected.
///
/// Members that nobody asks for are ignored, and so can't be bound to anything. After a refusal a
/// reader returns an empty value: call [#errors] before any of them is used.
public final class Fields {
  /// The most bytes of UTF-8 that a password may have at the door.
  public static final int MAX_SECRET_BYTES = 1024;

  private static final int FIRST_EMBEDDING = 0x202A;
  private static final int LAST_OVERRIDE = 0x202E;
  private static final int FIRST_ISOLATE = 0x2066;
  private static final int LAST_ISOLATE = 0x2069;
  private static final int LONGEST_TIME = 40;
  private static final int LAST_YEAR = 9998;

  private final JsonNode object;
  private final String prefix;
  private final List<FieldError> errors;
  private final Set<String> asked = new HashSet<>();

  public Fields(JsonNode object) {
    this(object, "", new ArrayList<>());
  }

  /// No members at all.
  public static Fields none() {
    return new Fields(JsonNodeFactory.instance.objectNode());
  }

  /// @param prefix what stands before the names of its members when they are refused
  private Fields(JsonNode object, String prefix, List<FieldError> errors) {
    this.object = object;
    this.prefix = prefix;
    this.errors = errors;
  }

  /// Text of at most `most` characters that has to be there.
  public String text(String name, int most) {
    String value = optionalText(name, most);
    if (value == null) {
      refuseMissing(name);
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
    return value.codePoints().anyMatch(Fields::isNoText)
        ? refuse(name, "contains a control character")
        : value;
  }

  /// Whether it has no place in a text that others read: a control character, or one that turns the
  /// direction of what comes after it. The marks of languages that run from right to left are none.
  public static boolean isNoText(int codePoint) {
    return isControl(codePoint)
        || (codePoint >= FIRST_EMBEDDING && codePoint <= LAST_OVERRIDE)
        || (codePoint >= FIRST_ISOLATE && codePoint <= LAST_ISOLATE);
  }

  /// A password or token that has to be there. It may hold any character.
  public Secret secret(String name) {
    String value = string(name);
    if (value == null) {
      refuseMissing(name);
      return new Secret("");
    }
    if (value.getBytes(StandardCharsets.UTF_8).length > MAX_SECRET_BYTES) {
      refuse(name, "has more than " + MAX_SECRET_BYTES + " bytes");
    }
    return new Secret(value);
  }

  /// Like [#secret], but null when the member is missing or null.
  public @Nullable Secret optionalSecret(String name) {
    return has(name) ? secret(name) : null;
  }

  /// Whether the member is there, be it null.
  public boolean names(String name) {
    asked.add(name);
    return object.has(name);
  }

  /// Whether the member is there and not null.
  public boolean has(String name) {
    asked.add(name);
    return object.hasNonNull(name);
  }

  /// True or false; null when the member is missing or null.
  public @Nullable Boolean optionalFlag(String name) {
    if (!has(name)) {
      return null;
    }
    JsonNode node = object.path(name);
    if (!node.isBoolean()) {
      refuse(name, "must be true or false");
      return null;
    }
    return node.booleanValue();
  }

  /// A whole number from `least` to `most`; null when the member is missing or null.
  public @Nullable Integer optionalNumber(String name, int least, int most) {
    if (!has(name)) {
      return null;
    }
    JsonNode node = object.path(name);
    if (!node.isInt() || node.intValue() < least || node.intValue() > most) {
      refuse(name, "must be a whole number from " + least + " to " + most);
      return null;
    }
    return node.intValue();
  }

  /// A time with its offset (RFC 3339), in whole seconds; null when the member is missing or null.
  public @Nullable Instant optionalTime(String name) {
    String text = optionalText(name, LONGEST_TIME);
    if (text == null) {
      return null;
    }
    try {
      OffsetDateTime time = OffsetDateTime.parse(text);
      if (time.getYear() >= 1000 && time.getYear() <= LAST_YEAR) {
        return time.toInstant().truncatedTo(ChronoUnit.SECONDS);
      }
    } catch (DateTimeParseException e) {
      // Refused below.
    }
    refuse(name, "must be a time like 2030-01-31T00:00:00Z");
    return null;
  }

  /// The member as it stands, for whoever reads a document out of it.
  public JsonNode node(String name) {
    asked.add(name);
    return object.path(name);
  }

  /// A list of at most `most` different texts that has to be there.
  public List<String> texts(String name, int most, int longest) {
    asked.add(name);
    JsonNode node = object.path(name);
    if (!node.isArray() || node.size() > most) {
      refuse(name, "must be a list of at most " + most + " strings");
      return List.of();
    }
    Set<String> texts = new LinkedHashSet<>();
    for (JsonNode one : node) {
      if (!one.isString()
          || one.stringValue().length() > longest
          || one.stringValue().codePoints().anyMatch(Fields::isUnfit)) {
        refuse(name, "must be a list of strings of at most " + longest + " characters");
        return List.of();
      }
      texts.add(one.stringValue());
    }
    return List.copyOf(texts);
  }

  /// The members of an object that has to be there. What is refused in it, this tells as `name.`
  /// and the member's name.
  public Fields object(String name) {
    asked.add(name);
    JsonNode node = object.path(name);
    if (!node.isObject()) {
      refuse(name, node.isMissingNode() ? "is required" : "must be an object");
    }
    return new Fields(node, prefix + name + ".", errors);
  }

  /// Bytes in base64url without padding (RFC 4648 section 5) that have to be there.
  ///
  /// @param most how many bytes it may be
  public byte[] bytes(String name, int most) {
    byte[] value = optionalBytes(name, most);
    if (value == null) {
      refuseMissing(name);
    }
    return value == null ? new byte[0] : value;
  }

  /// Like [#bytes], but null when the member is missing or null.
  public byte @Nullable [] optionalBytes(String name, int most) {
    String value = string(name);
    if (value == null) {
      return null;
    }
    byte[] decoded = decoded(value);
    if (decoded == null || decoded.length > most) {
      refuse(name, "must be at most " + most + " bytes in base64url without padding");
      return null;
    }
    return decoded;
  }

  /// Refuses every member that nobody has asked for so far.
  public void refuseOthers() {
    for (String name : object.propertyNames()) {
      if (!asked.contains(name)) {
        refuse(name.codePoints().anyMatch(Fields::isUnfit) ? "body" : name, "is not known here");
      }
    }
  }

  /// Notes that `field` was refused, and returns null so that a reader can end with it.
  public @Nullable String refuse(String field, String detail) {
    errors.add(new FieldError(prefix + field, detail));
    return null;
  }

  public List<FieldError> errors() {
    return List.copyOf(errors);
  }

  private @Nullable String string(String name) {
    asked.add(name);
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

  private void refuseMissing(String name) {
    if (errors.stream().noneMatch(error -> error.field().equals(prefix + name))) {
      refuse(name, "is required");
    }
  }

  /// Null for what is no base64url, or not the one way to write these bytes in it.
  private static byte @Nullable [] decoded(String text) {
    try {
      byte[] bytes = Base64.getUrlDecoder().decode(text);
      String again = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
      return again.equals(text) ? bytes : null;
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  private static boolean isUnfit(int codePoint) {
    return isControl(codePoint) || Character.getType(codePoint) == Character.SURROGATE;
  }

  private static boolean isControl(int codePoint) {
    return Character.getType(codePoint) == Character.CONTROL;
  }

  /// One member and what is wrong with it, as the 422 of every contract lists them.
  public record FieldError(String field, String detail) {}
}
