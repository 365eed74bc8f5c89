package dev.gatehouse.contracts.server;

import dev.gatehouse.contracts.Gate;
import dev.gatehouse.flows.administration.Actor;
import dev.gatehouse.flows.administration.Trespass;
import dev.gatehouse.identity.access.Permission;
import dev.gatehouse.identity.access.Permissions;
import dev.gatehouse.identity.tokens.Bearer;
import dev.gatehouse.platform.http.Handler;
import dev.gatehouse.platform.http.Request;
import dev.gatehouse.platform.http.Response;
import dev.gatehouse.platform.http.Router;

/// `/metrics` for callers who may see the server's figures.
public final class MetricsRoutes {
  private final Gate gate;
  private final Permissions permissions;
  private final Trespass trespass;
  private final Handler metrics;

  /// @param metrics answers whoever is let in
  public MetricsRoutes(Gate gate, Permissions permissions, Trespass trespass, Handler metrics) {
    this.gate = gate;
    this.permissions = permissions;
    this.trespass = trespass;
    this.metrics = metrics;
  }

  public void mount(Router router) {
    router.get("/metrics", this::metrics);
  }

  private Response metrics(Request request) {
    Bearer bearer = gate.bearer(request, "Invalid credentials");
    Actor actor = new Actor(bearer.user(), bearer.powers(permissions), Gate.client(request));
    if (!actor.powers().allow(Permission.STATS_READ)) {
      trespass.record(actor, Permission.STATS_READ, "GET /metrics");
      return Response.problem(403, "You do not hold the permission stats:read").secret();
    }
    return metrics.handle(request);
  }
}
