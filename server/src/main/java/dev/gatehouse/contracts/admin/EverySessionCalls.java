package dev.gatehouse.contracts.admin;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.gatehouse.flows.administration.Actor;
import dev.gatehouse.flows.administration.Denial;
import dev.gatehouse.flows.administration.Outcome;
import dev.gatehouse.flows.administration.SessionAdministration;
import dev.gatehouse.identity.access.Permission;
import dev.gatehouse.identity.accounts.EmailAddress;
import dev.gatehouse.identity.accounts.UserId;
import dev.gatehouse.identity.directory.Directory;
import dev.gatehouse.identity.directory.Entry;
import dev.gatehouse.identity.sessions.SessionHistory;
import dev.gatehouse.identity.sessions.SessionId;
import dev.gatehouse.identity.sessions.SessionRecord;
import dev.gatehouse.identity.sessions.SessionSearch;
import dev.gatehouse.platform.http.Request;
import dev.gatehouse.platform.http.Response;
import dev.gatehouse.platform.storage.Database;
import dev.gatehouse.platform.storage.Page;
import dev.gatehouse.platform.storage.Position;
import dev.gatehouse.platform.storage.Tx;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// `/sessions` and `/sessions/{id}`: the sessions of everybody.
public final class EverySessionCalls {
  private static final Denials DENIALS = new Denials("session", "");
  private static final String LIST = "sessions";
  private static final String USER = "user";
  private static final int LONGEST_EMAIL = 254;
  private static final int LONGEST_ADDRESS = 45;
  private static final int LONGEST_METHOD = 16;

  private final Database database;
  private final Directory directory;
  private final SessionAdministration administration;
  private final Cursors cursors;
  private final SessionHistory history = new SessionHistory();

  EverySessionCalls(
      Database database,
      Directory directory,
      SessionAdministration administration,
      Cursors cursors) {
    this.database = database;
    this.directory = directory;
    this.administration = administration;
    this.cursors = cursors;
  }

  /// Whose they are is told, and looked for by email, to those who may read users.
  Response list(Request request, Actor actor) {
    Query query = new Query(request);
    boolean readsUsers = actor.powers().allow(Permission.USERS_READ);
    Wanted wanted = user(query, readsUsers);
    Boolean alive = query.flag("active");
    String address = query.text("ip_address", LONGEST_ADDRESS);
    String method = query.text("auth_method", LONGEST_METHOD);
    int limit = query.limit();
    Position from = query.from(cursors, LIST);
    query.done();
    Instant now = database.clock().instant();
    Found found =
        database.read(tx -> {
          Optional<UserId> user = wanted.find(tx, directory);
          if (!wanted.isAnybody() && user.isEmpty()) {
            return new Found(new Page<>(List.of(), null), Map.of());
          }
          SessionSearch search = new SessionSearch(user.orElse(null), alive, address, method);
          Page<SessionRecord> page = history.find(tx, search, now, from, limit);
          List<UserId> users = page.items().stream().map(SessionRecord::user).distinct().toList();
          return new Found(page, readsUsers ? directory.emails(tx, users) : Map.of());
        });
    return Response.ok(
        new Listing<>(
            found.page.items().stream().map(one -> View.of(one, found.emails, now)).toList(),
            query.next(cursors, LIST, found.page.next())));
  }

  Response end(Request request, Actor actor) {
    SessionId id = new SessionId(DENIALS.id(request, "id"));
    if (actor.client().apiKey() != null && isOwn(actor, id)) {
      return AdminCall.ownersOwn();
    }
    Outcome<SessionId> outcome = administration.end(actor, id);
    boolean isNone = outcome instanceof Outcome.Denied<SessionId>(Denial.NotFound _);
    return (isNone ? DENIALS : Denials.OF_USER).answer(outcome, _ -> Response.none());
  }

  private static Wanted user(Query query, boolean byEmail) {
    String text = query.text(USER, LONGEST_EMAIL);
    if (text == null) {
      return new Wanted(null, null);
    }
    if (UserCalls.UUID_FORM.matcher(text).matches()) {
      return new Wanted(new UserId(UUID.fromString(text)), null);
    }
    if (byEmail && EmailAddress.ofAdminName(text) instanceof EmailAddress.Parsed.Valid(var email)) {
      return new Wanted(null, email);
    }
    query.refuse(USER, byEmail ? "must be an id or an email address" : "must be an id");
    return new Wanted(null, null);
  }

  private boolean isOwn(Actor actor, SessionId id) {
    return database
        .read(tx -> history.find(tx, id))
        .filter(session -> session.user().equals(actor.user()))
        .isPresent();
  }

  private record Found(Page<SessionRecord> page, Map<UserId, String> emails) {}

  /// Whose sessions are looked for: anybody's when both are null.
  private record Wanted(@Nullable UserId id, @Nullable EmailAddress email) {
    boolean isAnybody() {
      return id == null && email == null;
    }

    Optional<UserId> find(Tx tx, Directory directory) {
      return email == null ? Optional.ofNullable(id) : directory.find(tx, email).map(Entry::id);
    }
  }

  /// @param userEmail null for those who may not read users
  record View(@JsonUnwrapped Views.Session session, @Nullable String userEmail) {
    static View of(SessionRecord record, Map<UserId, String> emails, Instant now) {
      return new View(Views.Session.of(record, now), emails.get(record.user()));
    }
  }
}
