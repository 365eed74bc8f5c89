package dev.gatehouse.platform.http;

import dev.gatehouse.platform.json.Json;
import java.io.IOException;
import java.io.OutputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a handler answers: a status, a body and the headers that are its own business.
///
/// @param body the bytes to send; the records here never change them
/// @param stream what writes the body piece by piece, in place of `body`, or null
@SuppressWarnings("ArrayRecordComponent") // written once to the wire, never compared
public record Response(
    int status,
    String contentType,
    byte[] body,
    Map<String, String> headers,
    @Nullable Stream stream) {
  public static final String JSON = "application/json";
  public static final String LINES = "application/x-ndjson";
  public static final String PROBLEM = "application/problem+json";

  public Response(int status, String contentType, byte[] body, Map<String, String> headers) {
    this(status, contentType, body, headers, null);
  }

  /// 200 with a body that is written while it is made, so that it may be of any size. Whatever
  /// `stream` throws breaks the connection off: the client must not take a part for the whole.
  public static Response stream(String contentType, Stream stream) {
    return new Response(200, contentType, new byte[0], Map.of(), stream);
  }

  /// 200 with `value` as JSON.
  public static Response ok(Object value) {
    return json(200, value);
  }

  /// 201 with `value` as JSON.
  public static Response created(Object value) {
    return json(201, value);
  }

  public static Response json(int status, Object value) {
    return new Response(status, JSON, Json.write(value), Map.of());
  }

  public static Response problem(Problem problem) {
    return new Response(problem.status(), PROBLEM, Json.write(problem), problem.headers());
  }

  public static Response problem(int status, String detail) {
    return problem(Problem.of(status, detail));
  }

  public static Response of(String contentType, byte[] body) {
    return new Response(200, contentType, body, Map.of());
  }

  /// The same with one more header.
  public Response with(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(name, value);
    return new Response(status, contentType, body, more, stream);
  }

  /// The same, never to be kept by a cache because it carries a credential.
  public Response secret() {
    return with("Cache-Control", "no-store");
  }

  /// Writes a body. It blocks while the client takes in what it has got.
  @FunctionalInterface
  public interface Stream {
    void writeTo(OutputStream out) throws IOException;
  }
}
