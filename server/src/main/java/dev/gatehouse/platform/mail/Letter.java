package dev.gatehouse.platform.mail;

import dev.gatehouse.platform.json.Json;
import tools.jackson.databind.JsonNode;

/// A mail that is ready to go. It may hold a link that opens an account, so it cannot print itself.
///
/// @param to one address, its domain as A-labels
/// @param subject one line
public record Letter(String to, String subject, String text, String html) {
  /// The kind of parcel that letters are in the outbox.
  public static final String KIND = "mail";

  public Letter {
    if (to.chars().anyMatch(Character::isISOControl)
        || subject.chars().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException("a header of more than one line");
    }
  }

  /// The letter as it waits in the outbox.
  public byte[] toPayload() {
    return Json.write(this);
  }

  /// The letter that waited as `payload`.
  ///
  /// @throws IllegalArgumentException when it is none
  public static Letter ofPayload(byte[] payload) {
    if (!(Json.read(payload) instanceof Json.Reading.Document(JsonNode in))) {
      throw new IllegalArgumentException("not a letter");
    }
    return new Letter(text(in, "to"), text(in, "subject"), text(in, "text"), text(in, "html"));
  }

  private static String text(JsonNode in, String member) {
    JsonNode value = in.path(member);
    if (!value.isString()) {
      throw new IllegalArgumentException("a letter without " + member);
    }
    return value.asString();
  }

  @Override
  public String toString() {
    return "Letter[redacted]";
  }
}
