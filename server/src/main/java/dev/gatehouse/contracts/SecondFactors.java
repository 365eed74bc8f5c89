package dev.gatehouse.contracts;

import dev.gatehouse.flows.signin.Entry;
import dev.gatehouse.flows.signin.SecondFactor;
import dev.gatehouse.identity.mfa.RecoveryCodes;
import dev.gatehouse.identity.mfa.TotpFactor;
import dev.gatehouse.identity.sessions.Carriage;
import dev.gatehouse.platform.crypto.Secret;
import dev.gatehouse.platform.http.Problem;
import dev.gatehouse.platform.http.Request;
import dev.gatehouse.platform.http.Response;
import dev.gatehouse.platform.json.Fields;
import java.time.Duration;
import java.util.Set;
import java.util.function.Function;

/// The second half of a sign-in, alike in every contract.
public final class SecondFactors {
  private static final Set<String> METHODS = Set.of(TotpFactor.METHOD, RecoveryCodes.METHOD);

  private SecondFactors() {}

  /// `POST .../mfa/verify`.
  ///
  /// @param success the contract's own answer to a sign-in
  public static Response verify(
      Request request,
      SecondFactor secondFactor,
      Carriage carriage,
      Function<Entry, Response> success) {
    Fields in = request.fields();
    Secret token = in.secret("mfa_token");
    String method = in.text("method", 32);
    Secret code = in.secret("code");
    if (in.errors().isEmpty() && !METHODS.contains(method)) {
      in.refuse("method", "is none that is shown by a code");
    }
    Gate.require(in);
    return switch (secondFactor.verify(
        token.reveal(), method, code.reveal(), carriage, Gate.client(request))) {
      case SecondFactor.Outcome.Accepted(Entry entry) -> success.apply(entry);
      case SecondFactor.Outcome.WrongCode _ ->
          Response.problem(Problem.unauthorized("Invalid code", true));
      case SecondFactor.Outcome.TooMany(Duration retryAfter) ->
          Response.problem(Gate.delayed(retryAfter));
      case SecondFactor.Outcome.Over _ ->
          Response.problem(Problem.unauthorized("Sign in again", true));
    };
  }
}
