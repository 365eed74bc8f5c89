package dev.gatehouse.platform.http;

import io.javalin.http.Context;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import org.eclipse.jetty.ee10.websocket.server.JettyWebSocketServerContainer;
import org.jspecify.annotations.Nullable;

/// What a route answers to open a WebSocket (RFC 6455) in place of a document.
///
/// @param protocol the subprotocol that is spoken; null for none
/// @param listener what is told of the socket; of [Socket.Listener#closed] also when none opened
public record Upgrade(@Nullable String protocol, Socket.Listener listener) {

  /// Whether a request's handshake is whole (RFC 6455 section 4.2.1).
  static boolean isAsked(Context context) {
    HttpServletRequest request = context.req();
    return request.getMethod().equals("GET")
        && request.getProtocol().equals("HTTP/1.1")
        && names(request.getHeader("Upgrade"), "websocket")
        && names(request.getHeader("Connection"), "upgrade")
        && isKey(request.getHeader("Sec-WebSocket-Key"))
        && Hidden.reveal(request);
  }

  /// Makes the connection a WebSocket; false when that can't be done, and nothing was answered.
  boolean take(Context context) throws IOException {
    Socket socket = new Socket(listener);
    boolean open = false;
    try {
      JettyWebSocketServerContainer container =
          JettyWebSocketServerContainer.getContainer(context.req().getServletContext());
      open =
          container != null
              && container.upgrade(
                  (_, response) -> {
                    response.setExtensions(List.of());
                    if (protocol != null) {
                      response.setAcceptedSubProtocol(protocol);
                    }
                    return socket.endpoint();
                  },
                  context.req(),
                  context.res());
      return open;
    } finally {
      if (!open) {
        listener.closed();
      }
    }
  }

  private static boolean names(@Nullable String list, String token) {
    return list != null
        && List.of(list.toLowerCase(Locale.ROOT).split("\\s*,\\s*")).contains(token);
  }

  private static boolean isKey(@Nullable String key) {
    try {
      return key != null && Base64.getDecoder().decode(key.strip()).length == 16;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
