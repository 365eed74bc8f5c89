package dev.gatehouse.app.traces;

import dev.gatehouse.platform.http.Tracing;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import org.jspecify.annotations.Nullable;

/// A request's span, in the words of OpenTelemetry's conventions for HTTP servers.
final class RequestSpan implements Tracing.Span {
  private final Span span;
  private final Context context;
  private final String method;

  RequestSpan(Span span, Context parent, String method) {
    this.span = span;
    this.context = parent.with(span);
    this.method = method;
  }

  @Override
  public <T, X extends Throwable> T run(ScopedValue.CallableOp<? extends T, X> work) throws X {
    try (Scope _ = context.makeCurrent()) {
      return work.call();
    }
  }

  @Override
  public void end(@Nullable String route, int status) {
    if (route != null) {
      span.updateName(method + " " + route).setAttribute("http.route", route);
    }
    span.setAttribute("http.response.status_code", (long) status);
    if (status >= 500) {
      span.setAttribute("error.type", Integer.toString(status)).setStatus(StatusCode.ERROR);
    }
    span.end();
  }
}
