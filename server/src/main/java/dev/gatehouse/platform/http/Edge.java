package dev.gatehouse.platform.http;

import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What happens to every request before any route is looked for, so that nothing can forget it:
/// request id, client address, security headers, CORS, the access log, the limit of requests.
final class Edge extends Handler.Wrapper {
  static final String ID_HEADER = "X-Request-Id";
  static final String REQUEST_ID = "gatehouse.request_id";
  static final String CLIENT_ADDRESS = "gatehouse.client_address";

  private static final Logger ACCESS = LoggerFactory.getLogger("access");
  private static final Pattern UNPRINTABLE = Pattern.compile("[^ -~]|\"");
  private static final Pattern SAFE_ID = Pattern.compile("[A-Za-z0-9._-]{8,64}");

  private final SecurityHeaders headers;
  private final Cors cors;
  private final ClientAddresses addresses;
  private final Throttle throttle;
  private final ProblemErrors errors;

  Edge(
      SecurityHeaders headers,
      Cors cors,
      ClientAddresses addresses,
      Throttle throttle,
      ProblemErrors errors) {
    this.headers = headers;
    this.cors = cors;
    this.addresses = addresses;
    this.throttle = throttle;
    this.errors = errors;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    long started = System.nanoTime();
    String id = requestId(request);
    String address = addresses.of(request);
    request.setAttribute(REQUEST_ID, id);
    request.setAttribute(CLIENT_ADDRESS, address);
    headers.apply(response.getHeaders());
    response.getHeaders().put(ID_HEADER, id);
    cors.apply(request.getHeaders(), response.getHeaders());
    if (ACCESS.isInfoEnabled()) {
      Request.addCompletionListener(
          request, _ -> log(request, response.getStatus(), id, address, started));
    }
    if (Cors.isPreflight(request.getMethod(), request.getHeaders())) {
      cors.applyPreflight(response.getHeaders());
      response.setStatus(204);
      callback.succeeded();
      return true;
    }
    if (!throttle.admits(request, response, address)) {
      response.setStatus(HttpStatus.TOO_MANY_REQUESTS_429);
      return errors.handle(request, response, callback);
    }
    return super.handle(request, response, callback);
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

  /// The path as sent, never the query.
  private static void log(Request request, int status, String id, String address, long started) {
    long micros = (System.nanoTime() - started) / 1000;
    ACCESS.info(
        "{} {} {} {}us id={} client={} agent=\"{}\"",
        request.getMethod(),
        printable(request.getHttpURI().getPath()),
        status,
        micros,
        id,
        address,
        agent(request));
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
