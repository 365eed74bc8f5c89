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

/// Where every request comes in first: it is given an id, its client is found behind trusted
/// proxies, and when it is answered it is counted, its trace ends and the access log has its line.
final class Arrivals extends Handler.Wrapper {
  private static final Logger ACCESS = LoggerFactory.getLogger("access");
  private static final Pattern UNPRINTABLE = Pattern.compile("[^ -~]|\"");
  private static final Pattern SAFE_ID = Pattern.compile("[A-Za-z0-9._-]{8,64}");
  private static final int LONGEST_AGENT = 80;

  private final ClientAddresses addresses;
  private final Traffic traffic;
  private final @Nullable Tracing tracing;

  /// @param tracing null where nothing is traced
  Arrivals(ClientAddresses addresses, Traffic traffic, @Nullable Tracing tracing) {
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
                ? super.handle(request, response, callback)
                : handleTraced(tracing, request, response, callback, exchange));
  }

  private boolean handleTraced(
      Tracing tracer, Request request, Response response, Callback callback, Exchange exchange)
      throws Exception {
    Tracing.Span span = tracer.begin(arrival(request, exchange));
    exchange.tracedBy(span);
    return span.run(() -> super.handle(request, response, callback));
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
    String given = request.getHeaders().get(Edge.ID_HEADER);
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
        agent(request),
        exchange.refusal());
  }

  private static Tracing.Arrival arrival(Request request, Exchange exchange) {
    return new Tracing.Arrival(
        exchange.id(),
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
    return printable(agent.substring(0, Math.min(agent.length(), LONGEST_AGENT)));
  }

  /// Nothing that could end a line, a quotation or a terminal's patience.
  private static String printable(@Nullable String text) {
    return text == null ? "" : UNPRINTABLE.matcher(text).replaceAll("?");
  }
}
