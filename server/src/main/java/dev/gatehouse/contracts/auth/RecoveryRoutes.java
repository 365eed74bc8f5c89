package dev.gatehouse.contracts.auth;

import dev.gatehouse.contracts.Gate;
import dev.gatehouse.contracts.PasswordRules;
import dev.gatehouse.flows.recovery.PasswordReset;
import dev.gatehouse.platform.crypto.Secret;
import dev.gatehouse.platform.http.Problem;
import dev.gatehouse.platform.http.Request;
import dev.gatehouse.platform.http.Response;
import dev.gatehouse.platform.http.Router;
import dev.gatehouse.platform.json.Fields;
import java.time.Duration;

/// `/api/auth`: a new password by a one-time token.
final class RecoveryRoutes {
  private final Dialect dialect;
  private final PasswordRules passwordRules;
  private final PasswordReset passwordReset;

  RecoveryRoutes(Dialect dialect, PasswordRules passwordRules, PasswordReset passwordReset) {
    this.dialect = dialect;
    this.passwordRules = passwordRules;
    this.passwordReset = passwordReset;
  }

  void mount(Router router) {
    router.post(AuthRoutes.PREFIX + "/password/reset", this::reset);
  }

  private Response reset(Request request) {
    Fields in = request.fields();
    Secret token = in.secret("token");
    String email = passwordReset.emailOf(token.reveal()).orElse("");
    Secret password = passwordRules.newPassword(in, "new_password", email);
    Gate.require(in);
    return switch (passwordReset.reset(token.reveal(), password, Gate.client(request))) {
      case PasswordReset.Outcome.Done _ -> dialect.done(null, "Password changed");
      case PasswordReset.Outcome.Refused _ ->
          Response.problem(Problem.unauthorized("Invalid token", true));
      case PasswordReset.Outcome.Busy(Duration retryAfter) ->
          Response.problem(Gate.busy(retryAfter));
    };
  }
}
