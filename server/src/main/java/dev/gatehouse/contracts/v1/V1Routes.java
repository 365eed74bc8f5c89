package dev.gatehouse.contracts.v1;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.gatehouse.contracts.Gate;
import dev.gatehouse.contracts.PasswordRules;
import dev.gatehouse.flows.signin.Refresh;
import dev.gatehouse.flows.signin.SignIn;
import dev.gatehouse.flows.signin.SignOut;
import dev.gatehouse.flows.signin.TokenPair;
import dev.gatehouse.flows.signup.SignUp;
import dev.gatehouse.identity.accounts.Account;
import dev.gatehouse.identity.accounts.EmailAddress;
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
  private final SignUp signUp;
  private final SignIn signIn;
  private final Refresh refresh;
  private final SignOut signOut;

  public V1Routes(
      Gate gate,
      PasswordRules passwordRules,
      SignUp signUp,
      SignIn signIn,
      Refresh refresh,
      SignOut signOut) {
    this.gate = gate;
    this.passwordRules = passwordRules;
    this.signUp = signUp;
    this.signIn = signIn;
    this.refresh = refresh;
    this.signOut = signOut;
  }

  public void mount(Router router) {
    router.post(PREFIX + "/register", this::register);
    router.post(PREFIX + "/login", this::login);
    router.post(PREFIX + "/refresh", this::refresh);
    router.get(PREFIX + "/me", this::me);
    router.post(PREFIX + "/logout", this::logout);
  }

  private Response register(Request request) {
    Fields in = request.fields();
    Optional<EmailAddress> email = Gate.newEmail(in, "email");
    Secret password = passwordRules.newPassword(in, "password");
    String name = in.optionalText("full_name", LONGEST_NAME);
    Gate.require(in);
    SignUp.Person person = new SignUp.Person(email.orElseThrow(), name);
    return switch (signUp.register(person, password, Gate.client(request))) {
      case SignUp.Outcome.Registered(Account account) -> Response.created(User.of(account));
      case SignUp.Outcome.EmailTaken _ -> Response.problem(400, "Email already registered");
      case SignUp.Outcome.Busy(Duration retryAfter) -> Response.problem(Gate.busy(retryAfter));
    };
  }

  private Response login(Request request) {
    Fields in = request.fields();
    Optional<EmailAddress> email = gate.knownEmail(in, "email");
    Secret password = in.secret("password");
    Gate.require(in);
    return switch (signIn.signIn(email.orElseThrow(), password, Gate.client(request))) {
      case SignIn.Outcome.SignedIn(TokenPair tokens) -> Response.ok(Tokens.of(tokens)).secret();
      case SignIn.Outcome.Refused _ ->
          Response.problem(Problem.unauthorized("Invalid email or password", false));
      case SignIn.Outcome.Busy(Duration retryAfter) -> Response.problem(Gate.busy(retryAfter));
    };
  }

  private Response refresh(Request request) {
    Fields in = request.fields();
    Secret token = in.secret("refresh_token");
    Gate.require(in);
    return refresh
        .refresh(token.reveal(), Gate.client(request))
        .map(tokens -> Response.ok(Tokens.of(tokens)).secret())
        .orElseGet(() -> Response.problem(Problem.unauthorized("Invalid token", true)));
  }

  private Response me(Request request) {
    return Response.ok(User.of(gate.caller(request, "Invalid credentials").account())).secret();
  }

  private Response logout(Request request) {
    Optional<Fields> body = request.optionalFields();
    Secret token = body.map(in -> in.optionalSecret("refresh_token")).orElse(null);
    body.ifPresent(Gate::require);
    request.bearer().ifPresent(bearer -> signOut.byAccessToken(bearer, Gate.client(request)));
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
    static Tokens of(TokenPair pair) {
      return new Tokens(
          pair.access().token(), pair.refreshToken(), "bearer", pair.access().lifetimeSeconds());
    }

    @Override
    public String toString() {
      return "Tokens[redacted]";
    }
  }
}
