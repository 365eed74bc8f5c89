package dev.gatehouse.platform.http;

import java.util.Set;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;

/// Which pages may read answers (the Fetch standard's CORS protocol). An origin that is not listed
/// gets no header at all; none is ever reflected unseen.
final class Cors {
  private final Set<String> origins;

  Cors(Set<String> origins) {
    this.origins = origins;
  }

  static boolean isPreflight(String method, HttpFields request) {
    return method.equals("OPTIONS")
        && request.contains(HttpHeader.ORIGIN)
        && request.contains("Access-Control-Request-Method");
  }

  void apply(HttpFields request, HttpFields.Mutable response) {
    response.add(HttpHeader.VARY, "Origin");
    String origin = request.get(HttpHeader.ORIGIN);
    if (origin == null || !origins.contains(origin)) {
      return;
    }
    response.put("Access-Control-Allow-Origin", origin);
    response.put("Access-Control-Allow-Credentials", "true");
    response.put(
        "Access-Control-Expose-Headers",
        "X-Request-Id, Retry-After, RateLimit, RateLimit-Policy, WWW-Authenticate");
  }

  void applyPreflight(HttpFields.Mutable response) {
    if (response.contains("Access-Control-Allow-Origin")) {
      response.put("Access-Control-Allow-Methods", "GET, HEAD, POST, PUT, PATCH, DELETE");
      response.put("Access-Control-Allow-Headers", "Authorization, Content-Type, X-CSRF-Token");
      response.put("Access-Control-Max-Age", "600");
    }
  }
}
