package dev.gatehouse.flows.transfer;

import dev.gatehouse.identity.accounts.EmailAddress;
import dev.gatehouse.identity.accounts.Metadata;
import dev.gatehouse.identity.accounts.UserId;
import dev.gatehouse.identity.passwords.PasswordHasher.Carried;
import dev.gatehouse.identity.passwords.Passwords;
import dev.gatehouse.platform.json.Fields;
import dev.gatehouse.platform.json.Json;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Reads one line, member by member. Members that mean nothing here are refused: a misspelt one
/// would otherwise be lost without a word.
final class UserLineReader {
  private static final int LONGEST_NAME = 255;
  private static final int MOST_ROLES = 50;
  private static final Instant EARLIEST = Instant.EPOCH;
  private static final Duration CLOCKS_DIFFER = Duration.ofDays(1);
  private static final Pattern UUID_FORM =
      Pattern.compile("[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}");
  private static final Set<String> MEMBERS =
      Set.of(
          "id",
          "email",
          "name",
          "hashed_password",
          "is_active",
          "is_verified",
          "roles",
          "created_at",
          "last_login",
          "legacy_id",
          "metadata");

  private final JsonNode object;
  private final Passwords passwords;
  private final Instant now;
  private @Nullable String fault;

  private UserLineReader(JsonNode object, Passwords passwords, Instant now) {
    this.object = object;
    this.passwords = passwords;
    this.now = now;
  }

  static UserLine.Reading read(long number, byte[] line, Passwords passwords, Instant now) {
    return switch (Json.read(line)) {
      case Json.Reading.Document(JsonNode root) when root.isObject() ->
          new UserLineReader(root, passwords, now).read(number);
      case Json.Reading.Document _ -> new UserLine.Reading.Refused("The line is no JSON object");
      case Json.Reading.Malformed(String why) -> new UserLine.Reading.Refused("The line " + why);
      case Json.Reading.RepeatedMember _ ->
          new UserLine.Reading.Refused("The line names a member twice");
    };
  }

  private UserLine.Reading read(long number) {
    for (String name : object.propertyNames()) {
      if (!MEMBERS.contains(name)) {
        return new UserLine.Reading.Refused("There is a member that means nothing here");
      }
    }
    EmailAddress address = address();
    if (address == null) {
      return new UserLine.Reading.Refused(String.valueOf(fault));
    }
    UserLine line =
        new UserLine(
            number,
            address,
            id(),
            name(),
            hash(),
            truth("is_active"),
            truth("is_verified"),
            roles(),
            time("created_at"),
            time("last_login"),
            legacyId(),
            metadata());
    return fault == null ? new UserLine.Reading.Read(line) : new UserLine.Reading.Refused(fault);
  }

  private @Nullable EmailAddress address() {
    String text = text("email");
    if (text == null) {
      return refuse("email", "is required");
    }
    return switch (EmailAddress.parse(text)) {
      case EmailAddress.Parsed.Valid(EmailAddress address) -> address;
      case EmailAddress.Parsed.Invalid(String detail) -> refuse("email", detail);
    };
  }

  private @Nullable UserId id() {
    String text = text("id");
    if (text == null) {
      return null;
    }
    return UUID_FORM.matcher(text).matches() && !text.matches("[0-]*")
        ? new UserId(UUID.fromString(text))
        : refuse("id", "is no UUID");
  }

  private @Nullable String name() {
    String text = text("name");
    if (text == null) {
      return null;
    }
    if (text.codePointCount(0, text.length()) > LONGEST_NAME) {
      return refuse("name", "has more than " + LONGEST_NAME + " characters");
    }
    boolean odd = text.codePoints().anyMatch(Fields::isNoText);
    return odd ? refuse("name", "contains a control character") : text;
  }

  private @Nullable String hash() {
    String text = text("hashed_password");
    if (text == null) {
      return null;
    }
    return switch (passwords.carry(text)) {
      case Carried.Taken(var hash) -> hash.encoded();
      case Carried.Refused(String detail) -> refuse("hashed_password", detail);
    };
  }

  private @Nullable List<String> roles() {
    JsonNode node = object.path("roles");
    if (isAbsent(node)) {
      return null;
    }
    if (!node.isArray() || node.size() > MOST_ROLES) {
      return refuse("roles", "must be a list of at most " + MOST_ROLES + " names");
    }
    List<String> names = new ArrayList<>();
    for (JsonNode each : node) {
      if (!each.isString()) {
        return refuse("roles", "must be a list of at most " + MOST_ROLES + " names");
      }
      if (!names.contains(each.stringValue())) {
        names.add(each.stringValue());
      }
    }
    return names;
  }

  private @Nullable Instant time(String member) {
    String text = text(member);
    if (text == null) {
      return null;
    }
    try {
      Instant time = OffsetDateTime.parse(text).toInstant();
      return time.isBefore(EARLIEST) || time.isAfter(now.plus(CLOCKS_DIFFER))
          ? refuse(member, "lies before 1970 or in the future")
          : time;
    } catch (DateTimeParseException e) {
      return refuse(member, "is no time like 2026-01-31T12:00:00Z");
    }
  }

  private @Nullable Long legacyId() {
    return value(
        "legacy_id",
        node -> node.isIntegralNumber() && node.canConvertToLong(),
        JsonNode::longValue,
        "must be an integer");
  }

  private @Nullable Boolean truth(String member) {
    return value(member, JsonNode::isBoolean, JsonNode::booleanValue, "must be true or false");
  }

  private @Nullable String text(String member) {
    String text = value(member, JsonNode::isString, JsonNode::stringValue, "must be a string");
    boolean storable =
        text == null || java.nio.charset.StandardCharsets.UTF_8.newEncoder().canEncode(text);
    return storable ? text : refuse(member, "is not valid Unicode text");
  }

  private @Nullable String metadata() {
    JsonNode node = object.path("metadata");
    if (isAbsent(node)) {
      return null;
    }
    return switch (Metadata.of(node)) {
      case Metadata.Parsed.Valid(Metadata metadata) -> metadata.json();
      case Metadata.Parsed.Invalid(String detail) -> refuse("metadata", detail);
    };
  }

  private <T> @Nullable T value(
      String member, Function<JsonNode, Boolean> fits, Function<JsonNode, T> read, String rule) {
    JsonNode node = object.path(member);
    if (isAbsent(node)) {
      return null;
    }
    return fits.apply(node) ? read.apply(node) : refuse(member, rule);
  }

  private static boolean isAbsent(JsonNode node) {
    return node.isMissingNode() || node.isNull();
  }

  /// Keeps the first fault. The null stands for whatever the member would have been.
  @SuppressWarnings("TypeParameterUnusedInFormals")
  private <T> @Nullable T refuse(String member, String detail) {
    if (fault == null) {
      fault = member + " " + detail;
    }
    return null;
  }
}
