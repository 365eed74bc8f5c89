package dev.gatehouse.contracts;

import dev.gatehouse.flows.administration.Actor;
import dev.gatehouse.flows.administration.Trespass;
import dev.gatehouse.identity.access.Permission;
import dev.gatehouse.identity.access.Permissions;
import dev.gatehouse.identity.tokens.Bearer;
import dev.gatehouse.platform.http.Problem;
import dev.gatehouse.platform.http.Request;
import dev.gatehouse.platform.http.Response;
import org.jspecify.annotations.Nullable;

/// The door of calls that ask for a permission: who is calling, and may they. Who knocks without it
/// is written down; an API key is told by the challenge of RFC 6750 that it is not enough.
public final class PermissionDoor {
  private static final int FORBIDDEN = 403;

  private final Gate gate;
  private final Permissions permissions;
  private final Trespass trespass;

  public PermissionDoor(Gate gate, Permissions permissions, Trespass trespass) {
    this.gate = gate;
    this.permissions = permissions;
    this.trespass = trespass;
  }

  /// What `work` answers to whoever holds `permission`. No cache keeps it.
  ///
  /// @param call as the description of the API names it
  public Response answer(Request request, Permission permission, String call, Work work) {
    Bearer bearer = gate.bearer(request, "Invalid credentials");
    Actor actor =
        new Actor(bearer.user(), bearer.powers(permissions), Gate.client(request, bearer));
    String code = permission.code();
    if (!actor.powers().allow(permission)) {
      trespass.record(actor, permission, call);
      return forbidden(bearer, "You do not hold the permission " + code, code);
    }
    Response response = work.answer(bearer, actor);
    Problem problem = response.problem();
    return response.status() == FORBIDDEN && problem != null
        ? forbidden(bearer, problem.detail(), null)
        : response.secret();
  }

  private static Response forbidden(Bearer bearer, String detail, @Nullable String scope) {
    return Response.problem(Gate.forbidden(bearer, detail, scope)).secret();
  }

  /// Answers a caller who holds the permission.
  @FunctionalInterface
  public interface Work {
    Response answer(Bearer bearer, Actor actor);
  }
}
