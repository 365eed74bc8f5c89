package dev.gatehouse.contracts.admin;

import dev.gatehouse.flows.administration.Actor;
import dev.gatehouse.flows.administration.UserAdministration;
import dev.gatehouse.flows.housekeeping.Cleaner;
import dev.gatehouse.identity.accounts.Accounts;
import dev.gatehouse.identity.accounts.UserId;
import dev.gatehouse.identity.sessions.SessionHistory;
import dev.gatehouse.identity.sessions.SessionRecord;
import dev.gatehouse.identity.sessions.SessionSearch;
import dev.gatehouse.identity.sessions.Sessions;
import dev.gatehouse.platform.http.Problem;
import dev.gatehouse.platform.http.Request;
import dev.gatehouse.platform.http.Response;
import dev.gatehouse.platform.storage.Database;
import dev.gatehouse.platform.storage.Page;
import dev.gatehouse.platform.storage.Position;
import java.time.Instant;
import java.util.Map;

/// `/users/{id}/sessions` and `/sessions`.
public final class SessionCalls {
  private final Database database;
  private final Accounts accounts;
  private final Sessions sessions;
  private final UserAdministration users;
  private final Cleaner cleaner;
  private final Cursors cursors;
  private final SessionHistory history = new SessionHistory();

  SessionCalls(Parts parts, UserAdministration users, Cleaner cleaner, Cursors cursors) {
    this.database = parts.database;
    this.accounts = parts.accounts;
    this.sessions = parts.sessions;
    this.users = users;
    this.cleaner = cleaner;
    this.cursors = cursors;
  }

  Response list(Request request, Actor actor) {
    UserId user = UserCalls.id(request);
    Query query = new Query(request);
    Boolean active = query.flag("active");
    int limit = query.limit();
    String list = "sessions of " + user;
    Position from = query.from(cursors, list);
    query.done();
    Instant now = database.clock().instant();
    Page<SessionRecord> page =
        database.read(tx -> {
          if (accounts.find(tx, user).isEmpty()) {
            throw new Problem.Found(Denials.OF_USER.notFound());
          }
          return history.find(tx, SessionSearch.of(user, active), now, from, limit);
        });
    return Response.ok(
        new Listing<>(
            page.items().stream().map(one -> Views.Session.of(one, now)).toList(),
            query.next(cursors, list, page.next())));
  }

  Response count(Request request, Actor actor) {
    Query.none(request);
    long alive = database.read(sessions::countLive);
    return Response.ok(Map.of("active_sessions", alive));
  }

  Response end(Request request, Actor actor) {
    request.optionalFields().ifPresent(AdminTable::refuseMembers);
    return Denials.OF_USER.answer(
        users.endSessions(actor, UserCalls.id(request)),
        ended -> Response.ok(Map.of("sessions_ended", ended)));
  }

  Response cleanUp(Request request, Actor actor) {
    request.optionalFields().ifPresent(AdminTable::refuseMembers);
    return Response.ok(Map.of("sessions_removed", cleaner.clean()));
  }

  /// What sessions are read from.
  record Parts(Database database, Accounts accounts, Sessions sessions) {}
}
