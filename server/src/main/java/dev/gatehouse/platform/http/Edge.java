package dev.gatehouse.platform.http;

import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/// What happens to every request before any route is looked for, so that nothing can forget it:
/// security headers, CORS, the limit of requests. [Arrivals] comes before it.
final class Edge extends Handler.Wrapper {
  static final String ID_HEADER = "X-Request-Id";

  private final SecurityHeaders headers;
  private final Cors cors;
  private final Throttle throttle;
  private final ProblemErrors errors;

  Edge(SecurityHeaders headers, Cors cors, Throttle throttle, ProblemErrors errors) {
    this.headers = headers;
    this.cors = cors;
    this.throttle = throttle;
    this.errors = errors;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    Exchange exchange = (Exchange) request.getAttribute(Exchange.ATTRIBUTE);
    headers.apply(response.getHeaders());
    response.getHeaders().put(ID_HEADER, exchange.id());
    cors.apply(request.getHeaders(), response.getHeaders());
    if (Cors.isPreflight(request.getMethod(), request.getHeaders())) {
      cors.applyPreflight(response.getHeaders());
      response.setStatus(204);
      callback.succeeded();
      return true;
    }
    if (!throttle.admits(request, response, exchange.client())) {
      response.setStatus(HttpStatus.TOO_MANY_REQUESTS_429);
      return errors.handle(request, response, callback);
    }
    return super.handle(Hidden.in(request), response, callback);
  }
}
