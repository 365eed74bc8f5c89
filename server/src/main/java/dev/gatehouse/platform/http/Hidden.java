package dev.gatehouse.platform.http;

import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.server.Request;

/// A request without the headers at which the HTTP library would take it out of our hands: the one
/// that it lets stand for the method, past whatever has judged the request by the method that was
/// sent, and the one at which it looks for a WebSocket of its own in place of a route.
final class Hidden extends Request.Wrapper {
  private static final String ATTRIBUTE = "gatehouse.hidden";
  private static final String METHOD_OVERRIDE = "X-HTTP-Method-Override";
  private static final String SOCKET_VERSION = "Sec-WebSocket-Version";

  private final HttpFields sent;
  private volatile HttpFields shown;

  private Hidden(Request request) {
    super(request);
    this.sent = HttpFields.build(request.getHeaders()).remove(METHOD_OVERRIDE).asImmutable();
    this.shown = HttpFields.build(sent).remove(SOCKET_VERSION).asImmutable();
  }

  static Request in(Request request) {
    HttpFields headers = request.getHeaders();
    if (!headers.contains(METHOD_OVERRIDE) && !headers.contains(SOCKET_VERSION)) {
      return request;
    }
    Hidden hidden = new Hidden(request);
    request.setAttribute(ATTRIBUTE, hidden);
    return hidden;
  }

  /// The one in whose name a route now opens a WebSocket, as far as the client asked for version 13
  /// (RFC 6455 section 4.1).
  static boolean reveal(jakarta.servlet.ServletRequest request) {
    if (!(request.getAttribute(ATTRIBUTE) instanceof Hidden hidden)
        || !hidden.sent.getValuesList(SOCKET_VERSION).equals(java.util.List.of("13"))) {
      return false;
    }
    hidden.shown = hidden.sent;
    return true;
  }

  @Override
  public HttpFields getHeaders() {
    return shown;
  }
}
