package dev.gatehouse.contracts.admin;

import dev.gatehouse.contracts.Gate;
import dev.gatehouse.flows.administration.Actor;
import dev.gatehouse.flows.administration.KeyAdministration;
import dev.gatehouse.platform.http.Request;
import dev.gatehouse.platform.http.Response;
import dev.gatehouse.platform.json.Fields;
import java.util.Optional;

/// `/signing-keys`. What is secret of a key is never shown.
public final class KeyCalls {
  private final KeyAdministration keys;

  KeyCalls(KeyAdministration keys) {
    this.keys = keys;
  }

  Response list(Request request, Actor actor) {
    Query.none(request);
    return Response.ok(new Listing<>(keys.list().stream().map(Views.Key::of).toList(), null));
  }

  Response rotate(Request request, Actor actor) {
    Optional<Fields> body = request.optionalFields();
    Boolean compromised = body.map(in -> in.optionalFlag("compromised")).orElse(null);
    body.ifPresent(Fields::refuseOthers);
    body.ifPresent(Gate::require);
    return Denials.OF_KEYS.answer(
        keys.rotate(actor, Boolean.TRUE.equals(compromised)),
        key -> Response.created(Views.Key.of(key, null)));
  }
}
