package dev.gatehouse.contracts.admin;

import dev.gatehouse.flows.administration.Actor;
import dev.gatehouse.identity.access.Permission;
import dev.gatehouse.identity.accounts.UserId;
import dev.gatehouse.platform.http.Request;
import dev.gatehouse.platform.http.Response;

/// One call of the admin API.
///
/// @param path below `/api/admin`
/// @param permission what the caller must hold
public record AdminCall(String method, String path, Permission permission, Work work) {
  static final String PREFIX = "/api/admin";

  /// As the router and the description of the API name it.
  public String route() {
    return method + " " + PREFIX + path;
  }

  /// Whether it would change this very user.
  boolean changesUser(Request request, UserId user) {
    return path.startsWith("/users/{id}")
        && !method.equals("GET")
        && request.path("id").equalsIgnoreCase(user.toString());
  }

  /// For an API key that would change its owner.
  static Response ownersOwn() {
    return Response.problem(403, "An API key can't change its owner");
  }

  /// Answers a caller who holds the permission.
  @FunctionalInterface
  public interface Work {
    Response answer(Request request, Actor actor);
  }
}
