package dev.gatehouse.platform.http;

import dev.gatehouse.platform.ratelimit.Decision;
import dev.gatehouse.platform.ratelimit.RateLimiter;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.PreEncodedHttpField;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.jspecify.annotations.Nullable;

/// Counts requests before any route is looked for, whatever they ask for.
///
/// Not counted are the paths that everybody may have at any time. They are compared as they were
/// sent, and no pattern takes an escape or a dot segment, so that nothing else passes for one.
final class Throttle {
  static final String LIMIT = "RateLimit";
  static final String POLICY = "RateLimit-Policy";

  /// Admits everybody.
  static final Throttle NONE = new Throttle(null, Pattern.compile(""));

  static final String SENTENCE = "Too many requests; try again later";

  private final @Nullable RateLimiter limiter;
  private final Pattern unlimited;
  private final @Nullable HttpField policy;

  /// @param limiter null where nothing is limited
  Throttle(@Nullable RateLimiter limiter, Pattern unlimited) {
    this.limiter = limiter;
    this.unlimited = unlimited;
    this.policy = limiter == null ? null : new PreEncodedHttpField(POLICY, limiter.policy());
  }

  /// Counts the request and tells its client where it stands; false when it is not to be served.
  boolean admits(Request request, Response response, String address) {
    if (limiter == null || unlimited.matcher(request.getHttpURI().getPath()).matches()) {
      return true;
    }
    Decision decision = limiter.admit(address);
    response.getHeaders().put(policy);
    response.getHeaders().put(LIMIT, decision.standing());
    if (!decision.admitted()) {
      response.getHeaders().put(HttpHeader.RETRY_AFTER, decision.retryAfterSeconds());
    }
    return decision.admitted();
  }

  /// `handler` for as many requests of each client as `limiter` lets in.
  static Handler limited(Handler handler, RateLimiter limiter) {
    return request -> {
      Decision decision = limiter.admit(request.clientAddress());
      return decision.admitted()
          ? handler.handle(request)
          : dev.gatehouse.platform.http.Response.problem(429, SENTENCE)
              .with("Retry-After", Long.toString(decision.retryAfterSeconds()))
              .with(POLICY, limiter.policy())
              .with(LIMIT, decision.standing());
    };
  }
}
