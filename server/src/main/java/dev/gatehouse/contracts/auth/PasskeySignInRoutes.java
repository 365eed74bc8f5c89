package dev.gatehouse.contracts.auth;

import dev.gatehouse.contracts.Gate;
import dev.gatehouse.flows.signin.Entry;
import dev.gatehouse.flows.signin.PasskeyFactor;
import dev.gatehouse.flows.signin.PasskeyProof;
import dev.gatehouse.flows.signin.PasskeySignIn;
import dev.gatehouse.flows.signin.SecondFactor;
import dev.gatehouse.identity.passkeys.AuthenticatorAnswer;
import dev.gatehouse.identity.passkeys.RelyingParty;
import dev.gatehouse.platform.crypto.Secret;
import dev.gatehouse.platform.http.Problem;
import dev.gatehouse.platform.http.Request;
import dev.gatehouse.platform.http.Response;
import dev.gatehouse.platform.http.Router;
import dev.gatehouse.platform.json.Fields;
import java.time.Duration;
import java.util.Optional;

/// `/api/auth/passkeys/login`: in by a passkey, alone or beside a password.
final class PasskeySignInRoutes {
  private static final String PREFIX = PasskeyRoutes.PREFIX + "/login";

  private final Dialect dialect;
  private final RelyingParty party;
  private final PasskeySignIn signIn;
  private final PasskeyFactor factor;

  PasskeySignInRoutes(
      Dialect dialect, RelyingParty party, PasskeySignIn signIn, PasskeyFactor factor) {
    this.dialect = dialect;
    this.party = party;
    this.signIn = signIn;
    this.factor = factor;
  }

  void mount(Router router) {
    router.post(PREFIX + "/options", this::begin);
    router.post(PREFIX, this::login);
  }

  private Response begin(Request request) {
    Optional<Fields> body = request.optionalFields();
    Secret token = body.map(in -> in.optionalSecret("mfa_token")).orElse(null);
    body.ifPresent(Gate::require);
    Optional<PasskeyProof.Options> options =
        token == null ? Optional.of(signIn.begin()) : factor.begin(token.reveal());
    return options
        .map(begun -> dialect.done(PasskeyShapes.request(party, begun), "OK"))
        .orElseGet(PasskeySignInRoutes::again);
  }

  private Response login(Request request) {
    dialect.checkOrigin(request);
    Fields in = request.fields();
    String flow = in.text("flow_id", PasskeyShapes.LONGEST_FLOW);
    Secret token = in.optionalSecret("mfa_token");
    AuthenticatorAnswer.Signed answer = PasskeyShapes.signed(in, "credential");
    Gate.require(in);
    return token == null
        ? alone(request, flow, answer)
        : beside(request, token, new PasskeyFactor.Shown(flow, answer));
  }

  private Response alone(Request request, String flow, AuthenticatorAnswer.Signed answer) {
    return switch (signIn.signIn(flow, answer, dialect.carriage(), Gate.client(request))) {
      case PasskeySignIn.Outcome.Accepted(Entry entry) -> dialect.signedIn(200, entry);
      case PasskeySignIn.Outcome.Refused _ -> wrong(false);
    };
  }

  private Response beside(Request request, Secret token, PasskeyFactor.Shown shown) {
    return switch (factor.verify(token.reveal(), shown, dialect.carriage(), Gate.client(request))) {
      case SecondFactor.Outcome.Accepted(Entry entry) -> dialect.signedIn(200, entry);
      case SecondFactor.Outcome.WrongCode _ -> wrong(true);
      case SecondFactor.Outcome.TooMany(Duration retryAfter) ->
          Response.problem(Gate.delayed(retryAfter));
      case SecondFactor.Outcome.Over _ -> again();
    };
  }

  private static Response wrong(boolean tokenSent) {
    return Response.problem(Problem.unauthorized("Invalid passkey", tokenSent));
  }

  private static Response again() {
    return Response.problem(Problem.unauthorized("Sign in again", true));
  }
}
