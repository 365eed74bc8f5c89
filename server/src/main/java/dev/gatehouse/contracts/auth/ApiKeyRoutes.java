package dev.gatehouse.contracts.auth;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.gatehouse.contracts.Gate;
import dev.gatehouse.flows.apikeys.OwnApiKeys;
import dev.gatehouse.flows.apikeys.OwnApiKeys.Outcome;
import dev.gatehouse.identity.accounts.Account;
import dev.gatehouse.identity.apikeys.ApiKey;
import dev.gatehouse.identity.apikeys.ApiKeyId;
import dev.gatehouse.identity.apikeys.ApiKeys;
import dev.gatehouse.identity.tokens.Caller;
import dev.gatehouse.platform.http.Problem;
import dev.gatehouse.platform.http.Request;
import dev.gatehouse.platform.http.Response;
import dev.gatehouse.platform.http.Router;
import dev.gatehouse.platform.json.Fields;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// `/api/auth/api-keys`: one's own API keys. No key opens any of it: a person makes keys, who has
/// signed in just now.
final class ApiKeyRoutes {
  private static final String PATH = AuthRoutes.PREFIX + "/api-keys";
  private static final int LONGEST_NAME = 100;
  private static final int LONGEST_SCOPE = 100;
  private static final int MOST_SCOPES = 50;
  private static final int LONGEST_OVERLAP = (int) Duration.ofDays(7).toSeconds();
  private static final Pattern SCOPE = Pattern.compile("[a-z][a-z0-9_-]*(?::[a-z0-9][a-z0-9_-]*)+");
  private static final Pattern UUID_FORM =
      Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

  private final Dialect dialect;
  private final Gate gate;
  private final OwnApiKeys keys;

  ApiKeyRoutes(Dialect dialect, Gate gate, OwnApiKeys keys) {
    this.dialect = dialect;
    this.gate = gate;
    this.keys = keys;
  }

  void mount(Router router) {
    router.get(PATH, this::list);
    router.post(PATH, this::make);
    router.post(PATH + "/{id}/rotate", this::rotate);
    router.delete(PATH + "/{id}", this::revoke);
  }

  private Response list(Request request) {
    Caller caller = gate.caller(request, dialect.refusal());
    List<Entry> entries = keys.list(caller.user()).stream().map(Entry::of).toList();
    return dialect.done(Map.of("api_keys", entries), "OK");
  }

  private Response make(Request request) {
    Account owner = maker(request);
    Fields in = request.fields();
    String name = in.text("name", LONGEST_NAME);
    if (in.errors().isEmpty() && name.isBlank()) {
      in.refuse("name", "must not be blank");
    }
    List<String> scopes = in.texts("scopes", MOST_SCOPES, LONGEST_SCOPE);
    if (!scopes.stream().allMatch(scope -> SCOPE.matcher(scope).matches())) {
      in.refuse("scopes", "must be names like account:read");
    }
    Instant expiresAt = in.optionalTime("expires_at");
    if (expiresAt != null && !expiresAt.isAfter(gate.now())) {
      in.refuse("expires_at", "must be in the future");
    }
    Gate.require(in);
    return answer(keys.make(owner, name, scopes, expiresAt, Gate.client(request)));
  }

  private Response rotate(Request request) {
    Account owner = maker(request);
    int overlap =
        request
            .optionalFields()
            .map(in -> {
              Integer seconds = in.optionalNumber("overlap_seconds", 0, LONGEST_OVERLAP);
              Gate.require(in);
              return seconds == null ? 0 : seconds;
            })
            .orElse(0);
    return answer(
        keys.rotate(owner, id(request), Duration.ofSeconds(overlap), Gate.client(request)));
  }

  private Response revoke(Request request) {
    request.optionalFields().ifPresent(Gate::require);
    Caller caller = gate.caller(request, dialect.refusal());
    return keys.revoke(caller.user(), id(request), Gate.client(request))
        ? dialect.none("API key revoked")
        : Response.problem(notFound());
  }

  private Account maker(Request request) {
    return gate.recentCaller(request, dialect.refusal()).account();
  }

  private Response answer(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Made(ApiKeys.Made made) -> dialect.created(Shown.of(made, null), "API key made");
      case Outcome.Rotated(ApiKeys.Rotated rotated) ->
          dialect.created(Shown.of(rotated.made(), rotated.oldExpiresAt()), "API key rotated");
      case Outcome.NotFound _ -> Response.problem(notFound());
      case Outcome.RotatedBefore _ ->
          Response.problem(409, "Another key has taken the place of this one");
      case Outcome.NotHeld _ ->
          Response.problem(403, "You can't give a permission that you do not hold");
      case Outcome.TooMany _ ->
          Response.problem(409, "You can't have more than " + ApiKeys.MOST + " API keys");
      case Outcome.Changed _ -> Response.problem(Problem.unauthorized(dialect.refusal(), true));
    };
  }

  private static ApiKeyId id(Request request) {
    String text = request.path("id");
    if (!UUID_FORM.matcher(text).matches()) {
      throw new Problem.Found(notFound());
    }
    return new ApiKeyId(UUID.fromString(text));
  }

  private static Problem notFound() {
    return Problem.of(404, "There is no such API key");
  }

  /// A key in the list of its owner's.
  record Entry(
      String id,
      String name,
      String prefix,
      List<String> scopes,
      @Nullable Instant expiresAt,
      @Nullable Instant endsAt,
      @Nullable Instant lastUsedAt,
      @Nullable Instant rotatedAt,
      Instant createdAt) {
    static Entry of(ApiKey key) {
      return new Entry(
          key.id().toString(),
          key.name(),
          key.prefix(),
          List.copyOf(key.grant().scopes()),
          key.life().expiresAt(),
          key.life().endsAt(),
          key.life().lastUsedAt(),
          key.life().rotatedAt(),
          key.life().createdAt());
    }
  }

  /// A new key, shown this once.
  record Shown(
      String id,
      String name,
      String key,
      String prefix,
      List<String> scopes,
      @Nullable Instant expiresAt,
      Instant createdAt,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Instant oldExpiresAt) {
    static Shown of(ApiKeys.Made made, @Nullable Instant oldExpiresAt) {
      ApiKey key = made.key();
      return new Shown(
          key.id().toString(),
          key.name(),
          made.text().reveal(),
          key.prefix(),
          List.copyOf(key.grant().scopes()),
          key.life().expiresAt(),
          key.life().createdAt(),
          oldExpiresAt);
    }

    @Override
    public String toString() {
      return "Shown[" + id + "]";
    }
  }
}
