package dev.gatehouse.platform.json;

import dev.gatehouse.platform.time.UtcTime;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.StdSerializer;

/// Strict reading of small documents, and writing of records with `snake_case` members.
public final class Json {
  /// How deeply a document may nest.
  public static final int MAX_DEPTH = 32;

  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(MAX_DEPTH)
                          .maxNumberLength(64)
                          .maxNameLength(1024)
                          .build())
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .addModule(new SimpleModule().addSerializer(new InstantSerializer()))
          .build();

  private Json() {}

  /// Reads one document of UTF-8 text.
  public static Reading read(byte[] document) {
    try {
      String text =
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(document)).toString();
      return new Reading.Document(MAPPER.readTree(text));
    } catch (CharacterCodingException e) {
      return new Reading.Malformed("is not valid UTF-8");
    } catch (JacksonException e) {
      return e.getOriginalMessage().startsWith("Duplicate")
          ? new Reading.RepeatedMember()
          : new Reading.Malformed("is not a valid JSON document");
    }
  }

  public static byte[] write(Object value) {
    return MAPPER.writeValueAsBytes(value);
  }

  /// `value` as a document that can be read.
  public static JsonNode tree(Object value) {
    return MAPPER.valueToTree(value);
  }

  /// What came of reading a document.
  public sealed interface Reading {
    record Document(JsonNode root) implements Reading {}

    /// Not JSON, too deep, or not UTF-8.
    ///
    /// @param fault what is wrong, in words whose subject is the document; repeats nothing of it
    record Malformed(String fault) implements Reading {}

    /// An object names a member twice, so that two readers could see different things.
    record RepeatedMember() implements Reading {}
  }

  private static final class InstantSerializer extends StdSerializer<Instant> {
    InstantSerializer() {
      super(Instant.class);
    }

    @Override
    public void serialize(Instant value, JsonGenerator json, SerializationContext context) {
      json.writeString(UtcTime.format(value));
    }
  }
}
