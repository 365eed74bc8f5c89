package dev.gatehouse.contracts.admin;

import dev.gatehouse.flows.administration.Actor;
import dev.gatehouse.flows.transfer.Carrier;
import dev.gatehouse.flows.transfer.UserExport;
import dev.gatehouse.flows.transfer.UserImport;
import dev.gatehouse.platform.http.Request;
import dev.gatehouse.platform.http.Response;

/// `/users/import` and `/users/export`: users as JSON lines, however many.
public final class TransferCalls {
  private static final String HASHES = "hashes";

  private final UserImport importer;
  private final UserExport exporter;

  TransferCalls(UserImport importer, UserExport exporter) {
    this.importer = importer;
    this.exporter = exporter;
  }

  Response takeIn(Request request, Actor actor) {
    Query.none(request);
    return Response.ok(importer.run(request.lines(UserImport.LONGEST_LINE), carrier(actor)));
  }

  Response writeOut(Request request, Actor actor) {
    Query query = new Query(request);
    boolean hashes = HASHES.equals(query.oneOf("include", HASHES));
    query.done();
    exporter.announce(hashes, carrier(actor));
    return Response.stream(Response.LINES, out -> exporter.write(out, hashes))
        .with("Content-Disposition", "attachment; filename=\"users.jsonl\"");
  }

  private static Carrier carrier(Actor actor) {
    return new Carrier(actor.user(), actor.powers(), actor.client());
  }
}
