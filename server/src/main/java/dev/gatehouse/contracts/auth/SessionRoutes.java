package dev.gatehouse.contracts.auth;

import dev.gatehouse.contracts.Gate;
import dev.gatehouse.flows.housekeeping.Cleaner;
import dev.gatehouse.flows.signin.OwnSessions;
import dev.gatehouse.identity.apikeys.Scope;
import dev.gatehouse.identity.sessions.SessionId;
import dev.gatehouse.identity.tokens.Bearer;
import dev.gatehouse.identity.tokens.Caller;
import dev.gatehouse.platform.http.Problem;
import dev.gatehouse.platform.http.Request;
import dev.gatehouse.platform.http.Response;
import dev.gatehouse.platform.http.Router;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;

/// `/api/auth`: one's own sessions, and the removal of everybody's expired ones.
final class SessionRoutes {
  private static final String PREFIX = AuthRoutes.PREFIX;

  private final Dialect dialect;
  private final Gate gate;
  private final OwnSessions sessions;
  private final Cleaner cleaner;
  private final Predicate<Bearer> mayClean;

  /// @param mayClean whether the caller holds `sessions:write`
  SessionRoutes(
      Dialect dialect,
      Gate gate,
      OwnSessions sessions,
      Cleaner cleaner,
      Predicate<Bearer> mayClean) {
    this.dialect = dialect;
    this.gate = gate;
    this.sessions = sessions;
    this.cleaner = cleaner;
    this.mayClean = mayClean;
  }

  void mount(Router router) {
    router.get(PREFIX + "/sessions", this::list);
    router.delete(PREFIX + "/sessions/{id}", this::end);
    router.post(PREFIX + "/logout-all", this::endAll);
    router.post(PREFIX + "/cleanup", this::clean);
  }

  private Response list(Request request) {
    Bearer bearer = bearer(request, Scope.SESSIONS_READ);
    SessionId own = bearer instanceof Caller caller ? caller.session() : null;
    OwnSessions.Listed listed = sessions.list(bearer.user());
    List<Shapes.SessionEntry> entries =
        listed.sessions().stream().map(session -> Shapes.SessionEntry.of(session, own)).toList();
    return dialect.done(
        new Shapes.SessionList(entries, listed.total()), "User sessions retrieved successfully");
  }

  private Response end(Request request) {
    Bearer bearer = bearer(request, Scope.SESSIONS_WRITE);
    boolean ended =
        sessionId(request.path("id"))
            .filter(id -> sessions.end(bearer.user(), id, Gate.client(request, bearer)))
            .isPresent();
    return ended
        ? dialect.done(null, "Session ended")
        : Response.problem(404, "There is no such session");
  }

  private Response endAll(Request request) {
    request.optionalFields().ifPresent(Gate::require);
    Bearer bearer = bearer(request, Scope.SESSIONS_WRITE);
    int ended = sessions.endAll(bearer.user(), Gate.client(request, bearer));
    return dialect.done(Map.of("sessions_ended", ended), "All sessions ended");
  }

  private Response clean(Request request) {
    Bearer bearer = gate.bearer(request, dialect.refusal());
    if (!mayClean.test(bearer)) {
      String code = Scope.SESSIONS_WRITE.code();
      throw new Problem.Found(Gate.forbidden(bearer, "This needs the permission " + code, code));
    }
    int removed = cleaner.clean();
    return dialect.done(Map.of("sessions_removed", removed), "Expired sessions removed");
  }

  private Bearer bearer(Request request, Scope scope) {
    return gate.bearer(request, dialect.refusal(), scope);
  }

  private static Optional<SessionId> sessionId(String text) {
    try {
      UUID id = UUID.fromString(text);
      boolean whole = id.toString().equalsIgnoreCase(text);
      return whole ? Optional.of(new SessionId(id)) : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
