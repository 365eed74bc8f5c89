package dev.gatehouse.platform.http;

import dev.gatehouse.platform.json.Json;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.eclipse.jetty.util.Fields;
import org.eclipse.jetty.util.UrlEncoded;
import tools.jackson.databind.JsonNode;

/// Reading forms (`application/x-www-form-urlencoded`) as if they were objects of JSON.
final class Forms {
  private static final int MOST_FIELDS = 100;

  private Forms() {}

  static JsonNode read(byte[] body) {
    Fields form = new Fields(true);
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
      UrlEncoded.decodeTo(
          text, (name, value) -> form.add(name, value), StandardCharsets.UTF_8, MOST_FIELDS);
    } catch (CharacterCodingException | IllegalArgumentException | IllegalStateException e) {
      throw new Problem.Found(Problem.invalidBody("is not a form"));
    }
    Map<String, String> single = new LinkedHashMap<>();
    for (Fields.Field field : form) {
      if (field.hasMultipleValues()) {
        throw new Problem.Found(Problem.of(400, "The form names a field twice"));
      }
      single.put(field.getName(), field.getValue());
    }
    return Json.tree(single);
  }
}
