package dev.gatehouse.platform.http;

import dev.gatehouse.platform.logs.RequestScope;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What happens to every request before any route is looked for, so that nothing can forget it:
/// request id, client address, security headers, CORS, the access log.
final class Edge extends Handler.Wrapper {
  static final String ID_HEADER = "X-Request-Id";

  private static final Logger ACCESS = LoggerFactory.getLogger("access");
  private static final Pattern UNPRINTABLE = Pattern.compile("[^ -~]|\"");
  private static final Pattern SAFE_ID = Pattern.compile("[A-Za-z0-9._-]{8,64}");

  private final SecurityHeaders headers;
  private final Cors cors;
  private final ClientAddresses addresses;
  private final Traffic traffic;
  private final @Nullable Tracing tracing;

  Edge(
      SecurityHeaders headers,
      Cors cors,
      ClientAddresses addresses,
      Traffic traffic,
      @Nullable Tracing tracing) {
    this.headers = headers;
    this.cors = cors;
    this.addresses = addresses;
    this.traffic = traffic;
    this.tracing = tracing;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    Exchange exchange =
        new Exchange(requestId(request), addresses.of(request), traffic.unmatched());
    request.setAttribute(Exchange.ATTRIBUTE, exchange);
    traffic.begins();
    Request.addCompletionListener(request, _ -> ended(request, response.getStatus(), exchange));
    return RequestScope.run(
        exchange.id(),
        () ->
            tracing == null
                ? answer(request, response, callback, exchange)
                : answerTraced(tracing, request, response, callback, exchange));
  }

  private boolean answerTraced(
      Tracing tracer, Request request, Response response, Callback callback, Exchange exchange)
      throws Exception {
    Tracing.Span span = tracer.begin(arrival(request, exchange));
    exchange.tracedBy(span);
    try (Tracing.Scope _ = span.enter()) {
      return answer(request, response, callback, exchange);
    }
  }

  private boolean answer(Request request, Response response, Callback callback, Exchange exchange)
      throws Exception {
    headers.apply(response.getHeaders());
    response.getHeaders().put(ID_HEADER, exchange.id());
    cors.apply(request.getHeaders(), response.getHeaders());
    if (Cors.isPreflight(request.getMethod(), request.getHeaders())) {
      cors.applyPreflight(response.getHeaders());
      response.setStatus(204);
      callback.succeeded();
      return true;
    }
    return super.handle(request, response, callback);
  }

  private void ended(Request request, int status, Exchange exchange) {
    traffic.ends(exchange, status);
    Tracing.Span span = exchange.span();
    if (span != null) {
      span.end(exchange.isTaken() ? exchange.figures().route() : null, status);
    }
    if (ACCESS.isInfoEnabled()) {
      ACCESS.info("{}", line(request, status, exchange));
    }
  }

  /// A proxy's id is kept, so that its log and ours can be read together; a stranger's is not.
  private String requestId(Request request) {
    String given = request.getHeaders().get(ID_HEADER);
    if (given != null
        && SAFE_ID.matcher(given).matches()
        && addresses.comesFromTrustedProxy(request)) {
      return given;
    }
    return newId();
  }

  static String newId() {
    return HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());
  }

  private static AccessLine line(Request request, int status, Exchange exchange) {
    return new AccessLine(
        request.getMethod(),
        printable(request.getHttpURI().getPath()),
        exchange.figures().route(),
        status,
        exchange.nanos() / 1000,
        exchange.id(),
        exchange.client(),
        agent(request));
  }

  private static Tracing.Arrival arrival(Request request, Exchange exchange) {
    return new Tracing.Arrival(
        request.getMethod(),
        printable(request.getHttpURI().getPath()),
        request.isSecure() ? "https" : "http",
        exchange.client(),
        agent(request),
        request.getHeaders()::get);
  }

  private static String agent(Request request) {
    String agent = request.getHeaders().get(HttpHeader.USER_AGENT);
    if (agent == null) {
      return "";
    }
    return printable(agent.substring(0, Math.min(agent.length(), 80)));
  }

  /// Nothing that could end a line, a quotation or a terminal's patience.
  private static String printable(@Nullable String text) {
    return text == null ? "" : UNPRINTABLE.matcher(text).replaceAll("?");
  }
}
