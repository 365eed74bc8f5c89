package dev.gatehouse.contracts.server;

import dev.gatehouse.contracts.PermissionDoor;
import dev.gatehouse.identity.access.Permission;
import dev.gatehouse.platform.http.Handler;
import dev.gatehouse.platform.http.Router;

/// `/metrics` for callers who may see the server's figures.
public final class MetricsRoutes {
  private final PermissionDoor door;
  private final Handler metrics;

  /// @param metrics answers whoever is let in
  public MetricsRoutes(PermissionDoor door, Handler metrics) {
    this.door = door;
    this.metrics = metrics;
  }

  public void mount(Router router) {
    router.get(
        "/metrics",
        request ->
            door.answer(
                request, Permission.STATS_READ, "GET /metrics", (_, _) -> metrics.handle(request)));
  }
}
