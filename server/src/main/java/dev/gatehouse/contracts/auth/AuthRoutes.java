package dev.gatehouse.contracts.auth;

import dev.gatehouse.contracts.Gate;
import dev.gatehouse.contracts.Journeys;
import dev.gatehouse.contracts.Newcomers;
import dev.gatehouse.contracts.PasswordRules;
import dev.gatehouse.contracts.Registrations;
import dev.gatehouse.contracts.SecondFactors;
import dev.gatehouse.flows.signin.Entry;
import dev.gatehouse.flows.signin.SessionStarter;
import dev.gatehouse.flows.signin.SessionStarter.Manner;
import dev.gatehouse.flows.signin.SignIn;
import dev.gatehouse.flows.signup.SignUp;
import dev.gatehouse.identity.accounts.EmailAddress;
import dev.gatehouse.identity.apikeys.Scope;
import dev.gatehouse.identity.audit.Client;
import dev.gatehouse.identity.sessions.Carriage;
import dev.gatehouse.platform.crypto.Secret;
import dev.gatehouse.platform.http.Problem;
import dev.gatehouse.platform.http.Request;
import dev.gatehouse.platform.http.Response;
import dev.gatehouse.platform.http.Router;
import dev.gatehouse.platform.json.Fields;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/// `/api/auth`: register, login, verify, me, refresh, logout.
final class AuthRoutes {
  static final String PREFIX = "/api/auth";
  private static final int LONGEST_NAME = 255;

  private final Dialect dialect;
  private final Gate gate;
  private final PasswordRules passwordRules;
  private final Journeys journeys;
  private final RefreshTokenSource source;

  AuthRoutes(
      Dialect dialect,
      Gate gate,
      PasswordRules passwordRules,
      Journeys journeys,
      RefreshTokenSource source) {
    this.dialect = dialect;
    this.gate = gate;
    this.passwordRules = passwordRules;
    this.journeys = journeys;
    this.source = source;
  }

  void mount(Router router) {
    router.wordProblems(PREFIX, dialect::problem);
    router.post(PREFIX + "/register", this::register);
    router.post(PREFIX + "/login", this::login);
    router.post(PREFIX + "/mfa/verify", this::verifyFactor);
    router.get(PREFIX + "/verify", this::verify);
    router.get(PREFIX + "/me", this::me);
    router.post(PREFIX + "/refresh", this::refresh);
    router.post(PREFIX + "/logout", this::logout);
  }

  private Response register(Request request) {
    dialect.checkOrigin(request);
    Fields in = request.fields();
    Optional<EmailAddress> email = Gate.newEmail(in, "email");
    Secret password = passwordRules.newPassword(in, "password");
    String name = in.optionalText("name", LONGEST_NAME);
    Gate.require(in);
    SignUp.Person person = new SignUp.Person(email.orElseThrow(), name);
    Client client = Gate.client(request);
    Newcomers newcomers = journeys.newcomers();
    if (newcomers.concealed() != null) {
      return Registrations.answer(
          newcomers.concealed().register(person, password, client),
          _ -> dialect.accepted(Newcomers.CHECK_MAIL));
    }
    if (newcomers.verifiedFirst()) {
      return Registrations.answer(
          newcomers.signUp().register(person, password, client, (_, _, account) -> account),
          _ -> dialect.accepted(Newcomers.CHECK_MAIL));
    }
    Manner manner = Manner.password(dialect.carriage());
    SignUp.Outcome<SessionStarter.Started> outcome =
        newcomers
            .signUp()
            .register(
                person,
                password,
                client,
                (tx, endings, account) ->
                    journeys.starter().start(tx, endings, account, client, manner).orElseThrow());
    return Registrations.answer(
        outcome, started -> dialect.signedIn(201, journeys.starter().handOver(started)));
  }

  private Response login(Request request) {
    dialect.checkOrigin(request);
    boolean form = request.isForm();
    Fields in = form ? request.form() : request.fields();
    Optional<EmailAddress> email = gate.knownEmail(in, form ? "username" : "email");
    Secret password = in.secret("password");
    Gate.require(in);
    Carriage carriage = dialect.carriage();
    return switch (journeys
        .signIn()
        .signIn(email.orElseThrow(), password, carriage, Gate.client(request))) {
      case SignIn.Outcome.Accepted(Entry entry) -> dialect.signedIn(200, entry);
      case SignIn.Outcome.Refused _ ->
          Response.problem(Problem.unauthorized("Invalid email or password", false));
      case SignIn.Outcome.Busy(Duration retryAfter) -> Response.problem(Gate.busy(retryAfter));
    };
  }

  private Response verifyFactor(Request request) {
    dialect.checkOrigin(request);
    return SecondFactors.verify(
        request,
        journeys.secondFactor(),
        dialect.carriage(),
        entry -> dialect.signedIn(200, entry));
  }

  private Response verify(Request request) {
    Shapes.User user = user(request);
    return dialect.done(Map.of("user", user), "OK");
  }

  private Response me(Request request) {
    return dialect.me(user(request));
  }

  private Shapes.User user(Request request) {
    return Shapes.User.of(gate.bearer(request, dialect.refusal(), Scope.ACCOUNT_READ).profile());
  }

  private Response refresh(Request request) {
    return switch (dialect.carriage()) {
      case TOKEN_PAIR -> refreshPair(request);
      case SESSION_TOKEN -> refreshSession(request);
    };
  }

  private Response refreshPair(Request request) {
    dialect.checkOrigin(request);
    String token = source.toRefresh(request);
    return journeys
        .refresh()
        .refresh(token, Gate.client(request))
        .map(dialect::refreshed)
        .orElseGet(() -> Response.problem(Problem.unauthorized("Invalid token", true)));
  }

  private Response refreshSession(Request request) {
    request.optionalFields().ifPresent(Gate::require);
    Optional<String> bearer = request.bearer();
    return bearer
        .flatMap(token -> journeys.refresh().refreshSession(token, Gate.client(request)))
        .map(dialect::refreshed)
        .orElseGet(
            () -> Response.problem(Problem.unauthorized(dialect.refusal(), bearer.isPresent())));
  }

  private Response logout(Request request) {
    Optional<String> bearer = request.bearer();
    Optional<String> refreshToken = source.toEnd(request, bearer.isPresent());
    bearer.ifPresent(token -> journeys.signOut().byBearer(token, Gate.client(request)));
    refreshToken.ifPresent(token -> journeys.signOut().byRefreshToken(token, Gate.client(request)));
    return dialect.loggedOut();
  }
}
