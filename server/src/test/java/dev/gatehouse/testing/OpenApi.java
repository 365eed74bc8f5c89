package dev.gatehouse.testing;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.StringNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/// Holds answers against an OpenAPI 3.1 description: an answer passes when its status, its content
/// type, its headers and its body are what the description says of that call.
///
/// A call that the description does not know is answered 404, or 405 where it knows the path; both
/// are problem documents.
public final class OpenApi {
  private static final String DELAYED = "/components/responses/TooManyAttempts";
  private static final String TOO_MANY = "/components/responses/TooManyRequests";
  private static final String OUT_OF_SCOPE = "/components/responses/OutOfScope";
  private static final String ROOT = "https://gatehouse.invalid/openapi";
  private static final String PROBLEM = "application/problem+json";
  private static final JsonMapper JSON = new JsonMapper();

  private static @Nullable OpenApi ofTheServer;

  private final JsonNode document;
  private final SchemaRegistry schemas;

  private OpenApi(JsonNode document) {
    this.document = document;
    this.schemas =
        SchemaRegistry.withDefaultDialect(
            SpecificationVersion.DRAFT_2020_12,
            builder ->
                builder
                    .schemas(Map.of(ROOT, document.toString()))
                    .schemaRegistryConfig(
                        SchemaRegistryConfig.builder().formatAssertionsEnabled(true).build()));
  }

  /// The description that is written in `yaml`.
  public static OpenApi parse(String yaml) {
    return new OpenApi(new YAMLMapper().readTree(yaml));
  }

