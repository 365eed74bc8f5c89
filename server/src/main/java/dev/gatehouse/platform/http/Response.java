package dev.gatehouse.platform.http;

import dev.gatehouse.platform.json.Json;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a handler answers: a status, a body and the headers that are its own business.
///
/// @param body the bytes to send; the records here never change them
/// @param problem what the body says when it is a problem document, so that a contract can say it
///   in its own way
/// @param stream what writes the body piece by piece, in place of `body`, or null
/// @param upgrade the WebSocket that the connection becomes, or null
@SuppressWarnings("ArrayRecordComponent") // written once to the wire, never compared
public record Response(
    int status,
    String contentType,
    byte[] body,
    List<Header> headers,
    @Nullable Problem problem,
    @Nullable Stream stream,
    @Nullable Upgrade upgrade) {
  public static final String JSON = "application/json";
  public static final String LINES = "application/x-ndjson";
  public static final String PROBLEM = "application/problem+json";

  /// 200 with a body that is written while it is made, so that it may be of any size. Whatever
  /// `stream` throws breaks the connection off: the client must not take a part for the whole.
  public static Response stream(String contentType, Stream stream) {
    return new Response(200, contentType, new byte[0], List.of(), null, stream, null);
  }

  /// 101: the connection becomes a WebSocket.
  public static Response upgrade(Upgrade upgrade) {
    return new Response(101, JSON, new byte[0], List.of(), null, null, upgrade);
  }

  /// 200 with `value` as JSON.
  public static Response ok(Object value) {
    return json(200, value);
  }

  /// 201 with `value` as JSON.
  public static Response created(Object value) {
    return json(201, value);
  }

  /// 204: done, and there is nothing to say.
  public static Response none() {
    return new Response(204, JSON, new byte[0], List.of(), null, null, null);
  }

  public static Response json(int status, Object value) {
    return new Response(status, JSON, Json.write(value), List.of(), null, null, null);
  }

  public static Response problem(Problem problem) {
    List<Header> headers = new ArrayList<>();
    problem.headers().forEach((name, value) -> headers.add(new Header(name, value)));
    return new Response(
        problem.status(), PROBLEM, Json.write(problem), headers, problem, null, null);
  }

  public static Response problem(int status, String detail) {
    return problem(Problem.of(status, detail));
  }

  public static Response of(String contentType, byte[] body) {
    return new Response(200, contentType, body, List.of(), null, null, null);
  }

  /// 304: the client has it already (RFC 9110 section 13.1.2).
  public static Response notModified() {
    return new Response(304, "text/plain", new byte[0], List.of(), null, null, null);
  }

  /// 308: what is asked for is at `location`, and stays there.
  public static Response redirect(String location) {
    return new Response(308, "text/plain", new byte[0], List.of(), null, null, null)
        .with("Location", location);
  }

  /// The same with one more header. `Set-Cookie` alone may be there more than once.
  public Response with(String name, String value) {
    List<Header> more = new ArrayList<>(headers);
    more.add(new Header(name, value));
    return new Response(status, contentType, body, more, problem, stream, upgrade);
  }

  /// The same, never to be kept by a cache because it carries a credential.
  public Response secret() {
    return with("Cache-Control", "no-store");
  }

  /// The same problem in other words: `document` takes the body's place.
  Response saying(Object document) {
    return new Response(status, contentType, Json.write(document), headers, problem, null, null);
  }

  /// One header field.
  public record Header(String name, String value) {
    @Override
    public String toString() {
      return name;
    }
  }

  /// Writes a body. It blocks while the client takes in what it has got.
  @FunctionalInterface
  public interface Stream {
    void writeTo(OutputStream out) throws IOException;
  }
}
