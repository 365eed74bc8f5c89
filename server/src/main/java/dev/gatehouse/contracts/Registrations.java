package dev.gatehouse.contracts;

import dev.gatehouse.flows.signup.Admission;
import dev.gatehouse.flows.signup.SignUp;
import dev.gatehouse.platform.http.Problem;
import dev.gatehouse.platform.http.Response;
import dev.gatehouse.platform.json.Fields.FieldError;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;

/// What every contract answers to a registration that came to nothing.
public final class Registrations {
  private Registrations() {}

  /// The answer to a registration.
  ///
  /// @param success the contract's own answer to one that came to something
  public static <T> Response answer(SignUp.Outcome<T> outcome, Function<T, Response> success) {
    return switch (outcome) {
      case SignUp.Outcome.Registered<T>(T made) -> success.apply(made);
      case SignUp.Outcome.EmailTaken<T> _ -> Response.problem(400, "Email already registered");
      case SignUp.Outcome.NotAdmitted<T>(Admission.Verdict why) -> notAdmitted(why);
      case SignUp.Outcome.Busy<T>(Duration retryAfter) -> Response.problem(Gate.busy(retryAfter));
    };
  }

  private static Response notAdmitted(Admission.Verdict why) {
    return switch (why) {
      case ADMITTED -> throw new IllegalStateException("whoever is admitted is not refused");
      case NOBODY -> Response.problem(403, "Registration is closed");
      case ONLY_INVITED -> Response.problem(403, "Registration is by invitation only");
      case OTHER_DOMAIN ->
          Response.problem(
              Problem.invalid(
                  List.of(new FieldError("email", "is not at a domain that may register"))));
    };
  }
}
