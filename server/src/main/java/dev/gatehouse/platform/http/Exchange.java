package dev.gatehouse.platform.http;

import org.jspecify.annotations.Nullable;

/// One request on its way through the server, from the edge to its route and back.
final class Exchange {
  /// The attribute of a request under which its exchange is found.
  static final String ATTRIBUTE = "gatehouse.exchange";

  private final String id;
  private final String client;
  private final long started = System.nanoTime();
  private volatile RequestFigures figures;
  private volatile boolean taken;
  private volatile Tracing.@Nullable Span span;
  private volatile @Nullable String refusedFor;

  /// @param figures what it counts for until a route takes it
  Exchange(String id, String client, RequestFigures figures) {
    this.id = id;
    this.client = client;
    this.figures = figures;
  }

  String id() {
    return id;
  }

  /// The client's address.
  String client() {
    return client;
  }

  void takenBy(RequestFigures route) {
    figures = route;
    taken = true;
  }

  /// Whether a route took it.
  boolean isTaken() {
    return taken;
  }

  RequestFigures figures() {
    return figures;
  }

  void refusedFor(String reason) {
    refusedFor = reason;
  }

  /// Why its credential was refused; null when none was.
  @Nullable String refusal() {
    return refusedFor;
  }

  void tracedBy(Tracing.Span begun) {
    span = begun;
  }

  Tracing.@Nullable Span span() {
    return span;
  }

  long nanos() {
    return System.nanoTime() - started;
  }
}
