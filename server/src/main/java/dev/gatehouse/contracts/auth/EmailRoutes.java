package dev.gatehouse.contracts.auth;

import dev.gatehouse.contracts.Gate;
import dev.gatehouse.flows.email.EmailChange;
import dev.gatehouse.flows.signin.OwnPassword;
import dev.gatehouse.identity.accounts.Account;
import dev.gatehouse.identity.accounts.EmailAddress;
import dev.gatehouse.identity.audit.Client;
import dev.gatehouse.identity.tokens.Caller;
import dev.gatehouse.platform.crypto.Secret;
import dev.gatehouse.platform.http.Problem;
import dev.gatehouse.platform.http.Request;
import dev.gatehouse.platform.http.Response;
import dev.gatehouse.platform.http.Router;
import dev.gatehouse.platform.json.Fields;
import java.time.Duration;
import java.util.Optional;

/// `/api/auth`: what is asked for and answered by mail.
final class EmailRoutes {
  private static final String PREFIX = AuthRoutes.PREFIX;
  private static final String MAILED = "If there is such an account, a mail is on its way";

  private final Dialect dialect;
  private final Gate gate;
  private final AuthContract.EmailCalls calls;

  EmailRoutes(Dialect dialect, Gate gate, AuthContract.EmailCalls calls) {
    this.dialect = dialect;
    this.gate = gate;
    this.calls = calls;
  }

  void mount(Router router) {
    router.post(PREFIX + "/password/forgot", this::forgot);
    router.post(PREFIX + "/email/verify", this::verify);
    router.post(PREFIX + "/email/verify/resend", this::resend);
    router.post(PREFIX + "/me/email", this::change);
    router.post(PREFIX + "/email/change/confirm", this::confirm);
    router.post(PREFIX + "/email/change/undo", this::undo);
  }

  private Response forgot(Request request) {
    Fields in = request.fields();
    Optional<EmailAddress> email = gate.knownEmail(in, "email");
    Gate.require(in);
    requireMail();
    calls.forgotten().ask(email.orElseThrow(), Gate.client(request));
    return dialect.accepted(MAILED);
  }

  private Response verify(Request request) {
    return calls.verification().verify(token(request), Gate.client(request))
        ? dialect.done(null, "Email verified")
        : refused();
  }

  private Response resend(Request request) {
    request.optionalFields().ifPresent(Gate::require);
    Caller caller = gate.caller(request, dialect.refusal());
    requireMail();
    calls.verification().resend(caller.account().id(), Gate.client(request));
    return dialect.accepted("If the address is not verified yet, a mail is on its way");
  }

  private Response change(Request request) {
    Caller caller = gate.caller(request, dialect.refusal());
    Account account = caller.account();
    Fields in = request.fields();
    Optional<EmailAddress> wanted = Gate.newEmail(in, "new_email");
    Secret password = in.secret("password");
    wanted.ifPresent(email -> check(in, account, email));
    Gate.require(in);
    requireMail();
    Client client = Gate.client(request);
    return switch (calls.password().check(account, password, "email.change.ask", client)) {
      case OwnPassword.Verdict.Right _ -> change(account, wanted.orElseThrow(), client);
      case OwnPassword.Verdict.Wrong _ ->
          Response.problem(Problem.unauthorized("Invalid password", true));
      case OwnPassword.Verdict.Busy(Duration retryAfter) -> Response.problem(Gate.busy(retryAfter));
    };
  }

  private Response change(Account account, EmailAddress wanted, Client client) {
    return switch (calls.change().ask(account, wanted, client)) {
      case EmailChange.Asked.Accepted _ ->
          dialect.accepted("A mail is on its way to both addresses");
      case EmailChange.Asked.Changed _ ->
          Response.problem(Problem.unauthorized(dialect.refusal(), true));
      case EmailChange.Asked.TooMany(Duration retryAfter) ->
          Response.problem(429, "Too many changes of the email address")
              .with("Retry-After", String.valueOf(retryAfter.toSeconds()));
    };
  }

  private void check(Fields in, Account account, EmailAddress wanted) {
    if (EmailAddress.parse(account.email()) instanceof EmailAddress.Parsed.Valid(EmailAddress own)
        && wanted.key().equals(own.key())) {
      in.refuse("new_email", "is the address already");
    } else if (!calls.mayHave().test(wanted)) {
      in.refuse("new_email", "is not at a domain that may register");
    }
  }

  private Response confirm(Request request) {
    return switch (calls.change().confirm(token(request), Gate.client(request))) {
      case DONE -> dialect.done(null, "Email changed");
      case REFUSED -> refused();
      case TAKEN -> Response.problem(400, "Email already registered");
    };
  }

  private Response undo(Request request) {
    return switch (calls.undo().undo(token(request), Gate.client(request))) {
      case DONE -> dialect.done(null, "Email kept");
      case REFUSED -> refused();
      case TAKEN -> Response.problem(400, "Email already registered");
    };
  }

  private static String token(Request request) {
    Fields in = request.fields();
    Secret token = in.secret("token");
    Gate.require(in);
    return token.reveal();
  }

  private static Response refused() {
    return Response.problem(Problem.unauthorized("Invalid token", true));
  }

  private void requireMail() {
    if (!calls.mailed()) {
      throw new Problem.Found(Gate.noMail());
    }
  }
}
