package dev.gatehouse.contracts.auth;

import dev.gatehouse.contracts.Gate;
import dev.gatehouse.contracts.PasswordRules;
import dev.gatehouse.contracts.Registrations;
import dev.gatehouse.flows.signin.SessionStarter;
import dev.gatehouse.flows.signin.SessionStarter.Manner;
import dev.gatehouse.flows.signup.InvitationAcceptance;
import dev.gatehouse.identity.audit.Client;
import dev.gatehouse.platform.crypto.Secret;
import dev.gatehouse.platform.http.Problem;
import dev.gatehouse.platform.http.Request;
import dev.gatehouse.platform.http.Response;
import dev.gatehouse.platform.http.Router;
import dev.gatehouse.platform.json.Fields;

/// `/api/auth/invitations/accept`: an account for whoever was invited.
final class InvitationRoutes {
  private static final int LONGEST_NAME = 255;

  private final Dialect dialect;
  private final PasswordRules passwordRules;
  private final InvitationAcceptance acceptance;
  private final SessionStarter starter;

  InvitationRoutes(
      Dialect dialect,
      PasswordRules passwordRules,
      InvitationAcceptance acceptance,
      SessionStarter starter) {
    this.dialect = dialect;
    this.passwordRules = passwordRules;
    this.acceptance = acceptance;
    this.starter = starter;
  }

  void mount(Router router) {
    router.post(AuthRoutes.PREFIX + "/invitations/accept", this::accept);
  }

  private Response accept(Request request) {
    dialect.checkOrigin(request);
    Fields in = request.fields();
    Secret token = in.secret("token");
    String email = acceptance.emailOf(token.reveal()).orElse("");
    Secret password = passwordRules.newPassword(in, "password", email);
    String name = in.optionalText("name", LONGEST_NAME);
    Gate.require(in);
    Client client = Gate.client(request);
    Manner manner = Manner.password(dialect.carriage());
    return acceptance
        .accept(
            token.reveal(),
            name,
            password,
            client,
            (tx, endings, account) ->
                starter.start(tx, endings, account, client, manner).orElseThrow())
        .map(outcome ->
            Registrations.answer(
                outcome, started -> dialect.signedIn(201, starter.handOver(started))))
        .orElseGet(() -> Response.problem(Problem.unauthorized("Invalid token", true)));
  }
}
