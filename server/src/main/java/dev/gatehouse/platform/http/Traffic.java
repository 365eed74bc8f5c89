package dev.gatehouse.platform.http;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;

/// What the server has answered, route by route, and what it is answering now.
public final class Traffic {
  private final RequestFigures unmatched = new RequestFigures("any", "unmatched");
  private final List<RequestFigures> routes = new ArrayList<>(List.of(unmatched));
  private final LongAdder running = new LongAdder();

  Traffic() {}

  /// One for each route, and one for what no route took.
  public List<RequestFigures> routes() {
    return List.copyOf(routes);
  }

  /// Requests without an answer yet.
  public long running() {
    return running.sum();
  }

  /// While the server is built.
  RequestFigures of(Router.Route route) {
    RequestFigures figures = new RequestFigures(route.method(), route.path());
    routes.add(figures);
    return figures;
  }

  RequestFigures unmatched() {
    return unmatched;
  }

  void begins() {
    running.increment();
  }

  void ends(Exchange exchange, int status) {
    running.decrement();
    exchange.figures().count(status, exchange.nanos());
  }
}
