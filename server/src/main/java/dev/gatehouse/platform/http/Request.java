package dev.gatehouse.platform.http;

import dev.gatehouse.platform.json.Fields;
import dev.gatehouse.platform.json.Json;
import dev.gatehouse.platform.json.Lines;
import io.javalin.http.Context;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// One request as handlers see it.
public final class Request {
  private final Context context;
  private final Exchange exchange;

  Request(Context context, Exchange exchange) {
    this.context = context;
    this.exchange = exchange;
  }

  /// The id in the answer's `X-Request-Id` and in every log line about this request.
  public String id() {
    return exchange.id();
  }

  /// The client's address, seen through trusted proxies only.
  public String clientAddress() {
    return exchange.client();
  }

  /// Has the line of the access log say why its credential was refused: a code.
  public void refusedFor(String reason) {
    exchange.refusedFor(reason);
  }

  /// Whether the request was made on this machine: its peer is, nobody in front says otherwise, and
  /// it asks for a name that only this machine has, as no page elsewhere can (DNS rebinding).
  public boolean isFromThisMachine() {
    return Loopback.made(context.req()) && Loopback.isAddress(clientAddress());
  }

  /// The first 512 characters of `User-Agent`, or empty.
  public String userAgent() {
    String agent = context.header("User-Agent");
    return agent == null ? "" : agent.substring(0, Math.min(agent.length(), 512));
  }

  public @Nullable String header(String name) {
    return context.header(name);
  }

  /// The path as it was asked for, without the query.
  public String path() {
    return context.path();
  }

  /// What stands in the path where the route says `{name}`.
  public String path(String name) {
    return context.pathParam(name);
  }

  /// The bearer credential of the `Authorization` header (RFC 6750 section 2.1), if one was sent.
  ///
  /// @throws Problem.Found 400 when the header is repeated
  public Optional<String> bearer() {
    Enumeration<String> values = context.req().getHeaders("Authorization");
    if (values == null || !values.hasMoreElements()) {
      return Optional.empty();
    }
    String value = values.nextElement();
    if (values.hasMoreElements()) {
      throw new Problem.Found(Problem.of(400, "The Authorization header is repeated"));
    }
    return value.regionMatches(true, 0, "Bearer ", 0, 7)
        ? Optional.of(value.substring(7).strip())
        : Optional.empty();
  }

  /// The members of the JSON body.
  ///
  /// @throws Problem.Found 413, 415, 422, or 400 for a repeated member
  public Fields fields() {
    byte[] body = Bodies.read(context);
    Bodies.requireJson(context);
    return fieldsOf(body);
  }

  /// The members of the JSON body, if there is a body.
  ///
  /// @throws Problem.Found as [#fields]
  public Optional<Fields> optionalFields() {
    byte[] body = Bodies.read(context);
    if (body.length == 0) {
      return Optional.empty();
    }
    Bodies.requireJson(context);
    return Optional.of(fieldsOf(body));
  }

  /// Whether the body is sent as a form.
  public boolean isForm() {
    return Bodies.isForm(context.req().getContentType());
  }

  /// The fields of the form in the body (`application/x-www-form-urlencoded`).
  ///
  /// @throws Problem.Found 413, 422, or 400 for a repeated field
  public Fields form() {
    return new Fields(Forms.read(Bodies.read(context)));
  }

  /// A parameter of the query; empty when it is not there.
  ///
  /// @throws Problem.Found 400 when it is repeated
  public Optional<String> query(String name) {
    List<String> values = context.queryParams(name);
    if (values.size() > 1) {
      throw new Problem.Found(Problem.of(400, "The parameter " + name + " is repeated"));
    }
    return values.stream().findFirst();
  }

  /// The names of the query's parameters.
  public Set<String> queryNames() {
    return context.queryParamMap().keySet();
  }

  /// All values of a header, line by line.
  public List<String> headers(String name) {
    return Collections.list(context.req().getHeaders(name));
  }

  /// Whether the client asks, in due form, for a WebSocket (RFC 6455) in place of an answer.
  public boolean asksForSocket() {
    return Upgrade.isAsked(context);
  }

  /// The value of a cookie; empty when it was not sent.
  public Optional<String> cookie(String name) {
    return Optional.ofNullable(context.cookie(name));
  }

  /// The body as JSON lines, whatever its size, read as they arrive.
  ///
  /// @param longest the most bytes of a line
  /// @throws Problem.Found 415
  public Lines lines(int longest) {
    return Bodies.lines(context, longest);
  }

  String label() {
    return context.req().getMethod().toUpperCase(Locale.ROOT) + " " + context.path();
  }

  private static Fields fieldsOf(byte[] body) {
    return switch (Json.read(body)) {
      case Json.Reading.Document(JsonNode root) when root.isObject() -> new Fields(root);
      case Json.Reading.Document _ ->
          throw new Problem.Found(Problem.invalidBody("must be a JSON object"));
      case Json.Reading.Malformed(String fault) ->
          throw new Problem.Found(Problem.invalidBody(fault));
      case Json.Reading.RepeatedMember _ ->
          throw new Problem.Found(Problem.of(400, "The body names a member twice"));
    };
  }
}
