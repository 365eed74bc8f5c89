package dev.gatehouse.platform.http;

import dev.gatehouse.platform.metrics.Durations;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReferenceArray;

/// How the requests to one route went. There is one of these a route, so that what clients send
/// can't make more.
public final class RequestFigures {
  private static final int CLASSES = 6;

  private final String method;
  private final String route;
  private final AtomicReferenceArray<Durations> byClass = new AtomicReferenceArray<>(CLASSES);

  RequestFigures(String method, String route) {
    this.method = method;
    this.route = route;
  }

  public String method() {
    return method;
  }

  /// The route's template.
  public String route() {
    return route;
  }

  /// The classes of status that were answered, 2 for 200 to 299.
  public List<Integer> classes() {
    List<Integer> answered = new ArrayList<>();
    for (int i = 0; i < CLASSES; i++) {
      if (byClass.get(i) != null) {
        answered.add(i);
      }
    }
    return answered;
  }

  /// How long the answers of one class took; empty when there was none.
  public Optional<Durations.Snapshot> durations(int statusClass) {
    return Optional.ofNullable(byClass.get(statusClass)).map(Durations::snapshot);
  }

  void count(int status, long nanos) {
    int statusClass = Math.clamp(status / 100, 0, CLASSES - 1);
    Durations known = byClass.get(statusClass);
    if (known == null) {
      byClass.compareAndSet(statusClass, null, new Durations());
      known = byClass.get(statusClass);
    }
    known.add(nanos);
  }
}
