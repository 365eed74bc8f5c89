package dev.gatehouse.app.traces;

import dev.gatehouse.platform.storage.FollowedDatabase;
import dev.gatehouse.platform.storage.StorageException;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;

/// A unit of work's span below the request's. What the server does by itself has none.
record UnitSpan(Span span) implements FollowedDatabase.Unit {

  static FollowedDatabase.Unit begin(Tracer tracer, String kind, String system) {
    if (!Span.current().isRecording()) {
      return new UnitSpan(Span.getInvalid());
    }
    return new UnitSpan(
        tracer
            .spanBuilder("database " + kind)
            .setSpanKind(SpanKind.CLIENT)
            .setAttribute("db.system.name", system)
            .setAttribute("db.operation.name", kind)
            .startSpan());
  }

  @Override
  public void failed(StorageException reason) {
    span.setAttribute("error.type", reason.getClass().getSimpleName());
    span.setStatus(StatusCode.ERROR);
  }

  @Override
  public void close() {
    span.end();
  }
}
