package dev.gatehouse.contracts.admin;

import dev.gatehouse.contracts.Gate;
import dev.gatehouse.flows.administration.Actor;
import dev.gatehouse.flows.administration.Trespass;
import dev.gatehouse.identity.access.Permissions;
import dev.gatehouse.identity.tokens.Bearer;
import dev.gatehouse.identity.tokens.KeyHolder;
import dev.gatehouse.platform.http.Request;
import dev.gatehouse.platform.http.Response;
import dev.gatehouse.platform.http.Router;
import java.util.List;

/// The door of the admin API: who is calling, and may they. There is no way around it, since this
/// alone mounts what is in the table.
public final class AdminApi {
  private final Gate gate;
  private final Permissions permissions;
  private final Trespass trespass;
  private final List<AdminCall> calls;

  /// @param calls the table
  public AdminApi(Gate gate, Permissions permissions, Trespass trespass, List<AdminCall> calls) {
    this.gate = gate;
    this.permissions = permissions;
    this.trespass = trespass;
    this.calls = List.copyOf(calls);
  }

  public void mount(Router router) {
    for (AdminCall call : calls) {
      router.add(call.method(), AdminCall.PREFIX + call.path(), request -> answer(call, request));
    }
  }

  private Response answer(AdminCall call, Request request) {
    Bearer bearer = gate.bearer(request, "Invalid credentials");
    Actor actor = new Actor(bearer.user(), bearer.powers(permissions), Gate.client(request));
    if (!actor.powers().allow(call.permission())) {
      trespass.record(actor, call.permission(), call.route());
      return Response.problem(403, "You do not hold the permission " + call.permission().code())
          .secret();
    }
    if (bearer instanceof KeyHolder && call.changesUser(request, bearer.user())) {
      return Response.problem(403, "An API key can't change its owner").secret();
    }
    return call.work().answer(request, actor).secret();
  }
}
