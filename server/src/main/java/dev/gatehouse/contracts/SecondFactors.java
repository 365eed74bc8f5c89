package dev.gatehouse.contracts;

import dev.gatehouse.flows.signin.SecondFactor;
import dev.gatehouse.flows.signin.SignedIn;
import dev.gatehouse.identity.sessions.Carriage;
import dev.gatehouse.platform.crypto.Secret;
import dev.gatehouse.platform.http.Problem;
import dev.gatehouse.platform.http.Request;
import dev.gatehouse.platform.http.Response;
import dev.gatehouse.platform.json.Fields;
import java.util.List;
import java.util.function.Function;

/// The second half of a sign-in, alike in every contract.
public final class SecondFactors {
  private SecondFactors() {}

  /// What a login answers when the password is right and is not enough.
  public static Half half(SecondFactor.Needed needed) {
    return new Half(true, needed.token(), needed.methods());
  }

  /// `POST .../mfa/verify`.
  ///
  /// @param success the contract's own answer to a sign-in
  public static Response verify(
      Request request,
      SecondFactor secondFactor,
      Carriage carriage,
      Function<SignedIn, Response> success) {
    Fields in = request.fields();
    Secret token = in.secret("mfa_token");
    String method = in.text("method", 32);
    Secret code = in.secret("code");
    if (in.errors().isEmpty() && !method.equals(SecondFactor.TOTP)) {
      in.refuse("method", "is none that this account has");
    }
    Gate.require(in);
    return switch (secondFactor.verify(
        token.reveal(), code.reveal(), carriage, Gate.client(request))) {
      case SecondFactor.Outcome.Accepted(SignedIn signedIn) -> success.apply(signedIn);
      case SecondFactor.Outcome.WrongCode _ ->
          Response.problem(Problem.unauthorized("Invalid code", true));
      case SecondFactor.Outcome.Over _ ->
          Response.problem(Problem.unauthorized("Sign in again", true));
    };
  }

  /// A sign-in that is half done.
  public record Half(boolean mfaRequired, String mfaToken, List<String> methods) {
    @Override
    public String toString() {
      return "Half" + methods;
    }
  }
}
