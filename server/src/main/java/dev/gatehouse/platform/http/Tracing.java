package dev.gatehouse.platform.http;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Follows requests from one server to the next (W3C Trace Context).
public interface Tracing {

  /// A request has arrived.
  Span begin(Arrival arrival);

  /// What is known of a request before any route is looked for.
  ///
  /// @param header a header's value by its name, or null
  record Arrival(
      String id,
      String method,
      String path,
      String scheme,
      String client,
      String agent,
      Function<String, @Nullable String> header) {}

  /// One request.
  interface Span {
    /// Does `work`; whatever this thread begins meanwhile belongs to it.
    <T, X extends Throwable> T run(ScopedValue.CallableOp<? extends T, X> work) throws X;

    /// The answer is on its way.
    ///
    /// @param route the template that took the request; null when none did
    void end(@Nullable String route, int status);
  }
}
