package dev.gatehouse.contracts.admin;

import dev.gatehouse.contracts.Gate;
import dev.gatehouse.flows.administration.Actor;
import dev.gatehouse.flows.administration.InvitationAdministration;
import dev.gatehouse.identity.access.Roles;
import dev.gatehouse.identity.accounts.EmailAddress;
import dev.gatehouse.identity.invitations.Invitation;
import dev.gatehouse.platform.http.Problem;
import dev.gatehouse.platform.http.Request;
import dev.gatehouse.platform.http.Response;
import dev.gatehouse.platform.json.Fields;
import dev.gatehouse.platform.storage.Page;
import dev.gatehouse.platform.storage.Position;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// `/invitations`: made, listed, taken back.
final class InvitationCalls {
  private static final String LIST = "invitations";
  private static final int MOST_ROLES = 20;
  private static final int LONGEST_ROLE = 64;
  private static final int LONGEST_SOUGHT = 255;
  private static final Denials DENIALS = new Denials("invitation", "roles");

  private final InvitationAdministration invitations;
  private final Cursors cursors;

  InvitationCalls(InvitationAdministration invitations, Cursors cursors) {
    this.invitations = invitations;
    this.cursors = cursors;
  }

  Response create(Request request, Actor actor) {
    Fields in = request.fields();
    Optional<EmailAddress> email = Gate.newEmail(in, "email");
    List<String> roles =
        in.has("roles") ? in.texts("roles", MOST_ROLES, LONGEST_ROLE) : List.of(Roles.USER);
    in.refuseOthers();
    Gate.require(in);
    if (!invitations.areMailed()) {
      throw new Problem.Found(Gate.noMail());
    }
    return DENIALS.answer(
        invitations.invite(actor, email.orElseThrow(), roles.stream().distinct().toList()),
        made -> Response.created(View.of(made)));
  }

  /// There are never so many of them that a query a page would be better.
  Response list(Request request, Actor actor) {
    Query query = new Query(request);
    String sought = query.text("q", LONGEST_SOUGHT);
    int limit = query.limit();
    Position from = query.from(cursors, LIST);
    query.done();
    List<Invitation> open = invitations.open();
    Page<View> page =
        Page.fill(
            limit,
            from,
            (position, most) ->
                open.stream()
                    .filter(one ->
                        position == null || one.id().toString().compareTo(position.key()) < 0)
                    .filter(one -> sought == null || Query.has(one.email(), sought))
                    .limit(most)
                    .map(one ->
                        new Page.Row<View>(
                            View.of(one), new Position(0, one.id().toString(), Position.LOWEST)))
                    .toList());
    return Response.ok(new Listing<>(page.items(), query.next(cursors, LIST, page.next())));
  }

  Response withdraw(Request request, Actor actor) {
    String text = request.path("id");
    if (!UserCalls.UUID_FORM.matcher(text).matches()) {
      throw new Problem.Found(DENIALS.notFound());
    }
    return DENIALS.answer(invitations.withdraw(actor, UUID.fromString(text)), _ -> Response.none());
  }

  /// An invitation as operators see it: without its token.
  record View(
      String id,
      String email,
      List<String> roles,
      @Nullable String invitedBy,
      Instant createdAt,
      Instant expiresAt) {
    static View of(Invitation invitation) {
      return new View(
          invitation.id().toString(),
          invitation.email(),
          invitation.roles(),
          invitation.invitedBy() == null ? null : invitation.invitedBy().toString(),
          invitation.createdAt(),
          invitation.expiresAt());
    }
  }
}
