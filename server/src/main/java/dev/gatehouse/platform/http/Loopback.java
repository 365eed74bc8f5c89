package dev.gatehouse.platform.http;

import jakarta.servlet.http.HttpServletRequest;
import java.net.InetAddress;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Which requests were made on this machine.
final class Loopback {
  private Loopback() {}

  /// A proxy on this machine that nobody trusts yet still tells that the client is elsewhere.
  static boolean made(HttpServletRequest request) {
    return isAddress(request.getRemoteAddr())
        && isName(request.getHeader("Host"))
        && Collections.list(request.getHeaders("X-Forwarded-For")).stream()
            .flatMap(header -> List.of(header.split(",", -1)).stream())
            .allMatch(entry -> isAddress(entry.strip()))
        && request.getHeader("Forwarded") == null
        && (request.getHeader("X-Real-IP") == null || isAddress(request.getHeader("X-Real-IP")));
  }

  static boolean isAddress(@Nullable String text) {
    try {
      return text != null
          && InetAddress.ofLiteral(text.replaceFirst("^\\[(.*)]$", "$1")).isLoopbackAddress();
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static boolean isName(@Nullable String host) {
    if (host == null) {
      return false;
    }
    String name = host.replaceFirst(":[0-9]*$", "").toLowerCase(Locale.ROOT);
    return name.equals("localhost") || name.endsWith(".localhost") || isAddress(name);
  }
}
