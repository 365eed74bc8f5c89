package dev.gatehouse.contracts.auth;

import dev.gatehouse.contracts.Gate;
import dev.gatehouse.flows.profile.Erasure;
import dev.gatehouse.flows.profile.OwnProfile.NewMetadata;
import dev.gatehouse.flows.profile.OwnProfile.NewName;
import dev.gatehouse.flows.signin.OwnPassword;
import dev.gatehouse.identity.accounts.Metadata;
import dev.gatehouse.identity.apikeys.Scope;
import dev.gatehouse.identity.audit.RecordedEvent;
import dev.gatehouse.identity.tokens.Bearer;
import dev.gatehouse.identity.tokens.Caller;
import dev.gatehouse.platform.crypto.Secret;
import dev.gatehouse.platform.http.Problem;
import dev.gatehouse.platform.http.Request;
import dev.gatehouse.platform.http.Response;
import dev.gatehouse.platform.http.Router;
import dev.gatehouse.platform.json.Fields;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// `/api/auth/me`: one's own name and metadata, all that is held about oneself, and its erasure.
final class ProfileRoutes {
  private static final String PATH = AuthRoutes.PREFIX + "/me";
  private static final int LONGEST_NAME = 255;

  private final Dialect dialect;
  private final Gate gate;
  private final OwnAccount own;

  ProfileRoutes(Dialect dialect, Gate gate, OwnAccount own) {
    this.dialect = dialect;
    this.gate = gate;
    this.own = own;
  }

  void mount(Router router) {
    router.add("PATCH", PATH, this::change);
    router.delete(PATH, this::erase);
    router.get(PATH + "/export", this::export);
    router.get(PATH + "/events", this::events);
  }

  private Response change(Request request) {
    Bearer bearer = gate.bearer(request, dialect.refusal(), Scope.ACCOUNT_WRITE);
    Fields in = request.fields();
    NewName name = in.names("name") ? new NewName(in.optionalText("name", LONGEST_NAME)) : null;
    NewMetadata metadata = metadata(in);
    Gate.require(in);
    return own.profile()
        .change(bearer.user(), name, metadata, Gate.client(request, bearer))
        .map(profile -> dialect.done(Shapes.User.of(profile), "OK"))
        .orElseGet(() -> Response.problem(Problem.unauthorized(dialect.refusal(), true)));
  }

  private Response events(Request request) {
    Caller caller = gate.caller(request, dialect.refusal());
    List<Event> events =
        own.events().latest(caller.user()).stream()
            .map(event -> Event.of(event, caller.user().toString()))
            .toList();
    return dialect.done(Map.of("events", events), "OK");
  }

  private static @Nullable NewMetadata metadata(Fields in) {
    if (!in.has("metadata")) {
      return in.names("metadata") ? new NewMetadata(null) : null;
    }
    return switch (Metadata.of(in.node("metadata"))) {
      case Metadata.Parsed.Valid(Metadata metadata) -> new NewMetadata(metadata);
      case Metadata.Parsed.Invalid(String detail) -> {
        in.refuse("metadata", detail);
        yield null;
      }
    };
  }

  /// Asks for the password, and whoever has none to have signed in just now.
  private Response erase(Request request) {
    Caller caller = gate.caller(request, dialect.refusal());
    if (!own.erasure().asksForPassword(caller.user())) {
      request.optionalFields().ifPresent(Gate::require);
      return erase(gate.recentCaller(request, dialect.refusal()), request);
    }
    Fields in = request.optionalFields().orElseGet(Fields::none);
    Secret password = in.secret("password");
    Gate.require(in);
    OwnPassword.Verdict verdict =
        own.password().check(caller.account(), password, "account.erase", Gate.client(request));
    return switch (verdict) {
      case OwnPassword.Verdict.Right _ -> erase(caller, request);
      case OwnPassword.Verdict.Wrong _ ->
          Response.problem(Problem.unauthorized("Invalid password", true));
      case OwnPassword.Verdict.Busy(Duration retryAfter) -> Response.problem(Gate.busy(retryAfter));
    };
  }

  private Response erase(Caller caller, Request request) {
    return switch (own.erasure().erase(caller.account(), Gate.client(request))) {
      case Erasure.Outcome.Erased _ -> dialect.erased("Account deleted");
      case Erasure.Outcome.LastAdministrator _ ->
          Response.problem(409, "The last administrator has to stay one");
      case Erasure.Outcome.Changed _ ->
          Response.problem(Problem.unauthorized(dialect.refusal(), true));
    };
  }

  private Response export(Request request) {
    Caller caller = gate.caller(request, dialect.refusal());
    return dialect
        .done(own.data().export(caller.user(), Gate.client(request)), "OK")
        .with("Content-Disposition", "attachment; filename=\"gatehouse-account.json\"");
  }

  /// One thing that happened.
  ///
  /// @param result `done` or `refused`
  /// @param byOthers whether somebody else did it, such as an operator
  /// @param ipAddress where it came from; null where that is somebody else's business
  record Event(
      UUID id,
      Instant at,
      String action,
      String result,
      boolean byOthers,
      @Nullable String ipAddress) {
    static Event of(RecordedEvent recorded, String user) {
      String actor = recorded.event().actor();
      boolean others = actor != null && !actor.equals(user);
      return new Event(
          recorded.id(),
          recorded.at(),
          recorded.event().action(),
          recorded.event().result().name().toLowerCase(Locale.ROOT),
          others,
          others ? null : recorded.address());
    }
  }
}
