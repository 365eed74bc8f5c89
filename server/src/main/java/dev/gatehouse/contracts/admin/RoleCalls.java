package dev.gatehouse.contracts.admin;

import dev.gatehouse.contracts.Gate;
import dev.gatehouse.flows.administration.Actor;
import dev.gatehouse.flows.administration.RoleAdministration;
import dev.gatehouse.platform.http.Request;
import dev.gatehouse.platform.http.Response;
import dev.gatehouse.platform.json.Fields;
import dev.gatehouse.platform.storage.Page;
import dev.gatehouse.platform.storage.Position;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// `/roles` and `/permissions`.
public final class RoleCalls {
  private static final int LONGEST_NAME = 64;
  private static final int LONGEST_DESCRIPTION = 255;
  private static final int MOST_PERMISSIONS = 500;
  private static final Pattern ROLE = Pattern.compile("[A-Za-z][A-Za-z0-9._-]*");
  private static final Pattern PERMISSION =
      Pattern.compile("[a-z][a-z0-9_-]*(:[a-z0-9][a-z0-9_-]*)+");

  /// Scopes of API keys begin so, and mean what is one's own.
  private static final String OWN = "account:";

  private final RoleAdministration roles;
  private final Cursors cursors;

  RoleCalls(RoleAdministration roles, Cursors cursors) {
    this.roles = roles;
    this.cursors = cursors;
  }

  Response list(Request request, Actor actor) {
    return page(
        request,
        "roles",
        roles.list().stream().map(Views.RoleView::of).toList(),
        Views.RoleView::name);
  }

  Response show(Request request, Actor actor) {
    Query.none(request);
    return roles
        .find(request.path("name"))
        .map(role -> Response.ok(Views.RoleView.of(role)))
        .orElseGet(() -> Response.problem(Denials.OF_ROLE.notFound()));
  }

  Response create(Request request, Actor actor) {
    Fields in = request.fields();
    String name = name(in, ROLE, "must be letters, digits, dots, dashes and underscores");
    String description = in.optionalText("description", LONGEST_DESCRIPTION);
    List<String> permissions = in.has("permissions") ? permissions(in) : List.of();
    in.refuseOthers();
    Gate.require(in);
    return Denials.OF_ROLE.answer(
        roles.create(actor, name, description, permissions),
        role -> Response.created(Views.RoleView.of(role)));
  }

  Response change(Request request, Actor actor) {
    Fields in = request.fields();
    RoleAdministration.Description description =
        in.names("description")
            ? new RoleAdministration.Description(
                in.optionalText("description", LONGEST_DESCRIPTION))
            : null;
    List<String> permissions = in.names("permissions") ? permissions(in) : null;
    in.refuseOthers();
    Gate.require(in);
    return Denials.OF_ROLE.answer(
        roles.change(actor, request.path("name"), description, permissions),
        role -> Response.ok(Views.RoleView.of(role)));
  }

  Response delete(Request request, Actor actor) {
    return Denials.OF_ROLE.answer(roles.delete(actor, request.path("name")), _ -> Response.none());
  }

  Response listPermissions(Request request, Actor actor) {
    return page(
        request,
        "permissions",
        roles.permissions().stream().map(Views.PermissionView::of).toList(),
        Views.PermissionView::name);
  }

  Response createPermission(Request request, Actor actor) {
    Fields in = request.fields();
    String name = name(in, PERMISSION, "must be like reports:read, in lower case");
    if (name.startsWith(OWN)) {
      in.refuse("name", "must not begin with " + OWN);
    }
    String description = in.optionalText("description", LONGEST_DESCRIPTION);
    in.refuseOthers();
    Gate.require(in);
    return Denials.OF_PERMISSION.answer(
        roles.createPermission(actor, name, description),
        permission -> Response.created(Views.PermissionView.of(permission)));
  }

  Response deletePermission(Request request, Actor actor) {
    return Denials.OF_PERMISSION.answer(
        roles.deletePermission(actor, request.path("name")), _ -> Response.none());
  }

  /// There are never so many of them that a query would be better.
  private <T> Response page(
      Request request, String list, List<T> sorted, Function<T, String> name) {
    Query query = new Query(request);
    String prefix = query.text("q", LONGEST_NAME);
    int limit = query.limit();
    Position from = query.from(cursors, list);
    query.done();
    Page<T> page =
        Page.fill(
            limit,
            from,
            (position, most) ->
                sorted.stream()
                    .filter(one -> isAfter(position, name.apply(one)))
                    .filter(one -> prefix == null || name.apply(one).startsWith(prefix))
                    .limit(most)
                    .map(one ->
                        new Page.Row<T>(one, new Position(0, name.apply(one), Position.LOWEST)))
                    .toList());
    return Response.ok(new Listing<>(page.items(), query.next(cursors, list, page.next())));
  }

  private static boolean isAfter(@Nullable Position position, String name) {
    return position == null || name.compareTo(position.key()) > 0;
  }

  private static String name(Fields in, Pattern form, String otherwise) {
    String name = in.text("name", LONGEST_NAME);
    if (!name.isEmpty() && !form.matcher(name).matches()) {
      in.refuse("name", otherwise);
    }
    return name;
  }

  private static List<String> permissions(Fields in) {
    return in.texts("permissions", MOST_PERMISSIONS, LONGEST_DESCRIPTION);
  }
}
