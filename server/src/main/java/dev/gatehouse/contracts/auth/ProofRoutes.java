package dev.gatehouse.contracts.auth;

import dev.gatehouse.contracts.Gate;
import dev.gatehouse.contracts.OwnProofs;
import dev.gatehouse.contracts.PasswordRules;
import dev.gatehouse.flows.signin.Entry;
import dev.gatehouse.flows.signin.PasskeyFactor;
import dev.gatehouse.flows.signin.PasswordChange;
import dev.gatehouse.flows.signin.SignedIn;
import dev.gatehouse.flows.signin.StepUp;
import dev.gatehouse.identity.sessions.Beginning;
import dev.gatehouse.identity.tokens.Caller;
import dev.gatehouse.platform.crypto.Secret;
import dev.gatehouse.platform.http.Problem;
import dev.gatehouse.platform.http.Request;
import dev.gatehouse.platform.http.Response;
import dev.gatehouse.platform.http.Router;
import dev.gatehouse.platform.json.Fields;
import java.time.Duration;
import java.util.List;

/// `/api/auth`: proof anew of who is asking, and another password.
final class ProofRoutes {
  private static final String PREFIX = AuthRoutes.PREFIX;
  private static final String WRONG_PASSWORD = "Invalid password";

  private final Dialect dialect;
  private final Gate gate;
  private final PasswordRules passwordRules;
  private final OwnProofs proofs;

  ProofRoutes(Dialect dialect, Gate gate, PasswordRules passwordRules, OwnProofs proofs) {
    this.dialect = dialect;
    this.gate = gate;
    this.passwordRules = passwordRules;
    this.proofs = proofs;
  }

  void mount(Router router) {
    router.post(PREFIX + "/reauthenticate", this::reauthenticate);
    router.post(PREFIX + "/me/password", this::changePassword);
  }

  private Response reauthenticate(Request request) {
    dialect.checkOrigin(request);
    Caller caller = gate.caller(request, dialect.refusal());
    Fields in = request.fields();
    return in.has("credential") ? byPasskey(request, caller, in) : byCode(request, caller, in);
  }

  private Response byPasskey(Request request, Caller caller, Fields in) {
    String flow = in.text("flow_id", PasskeyShapes.LONGEST_FLOW);
    PasskeyFactor.Shown shown =
        new PasskeyFactor.Shown(flow, PasskeyShapes.signed(in, "credential"));
    Gate.require(in);
    return renewed(
        proofs.passkeyStepUp().prove(caller, shown, dialect.carriage(), Gate.client(request)));
  }

  private Response byCode(Request request, Caller caller, Fields in) {
    StepUp.Shown shown = new StepUp.Shown(in.optionalSecret("password"), in.optionalSecret("code"));
    if (shown.password() == null && shown.code() == null && in.errors().isEmpty()) {
      in.refuse("password", "or code is required");
    }
    Gate.require(in);
    return renewed(proofs.stepUp().prove(caller, shown, dialect.carriage(), Gate.client(request)));
  }

  private Response renewed(StepUp.Outcome outcome) {
    return switch (outcome) {
      case StepUp.Outcome.Renewed(SignedIn signedIn) -> dialect.signedIn(200, signedIn);
      case StepUp.Outcome.WrongPassword _ -> refused(WRONG_PASSWORD);
      case StepUp.Outcome.WrongCode _ -> refused("Invalid code");
      case StepUp.Outcome.TooMany(Duration retryAfter) ->
          Response.problem(Gate.delayed(retryAfter));
      case StepUp.Outcome.WrongPasskey _ -> refused("Invalid passkey");
      case StepUp.Outcome.FactorNeeded _ ->
          Response.problem(Problem.insufficientAuthentication(Beginning.RECENT));
      case StepUp.Outcome.SessionOver _ -> refused(dialect.refusal());
      case StepUp.Outcome.Busy(Duration retryAfter) -> Response.problem(Gate.busy(retryAfter));
    };
  }

  private Response changePassword(Request request) {
    dialect.checkOrigin(request);
    Fields in = request.fields();
    Secret token = in.optionalSecret("password_token");
    return token == null ? byCurrent(request, in) : byToken(request, in, token);
  }

  private Response byCurrent(Request request, Fields in) {
    Caller caller = gate.caller(request, dialect.refusal());
    Secret current = in.secret("current_password");
    Secret wanted = passwordRules.newPassword(in, "new_password", caller.account().email());
    Gate.require(in);
    return answer(
        proofs.password().change(caller, current, wanted, dialect.carriage(), Gate.client(request)),
        dialect.refusal());
  }

  private Response byToken(Request request, Fields in, Secret token) {
    String email = proofs.password().emailOf(token.reveal()).orElse("");
    Secret wanted = passwordRules.newPassword(in, "new_password", email);
    Gate.require(in);
    return answer(
        proofs.password().change(token.reveal(), wanted, dialect.carriage(), Gate.client(request)),
        "Sign in again");
  }

  /// @param over what is said when the session or the token is no more
  private Response answer(PasswordChange.Outcome outcome, String over) {
    return switch (outcome) {
      case PasswordChange.Outcome.Changed(Entry entry) -> dialect.signedIn(200, entry);
      case PasswordChange.Outcome.WrongPassword _ -> refused(WRONG_PASSWORD);
      case PasswordChange.Outcome.SamePassword _ ->
          Response.problem(
              Problem.invalid(
                  List.of(new Fields.FieldError("new_password", "must be another one"))));
      case PasswordChange.Outcome.Over _ -> refused(over);
      case PasswordChange.Outcome.Busy(Duration retryAfter) ->
          Response.problem(Gate.busy(retryAfter));
    };
  }

  private static Response refused(String detail) {
    return Response.problem(Problem.unauthorized(detail, true));
  }
}
