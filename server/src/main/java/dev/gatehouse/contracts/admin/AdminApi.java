package dev.gatehouse.contracts.admin;

import dev.gatehouse.contracts.PermissionDoor;
import dev.gatehouse.flows.administration.Actor;
import dev.gatehouse.identity.tokens.Bearer;
import dev.gatehouse.identity.tokens.KeyHolder;
import dev.gatehouse.platform.http.Request;
import dev.gatehouse.platform.http.Response;
import dev.gatehouse.platform.http.Router;
import java.util.List;

/// The admin API behind its door. There is no way around it, since this alone mounts what is in the
/// table.
public final class AdminApi {
  private final PermissionDoor door;
  private final List<AdminCall> calls;

  /// @param calls the table
  public AdminApi(PermissionDoor door, List<AdminCall> calls) {
    this.door = door;
    this.calls = List.copyOf(calls);
  }

  public void mount(Router router) {
    for (AdminCall call : calls) {
      router.add(
          call.method(),
          AdminCall.PREFIX + call.path(),
          request ->
              door.answer(
                  request,
                  call.permission(),
                  call.route(),
                  (bearer, actor) -> answer(call, request, bearer, actor)));
    }
  }

  private static Response answer(AdminCall call, Request request, Bearer bearer, Actor actor) {
    return bearer instanceof KeyHolder && call.changesUser(request, bearer.user())
        ? AdminCall.ownersOwn()
        : call.work().answer(request, actor);
  }
}
