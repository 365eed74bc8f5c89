package dev.gatehouse.contracts.v1;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.gatehouse.contracts.Csrf;
import dev.gatehouse.contracts.DeviceCookie;
import dev.gatehouse.contracts.Gate;
import dev.gatehouse.contracts.Halves;
import dev.gatehouse.contracts.Journeys;
import dev.gatehouse.contracts.Newcomers;
import dev.gatehouse.contracts.PasswordRules;
import dev.gatehouse.contracts.Registrations;
import dev.gatehouse.contracts.SecondFactors;
import dev.gatehouse.flows.signin.Entry;
import dev.gatehouse.flows.signin.Held;
import dev.gatehouse.flows.signin.SignIn;
import dev.gatehouse.flows.signin.SignOut;
import dev.gatehouse.flows.signin.SignedIn;
import dev.gatehouse.flows.signup.ConcealedSignUp;
import dev.gatehouse.flows.signup.SignUp;
import dev.gatehouse.identity.accounts.Account;
import dev.gatehouse.identity.accounts.EmailAddress;
import dev.gatehouse.identity.apikeys.Scope;
import dev.gatehouse.identity.audit.Client;
import dev.gatehouse.identity.sessions.Carriage;
import dev.gatehouse.identity.tokens.AccessTokens;
import dev.gatehouse.identity.tokens.Bearer;
import dev.gatehouse.platform.crypto.Secret;
import dev.gatehouse.platform.http.Problem;
import dev.gatehouse.platform.http.Request;
import dev.gatehouse.platform.http.Response;
import dev.gatehouse.platform.http.Router;
import dev.gatehouse.platform.json.Fields;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// `/api/v1/auth`: register, login, refresh, me, logout.
public final class V1Routes {
  private static final String PREFIX = "/api/v1/auth";
  private static final int LONGEST_NAME = 255;

  private final Gate gate;
  private final PasswordRules passwordRules;
  private final Journeys journeys;
  private final Csrf csrf;

  public V1Routes(Gate gate, PasswordRules passwordRules, Journeys journeys, Csrf csrf) {
    this.gate = gate;
    this.passwordRules = passwordRules;
    this.journeys = journeys;
    this.csrf = csrf;
  }

  public void mount(Router router) {
    router.post(PREFIX + "/register", this::register);
    router.post(PREFIX + "/login", this::login);
    router.post(PREFIX + "/mfa/verify", this::verifyFactor);
    router.post(PREFIX + "/refresh", this::refresh);
    router.get(PREFIX + "/me", this::me);
    router.post(PREFIX + "/logout", this::logout);
  }

  private Response register(Request request) {
    csrf.checkStrict(request);
    Fields in = request.fields();
    Optional<EmailAddress> email = Gate.newEmail(in, "email");
    Secret password = passwordRules.newPassword(in, "password");
    String name = in.optionalText("full_name", LONGEST_NAME);
    Gate.require(in);
    SignUp.Person person = new SignUp.Person(email.orElseThrow(), name);
    ConcealedSignUp concealed = journeys.newcomers().concealed();
    if (concealed != null) {
      return Registrations.answer(
          concealed.register(person, password, Gate.client(request)),
          _ -> Response.json(202, Map.of("message", Newcomers.CHECK_MAIL)));
    }
    SignUp.Outcome<Account> outcome =
        journeys
            .newcomers()
            .signUp()
            .register(person, password, Gate.client(request), (_, _, account) -> account);
    return Registrations.answer(outcome, account -> Response.created(User.of(account)));
  }

  private Response login(Request request) {
    Fields in = request.fields();
    Optional<EmailAddress> email = gate.knownEmail(in, "email");
    Secret password = in.secret("password");
    Gate.require(in);
    Client client = Gate.client(request);
    return switch (journeys
        .signIn()
        .signIn(email.orElseThrow(), password, Carriage.TOKEN_PAIR, client)) {
      case SignIn.Outcome.Accepted(Entry entry) -> entered(entry);
      case SignIn.Outcome.Refused _ ->
          Response.problem(Problem.unauthorized("Invalid email or password", false));
      case SignIn.Outcome.Busy(Duration retryAfter) -> Response.problem(Gate.busy(retryAfter));
    };
  }

  private Response verifyFactor(Request request) {
    csrf.checkStrict(request);
    return SecondFactors.verify(
        request, journeys.secondFactor(), Carriage.TOKEN_PAIR, V1Routes::entered);
  }

  private static Response entered(Entry entry) {
    return switch (entry) {
      case Entry.In(SignedIn signedIn) ->
          DeviceCookie.on(Response.ok(Tokens.of(signedIn)).secret(), signedIn);
      case Entry.Half half -> Response.ok(Halves.of(half)).secret();
    };
  }

  private Response refresh(Request request) {
    csrf.checkStrict(request);
    Fields in = request.fields();
    Secret token = in.secret("refresh_token");
    Gate.require(in);
    return journeys
        .refresh()
        .refresh(token.reveal(), Gate.client(request))
        .map(tokens -> Response.ok(Tokens.of(tokens)).secret())
        .orElseGet(() -> Response.problem(Problem.unauthorized("Invalid token", true)));
  }

  private Response me(Request request) {
    Bearer bearer = gate.bearer(request, "Invalid credentials", Scope.ACCOUNT_READ);
    return Response.ok(User.of(bearer.account())).secret();
  }

  private Response logout(Request request) {
    csrf.checkStrict(request);
    Optional<Fields> body = request.optionalFields();
    Secret token = body.map(in -> in.optionalSecret("refresh_token")).orElse(null);
    body.ifPresent(Gate::require);
    SignOut signOut = journeys.signOut();
    request.bearer().ifPresent(bearer -> signOut.byBearer(bearer, Gate.client(request)));
    if (token != null) {
      signOut.byRefreshToken(token.reveal(), Gate.client(request));
    }
    return Response.ok(Map.of("message", "Logged out"));
  }

  record User(
      String id,
      String email,
      @Nullable String fullName,
      boolean isActive,
      boolean isVerified,
      Instant createdAt,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Long legacyId) {
    static User of(Account account) {
      return new User(
          account.id().toString(),
          account.email(),
          account.name(),
          account.isActive(),
          account.isVerified(),
          account.createdAt(),
          account.legacyId());
    }
  }

  record Tokens(String accessToken, String refreshToken, String tokenType, long expiresIn) {
    static Tokens of(SignedIn signedIn) {
      return switch (signedIn.held()) {
        case Held.TokenPair(AccessTokens.Issued access, String refreshToken) ->
            new Tokens(access.token(), refreshToken, "bearer", access.lifetimeSeconds());
        case Held.Opaque _ -> throw new IllegalStateException("an opaque token carries this");
      };
    }

    @Override
    public String toString() {
      return "Tokens[redacted]";
    }
  }
}