  /// The server's own description, read once.
  public static synchronized OpenApi ofTheServer() {
    if (ofTheServer == null) {
      try (InputStream in = OpenApi.class.getResourceAsStream("/openapi.yaml")) {
        ofTheServer = parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return ofTheServer;
  }

  /// Holds `answer` against the server's own description.
  ///
  /// @throws AssertionError when it does not fit
  public static void check(HttpResponse<String> answer) {
    check(
        answer.request().method(),
        answer.request().uri().getPath(),
        answer.statusCode(),
        answer.headers(),
        answer.body());
  }

  /// Holds an answer against the server's own description.
  ///
  /// @param path as requested, without the query
  /// @throws AssertionError when it does not fit
  public static void check(
      String method, String path, int status, HttpHeaders headers, String body) {
    ofTheServer().hold(method, path, new Answer(status, headers, body));
  }

  /// `GET /health` and so on, sorted.
  public Set<String> calls() {
    Set<String> calls = new TreeSet<>();
    for (Map.Entry<String, JsonNode> path : document.path("paths").properties()) {
      for (String method : path.getValue().propertyNames()) {
        calls.add(method.toUpperCase(Locale.ROOT) + " " + path.getKey());
      }
    }
    return calls;
  }

  /// The description itself, to be looked at.
  public JsonNode document() {
    return document;
  }

  /// What is wrong with `value` as an instance of the schema at `pointer`; empty when it fits.
  public List<String> faults(String pointer, JsonNode value) {
    Schema schema = schemas.getSchema(SchemaLocation.of(ROOT + "#" + pointer));
    return schema.validate(value).stream().map(Error::toString).toList();
  }

  void hold(String method, String path, Answer answer) {
    String call = method + " " + path;
    if (answer.status() == 429) {
      boolean counted = answer.headers().firstValue("RateLimit").isPresent();
      String response = counted ? TOO_MANY : DELAYED;
      holdHeaders(call, response, answer);
      if (!method.equals("HEAD")) {
        holdBody(call, response, answer);
      }
      return;
    }
    String pathPointer = pathFor(path).orElse(null);
    if (pathPointer == null) {
      holdUnrouted(call, answer, 404);
      return;
    }
    String verb = method.equals("HEAD") ? "get" : method.toLowerCase(Locale.ROOT);
    String operation = pathPointer + "/" + verb;
    if (document.at(operation).isMissingNode()) {
      holdUnrouted(call, answer, 405);
      return;
    }
    String response =
        answer.isOutOfScope() ? OUT_OF_SCOPE : follow(operation + "/responses/" + answer.status());
    require(!document.at(response).isMissingNode(), call, answer, "has an unlisted status");
    holdHeaders(call, response, answer);
    if (method.equals("HEAD")) {
      require(answer.body().isEmpty(), call, answer, "has a body");
    } else {
      holdBody(call, response, answer);
    }
  }

  private void holdUnrouted(String call, Answer answer, int expected) {
    require(answer.status() == expected, call, answer, "is of a call that is not described");
    holdJson(call, "/components/schemas/Problem", answer);
  }

  private void holdHeaders(String call, String response, Answer answer) {
    for (String name : document.at(response + "/headers").propertyNames()) {
      String header = follow(response + "/headers/" + name);
      List<String> values = answer.headers().allValues(name);
      if (values.isEmpty()) {
        boolean required = document.at(header + "/required").asBoolean(false);
        require(!required, call, answer, "lacks the header " + name);
        continue;
      }
      require(values.size() == 1, call, answer, "repeats the header " + name);
      JsonNode value = valueOf(document.at(header + "/schema/type"), values.getFirst());
      List<String> faults = faults(header + "/schema", value);
      require(faults.isEmpty(), call, answer, "has a wrong " + name + ": " + faults);
    }
  }

  private void holdBody(String call, String response, Answer answer) {
    JsonNode content = document.at(response + "/content");
    String type = answer.mediaType();
    if (content.isMissingNode()) {
      require(answer.body().isEmpty(), call, answer, "has a body");
      return;
    }
    require(content.has(type), call, answer, "has the unlisted content type " + type);
    if (type.equals("application/json") || type.equals(PROBLEM)) {
      holdJson(call, response + "/content/" + escape(type) + "/schema", answer);
    }
  }

  private void holdJson(String call, String schema, Answer answer) {
    JsonNode body;
    try {
      body = JSON.readTree(answer.body());
    } catch (JacksonException e) {
      throw new AssertionError(call + " was answered with what is not JSON", e);
    }
    List<String> faults = faults(schema, body);
    require(faults.isEmpty(), call, answer, "does not fit: " + faults);
    if (answer.mediaType().equals(PROBLEM)) {
      int stated = body.path("status").asInt();
      require(stated == answer.status(), call, answer, "states the status " + stated);
    }
  }

  /// The pointer to the entry for `path`; an entry without parameters is preferred.
  private Optional<String> pathFor(String path) {
    Set<String> templates = Set.copyOf(document.path("paths").propertyNames());
    if (templates.contains(path)) {
      return Optional.of("/paths/" + escape(path));
    }
    return templates.stream()
        .filter(template -> path.matches(template.replaceAll("\\{[^/}]+\\}", "[^/]+")))
        .findFirst()
        .map(template -> "/paths/" + escape(template));
  }

  /// The pointer to what is at `pointer`, through a reference if there is one.
  private String follow(String pointer) {
    String reference = document.at(pointer + "/$ref").asString("");
    return reference.isEmpty() ? pointer : follow(reference.substring(1));
  }

  private static JsonNode valueOf(JsonNode type, String text) {
    return type.asString("").equals("integer") && text.matches("-?[0-9]{1,18}")
        ? JSON.getNodeFactory().numberNode(Long.parseLong(text))
        : StringNode.valueOf(text);
  }

  private static void require(boolean holds, String call, Answer answer, String complaint) {
    if (!holds) {
      throw new AssertionError(
          "the answer %d to %s %s".formatted(answer.status(), call, complaint));
    }
  }

  /// RFC 6901 section 3.
  private static String escape(String key) {
    return key.replace("~", "~0").replace("/", "~1");
  }

  /// What came over the wire. The body may hold tokens, and is in no message but by way of the
  /// schema's complaints.
  record Answer(int status, HttpHeaders headers, String body) {

    /// An API key was sent that is not for this: described once for all calls.
    boolean isOutOfScope() {
      return status == 403
          && headers.firstValue("WWW-Authenticate").orElse("").contains("insufficient_scope");
    }

    /// Without its parameters.
    String mediaType() {
      return headers.firstValue("Content-Type").orElse("").replaceFirst(";.*", "").strip();
    }
  }
}
