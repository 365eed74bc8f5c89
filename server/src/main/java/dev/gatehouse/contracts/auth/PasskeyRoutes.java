package dev.gatehouse.contracts.auth;

import dev.gatehouse.contracts.Gate;
import dev.gatehouse.flows.passkeys.OwnPasskeys;
import dev.gatehouse.flows.passkeys.PasskeyRegistration;
import dev.gatehouse.identity.passkeys.AuthenticatorAnswer;
import dev.gatehouse.identity.passkeys.Passkey;
import dev.gatehouse.identity.passkeys.PasskeyId;
import dev.gatehouse.identity.passkeys.Passkeys;
import dev.gatehouse.identity.passkeys.RelyingParty;
import dev.gatehouse.identity.tokens.Caller;
import dev.gatehouse.platform.http.Problem;
import dev.gatehouse.platform.http.Request;
import dev.gatehouse.platform.http.Response;
import dev.gatehouse.platform.http.Router;
import dev.gatehouse.platform.json.Fields;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// `/api/auth/passkeys`: one's own.
final class PasskeyRoutes {
  static final String PREFIX = AuthRoutes.PREFIX + "/passkeys";
  private static final int LONGEST_NAME = 100;

  private final Dialect dialect;
  private final Gate gate;
  private final RelyingParty party;
  private final PasskeyRegistration registration;
  private final OwnPasskeys passkeys;

  PasskeyRoutes(
      Dialect dialect,
      Gate gate,
      RelyingParty party,
      PasskeyRegistration registration,
      OwnPasskeys passkeys) {
    this.dialect = dialect;
    this.gate = gate;
    this.party = party;
    this.registration = registration;
    this.passkeys = passkeys;
  }

  void mount(Router router) {
    router.post(PREFIX + "/register/options", this::begin);
    router.post(PREFIX + "/register", this::register);
    router.get(PREFIX, this::list);
    router.patch(PREFIX + "/{id}", this::rename);
    router.delete(PREFIX + "/{id}", this::remove);
  }

  private Response begin(Request request) {
    request.optionalFields().ifPresent(Gate::require);
    Caller caller = gate.recentCaller(request, dialect.refusal());
    List<Passkey> own = passkeys.list(caller.account().id());
    if (own.size() >= Passkeys.MOST) {
      return tooMany();
    }
    return dialect.done(
        PasskeyShapes.creation(party, caller.account(), registration.begin(asker(caller), own)),
        "OK");
  }

  private Response register(Request request) {
    Caller caller = gate.recentCaller(request, dialect.refusal());
    Fields in = request.fields();
    String flow = in.text("flow_id", PasskeyShapes.LONGEST_FLOW);
    String name = name(in);
    AuthenticatorAnswer.Created answer = PasskeyShapes.created(in, "credential");
    Gate.require(in);
    return switch (registration.complete(asker(caller), flow, name, answer, Gate.client(request))) {
      case PasskeyRegistration.Outcome.Added(Passkey passkey) ->
          dialect.created(PasskeyShapes.Entry.of(passkey), "Passkey added");
      case PasskeyRegistration.Outcome.FlowOver _ -> {
        in.refuse("flow_id", "is over: begin again");
        yield Response.problem(Problem.invalid(in.errors()));
      }
      case PasskeyRegistration.Outcome.Refused _ -> {
        in.refuse("credential", "does not prove a passkey for this site");
        yield Response.problem(Problem.invalid(in.errors()));
      }
      case PasskeyRegistration.Outcome.Taken _ ->
          Response.problem(409, "This passkey is registered already");
      case PasskeyRegistration.Outcome.TooMany _ -> tooMany();
    };
  }

  private Response list(Request request) {
    Caller caller = gate.caller(request, dialect.refusal());
    List<PasskeyShapes.Entry> entries =
        passkeys.list(caller.account().id()).stream().map(PasskeyShapes.Entry::of).toList();
    return dialect.done(new PasskeyShapes.Entries(entries), "OK");
  }

  private Response rename(Request request) {
    Caller caller = gate.caller(request, dialect.refusal());
    Fields in = request.fields();
    String name = name(in);
    Gate.require(in);
    return passkeyId(request)
        .flatMap(id -> passkeys.rename(caller.account().id(), id, name, Gate.client(request)))
        .map(passkey -> dialect.done(PasskeyShapes.Entry.of(passkey), "Passkey renamed"))
        .orElseGet(PasskeyRoutes::notFound);
  }

  private Response remove(Request request) {
    Caller caller = gate.recentCaller(request, dialect.refusal());
    return passkeyId(request)
        .filter(id -> passkeys.remove(caller.account().id(), id, Gate.client(request)))
        .map(_ -> dialect.none("Passkey removed"))
        .orElseGet(PasskeyRoutes::notFound);
  }

  private static PasskeyRegistration.Asker asker(Caller caller) {
    return new PasskeyRegistration.Asker(caller.account().id(), caller.session());
  }

  private static String name(Fields in) {
    String name = in.text("name", LONGEST_NAME).strip();
    if (name.isEmpty() && in.errors().isEmpty()) {
      in.refuse("name", "must not be empty");
    }
    return name;
  }

  private static Response notFound() {
    return Response.problem(404, "There is no such passkey");
  }

  private static Response tooMany() {
    return Response.problem(409, "There can be no more than " + Passkeys.MOST + " passkeys");
  }

  private static Optional<PasskeyId> passkeyId(Request request) {
    String text = request.path("id");
    try {
      UUID id = UUID.fromString(text);
      boolean whole = id.toString().equalsIgnoreCase(text);
      return whole ? Optional.of(new PasskeyId(id)) : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
