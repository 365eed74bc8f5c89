package dev.gatehouse.contracts.auth;

import dev.gatehouse.contracts.Gate;
import dev.gatehouse.contracts.OwnProofs;
import dev.gatehouse.flows.signin.Entry;
import dev.gatehouse.flows.signin.FactorEnrollment;
import dev.gatehouse.flows.signin.FactorEnrollment.Asker;
import dev.gatehouse.flows.signin.OwnFactors;
import dev.gatehouse.identity.mfa.TotpFactor;
import dev.gatehouse.platform.crypto.Secret;
import dev.gatehouse.platform.http.Problem;
import dev.gatehouse.platform.http.Request;
import dev.gatehouse.platform.http.Response;
import dev.gatehouse.platform.http.Router;
import dev.gatehouse.platform.json.Fields;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// `/api/auth/mfa`: one's own second factors.
final class MfaRoutes {
  private static final String PREFIX = AuthRoutes.PREFIX + "/mfa";
  private static final String TOKEN = "mfa_token";

  private final Dialect dialect;
  private final Gate gate;
  private final FactorEnrollment enrollment;
  private final OwnFactors factors;

  MfaRoutes(Dialect dialect, Gate gate, OwnProofs proofs) {
    this.dialect = dialect;
    this.gate = gate;
    this.enrollment = proofs.enrollment();
    this.factors = proofs.factors();
  }

  void mount(Router router) {
    router.get(PREFIX, this::show);
    router.post(PREFIX + "/totp/enroll", this::enroll);
    router.post(PREFIX + "/totp/confirm", this::confirm);
    router.delete(PREFIX + "/totp", this::switchOff);
    router.post(PREFIX + "/recovery-codes", this::renewCodes);
  }

  private Response show(Request request) {
    OwnFactors.Standing standing = factors.show(gate.caller(request, dialect.refusal()));
    return dialect.done(Factors.of(standing), "OK");
  }

  private Response enroll(Request request) {
    Fields in = request.optionalFields().orElse(null);
    Secret token = in == null ? null : in.optionalSecret(TOKEN);
    if (in != null) {
      Gate.require(in);
    }
    return enrollment
        .begin(asker(request, token))
        .map(
            begun -> dialect.done(new Enrollment(begun.secret(), begun.uri(), begun.qrSvg()), "OK"))
        .orElseGet(() -> over(token));
  }

  private Response confirm(Request request) {
    dialect.checkOrigin(request);
    Fields in = request.fields();
    Secret code = in.secret("code");
    Secret token = in.optionalSecret(TOKEN);
    Gate.require(in);
    return switch (enrollment.confirm(
        asker(request, token), code.reveal(), dialect.carriage(), Gate.client(request))) {
      case FactorEnrollment.Outcome.Enabled(Entry entry, List<String> codes) ->
          dialect.enrolled(entry, codes);
      case FactorEnrollment.Outcome.WrongCode _ ->
          Response.problem(Problem.unauthorized("Invalid code", true));
      case FactorEnrollment.Outcome.NothingBegun _ ->
          Response.problem(409, "There is no key to confirm; ask for a new one");
      case FactorEnrollment.Outcome.Over _ -> over(token);
    };
  }

  private Response switchOff(Request request) {
    return switch (factors.switchOff(
        gate.recentCaller(request, dialect.refusal()), Gate.client(request))) {
      case DONE -> dialect.removed("Second factor removed");
      case REQUIRED -> Response.problem(403, "Your role asks for a second factor");
    };
  }

  private Response renewCodes(Request request) {
    request.optionalFields().ifPresent(Gate::require);
    Optional<List<String>> codes =
        factors.renewCodes(gate.recentCaller(request, dialect.refusal()), Gate.client(request));
    return codes
        .map(fresh -> dialect.done(Map.of("recovery_codes", fresh), "OK"))
        .orElseGet(() -> Response.problem(409, "There is no second factor"));
  }

  /// The holder of the token in the body, or else of a recent bearer credential.
  private Asker asker(Request request, @Nullable Secret token) {
    return token == null
        ? new Asker.SignedIn(gate.recentCaller(request, dialect.refusal()))
        : new Asker.HalfWay(token.reveal());
  }

  private Response over(@Nullable Secret token) {
    return Response.problem(
        Problem.unauthorized(token == null ? dialect.refusal() : "Sign in again", true));
  }

  /// A key, and what an authenticator app reads it from.
  record Enrollment(String secret, String otpauthUri, String qrSvg) {
    @Override
    public String toString() {
      return "Enrollment[redacted]";
    }
  }

  /// What a user has.
  ///
  /// @param enabled whether a sign-in asks for a second factor
  /// @param methods what it can be shown by
  /// @param required whether a role asks for one
  record Factors(
      boolean enabled,
      boolean totp,
      int recoveryCodesLeft,
      List<String> methods,
      boolean required) {
    static Factors of(OwnFactors.Standing standing) {
      return new Factors(
          standing.on(),
          standing.methods().contains(TotpFactor.METHOD),
          standing.recoveryCodesLeft(),
          standing.methods(),
          standing.required());
    }
  }
}
