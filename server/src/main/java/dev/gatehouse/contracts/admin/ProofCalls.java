package dev.gatehouse.contracts.admin;

import dev.gatehouse.flows.administration.Actor;
import dev.gatehouse.flows.administration.Outcome;
import dev.gatehouse.flows.administration.ProofAdministration;
import dev.gatehouse.identity.accounts.UserId;
import dev.gatehouse.identity.directory.Directory;
import dev.gatehouse.platform.http.Problem;
import dev.gatehouse.platform.http.Request;
import dev.gatehouse.platform.http.Response;
import dev.gatehouse.platform.storage.Database;

/// `/users/{id}`: what the user proves who they are with, taken away.
final class ProofCalls {
  private final Database database;
  private final Directory directory;
  private final ProofAdministration proofs;

  ProofCalls(Database database, Directory directory, ProofAdministration proofs) {
    this.database = database;
    this.directory = directory;
    this.proofs = proofs;
  }

  Response resetFactors(Request request, Actor actor) {
    request.optionalFields().ifPresent(AdminTable::refuseMembers);
    return answer(proofs.resetFactors(actor, UserCalls.id(request)));
  }

  Response forcePasswordChange(Request request, Actor actor) {
    request.optionalFields().ifPresent(AdminTable::refuseMembers);
    return answer(proofs.forcePasswordChange(actor, UserCalls.id(request)));
  }

  private Response answer(Outcome<UserId> outcome) {
    return Denials.OF_USER.answer(
        outcome,
        id ->
            database
                .read(tx -> directory.find(tx, id))
                .map(entry -> Response.ok(Views.User.of(entry)))
                .orElseThrow(() -> new Problem.Found(Denials.OF_USER.notFound())));
  }
}
