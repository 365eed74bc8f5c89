package dev.gatehouse.contracts.admin;

import dev.gatehouse.flows.administration.Actor;
import dev.gatehouse.flows.administration.Why;
import dev.gatehouse.identity.audit.AuditEvent;
import dev.gatehouse.identity.audit.AuditLog;
import dev.gatehouse.identity.audit.AuditSearch;
import dev.gatehouse.identity.audit.RecordedEvent;
import dev.gatehouse.identity.chain.ChainCheck;
import dev.gatehouse.identity.chain.Place;
import dev.gatehouse.identity.refusals.RefusedCredential;
import dev.gatehouse.platform.http.Request;
import dev.gatehouse.platform.http.Response;
import dev.gatehouse.platform.json.Json;
import dev.gatehouse.platform.storage.Database;
import dev.gatehouse.platform.storage.Page;
import dev.gatehouse.platform.storage.Position;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// `/audit-events` and `/why`.
public final class AuditCalls {
  private static final String LIST = "audit events";
  private static final int LONGEST = 64;
  private static final int EXPORTED_AT_ONCE = 500;
  private static final String CHAIN = "audit chain";
  private static final int VERIFIED_AT_ONCE = 10_000;

  private final Database database;
  private final AuditLog log;
  private final Why why;
  private final Cursors cursors;
  private final ChainCheck chain;

  AuditCalls(Database database, AuditLog log, Why why, ChainCheck chain, Cursors cursors) {
    this.database = database;
    this.log = log;
    this.why = why;
    this.cursors = cursors;
    this.chain = chain;
  }

  Response list(Request request, Actor actor) {
    Query query = new Query(request);
    AuditSearch search = search(query);
    int limit = query.limit();
    Position from = query.from(cursors, LIST);
    query.done();
    Page<RecordedEvent> page = database.read(tx -> log.find(tx, search, from, limit));
    return Response.ok(
        new Listing<>(
            page.items().stream().map(Views.Event::of).toList(),
            query.next(cursors, LIST, page.next())));
  }

  /// The same without pages, as JSON lines; written while it is read, and so of any length.
  Response export(Request request, Actor actor) {
    Query query = new Query(request);
    AuditSearch search = search(query);
    query.done();
    return Response.stream(
        Response.LINES,
        out -> {
          Position from = null;
          do {
            Position next = from;
            Page<RecordedEvent> page =
                database.read(tx -> log.find(tx, search, next, EXPORTED_AT_ONCE));
            for (RecordedEvent event : page.items()) {
              out.write(Json.write(ChainViews.Exported.of(event)));
              out.write('\n');
            }
            from = page.next();
          } while (from != null);
        });
  }

  /// The next events of the chain, as many as one call may cost; the cursor leads on.
  Response verify(Request request, Actor actor) {
    Query query = new Query(request);
    Position from = query.from(cursors, CHAIN);
    query.done();
    ChainCheck.Report report = chain.check(from == null ? null : Place.of(from), VERIFIED_AT_ONCE);
    Position next = report.goesOn() ? report.reached().packed() : null;
    return Response.ok(
        ChainViews.Verified.of(report, chain.publicKeys(), query.next(cursors, CHAIN, next)));
  }

  Response why(Request request, Actor actor) {
    Query.none(request);
    Instant now = database.clock().instant();
    return why.ask(request.path("id"))
        .map(answer -> Response.ok(Reasons.of(answer, now)))
        .orElseGet(() ->
            Response.problem(404, "Nothing is recorded about a session or request of this id"));
  }

  private static AuditSearch search(Query query) {
    String result = query.oneOf("result", "done", "refused");
    return new AuditSearch(
        query.text("actor", LONGEST),
        query.text("target", LONGEST),
        query.text("action", LONGEST),
        query.text("reason", LONGEST),
        result == null ? null : AuditEvent.Result.valueOf(result.toUpperCase(Locale.ROOT)),
        query.text("api_key", LONGEST),
        query.time("since"),
        query.time("until"));
  }

  record Reasons(
      String id,
      Views.@Nullable Session session,
      List<Views.Event> events,
      @Nullable RefusalView refusal) {
    static Reasons of(Why.Answer answer, Instant now) {
      return new Reasons(
          answer.id(),
          answer.session() == null ? null : Views.Session.of(answer.session(), now),
          answer.events().stream().map(Views.Event::of).toList(),
          answer.refusal() == null ? null : RefusalView.of(answer.refusal()));
    }
  }

  /// Why a credential was refused.
  ///
  /// @param subject the session or API key that it was of; null where that is not known
  record RefusalView(String reason, @Nullable String subject, Instant at) {
    static RefusalView of(RefusedCredential refusal) {
      return new RefusalView(refusal.reason().code(), refusal.subject(), refusal.at());
    }
  }
}
