package dev.gatehouse.contracts.auth;

import dev.gatehouse.contracts.Csrf;
import dev.gatehouse.contracts.Gate;
import dev.gatehouse.contracts.Journeys;
import dev.gatehouse.contracts.PasswordRules;
import dev.gatehouse.flows.apikeys.OwnApiKeys;
import dev.gatehouse.flows.email.EmailChange;
import dev.gatehouse.flows.email.EmailUndo;
import dev.gatehouse.flows.email.EmailVerification;
import dev.gatehouse.flows.housekeeping.Cleaner;
import dev.gatehouse.flows.live.Tickets;
import dev.gatehouse.flows.passkeys.OwnPasskeys;
import dev.gatehouse.flows.passkeys.PasskeyRegistration;
import dev.gatehouse.flows.recovery.ForgottenPassword;
import dev.gatehouse.flows.signin.OwnPassword;
import dev.gatehouse.flows.signin.OwnSessions;
import dev.gatehouse.flows.signin.PasskeyFactor;
import dev.gatehouse.flows.signin.PasskeySignIn;
import dev.gatehouse.flows.signup.InvitationAcceptance;
import dev.gatehouse.identity.access.Permission;
import dev.gatehouse.identity.access.Powers;
import dev.gatehouse.identity.accounts.EmailAddress;
import dev.gatehouse.identity.passkeys.PasskeyMethod;
import dev.gatehouse.identity.passkeys.RelyingParty;
import dev.gatehouse.identity.passwords.PasswordPolicy;
import dev.gatehouse.identity.sessions.Carriage;
import dev.gatehouse.identity.tokens.Bearer;
import dev.gatehouse.platform.http.Router;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// All that stands under `/api/auth`.
public final class AuthContract {
  private final Gate gate;
  private final PasswordRules passwordRules;
  private final Journeys journeys;
  private final Csrf csrf;
  private final Choices choices;

  public AuthContract(
      Gate gate, PasswordRules passwordRules, Journeys journeys, Csrf csrf, Choices choices) {
    this.gate = gate;
    this.passwordRules = passwordRules;
    this.journeys = journeys;
    this.csrf = csrf;
    this.choices = choices;
  }

  /// Adds every route.
  ///
  /// @param powers what a caller may do beyond their own account
  public void mount(Router router, Own own, Cleaner cleaner, Function<Bearer, Powers> powers) {
    Dialect dialect = dialect();
    RefreshTokenSource source =
        new RefreshTokenSource(choices.cookieLifetime != null, journeys.refresh(), csrf);
    new AuthRoutes(dialect, gate, passwordRules, journeys, source).mount(router);
    new SessionRoutes(
            dialect,
            gate,
            own.sessions,
            cleaner,
            bearer -> powers.apply(bearer).allow(Permission.SESSIONS_WRITE))
        .mount(router);
    new MfaRoutes(dialect, gate, journeys.ownProofs()).mount(router);
    new ProofRoutes(dialect, gate, passwordRules, journeys.ownProofs()).mount(router);
    new ApiKeyRoutes(dialect, gate, own.apiKeys).mount(router);
    new ProfileRoutes(dialect, gate, own.account).mount(router);
    new RecoveryRoutes(dialect, passwordRules, journeys.passwordReset()).mount(router);
    new PageRoutes(dialect, gate, source, csrf, config()).mount(router);
    new PowerRoutes(dialect, gate, powers).mount(router);
  }

  /// Adds what is asked for and answered by mail.
  public void mount(Router router, EmailCalls calls) {
    Dialect dialect = dialect();
    new EmailRoutes(dialect, gate, calls).mount(router);
    new InvitationRoutes(dialect, passwordRules, calls.acceptance, journeys.starter())
        .mount(router);
  }

  /// Adds the routes of passkeys.
  public void mount(Router router, PasskeyCalls calls) {
    Dialect dialect = dialect();
    new PasskeyRoutes(dialect, gate, calls.party, calls.registration, calls.passkeys).mount(router);
    new PasskeySignInRoutes(dialect, calls.party, calls.signIn, calls.factor).mount(router);
  }

  /// Adds the tickets for WebSockets.
  public void mount(Router router, Tickets tickets) {
    new TicketRoutes(dialect(), gate, tickets).mount(router);
  }

  private Dialect dialect() {
    return switch (choices.carriage) {
      case SESSION_TOKEN -> new SessionDialect();
      case TOKEN_PAIR ->
          new JwtDialect(
              choices.cookieLifetime == null
                  ? null
                  : new RefreshCookie(choices.cookieLifetime, csrf));
    };
  }

  private PageRoutes.Config config() {
    return new PageRoutes.Config(
        choices.carriage == Carriage.TOKEN_PAIR ? "jwt" : "session",
        choices.registration,
        passwordRules.policy() == PasswordPolicy.CLASSES ? "classes" : "length",
        List.of("password", PasskeyMethod.METHOD),
        new PageRoutes.Branding(choices.brand),
        List.of("en", "de"));
  }

  /// What the calls begin that go on by mail.
  ///
  /// @param mailed whether mails go anywhere
  /// @param mayHave whether an address is at a domain that users may be at
  public record EmailCalls(
      ForgottenPassword forgotten,
      EmailVerification verification,
      EmailChange change,
      EmailUndo undo,
      OwnPassword password,
      InvitationAcceptance acceptance,
      boolean mailed,
      Predicate<EmailAddress> mayHave) {}

  /// What users do with what is theirs.
  public record Own(OwnSessions sessions, OwnApiKeys apiKeys, OwnAccount account) {}

  /// What the calls of passkeys begin.
  ///
  /// @param party whom passkeys are for
  public record PasskeyCalls(
      RelyingParty party,
      PasskeyRegistration registration,
      OwnPasskeys passkeys,
      PasskeySignIn signIn,
      PasskeyFactor factor) {}

  /// What the operator chose.
  ///
  /// @param cookieLifetime how long a browser keeps the refresh token in a cookie; null when it
  ///   goes in the body
  /// @param registration `open`, `invite` or `closed`
  /// @param brand what the service is called
  public record Choices(
      Carriage carriage, @Nullable Duration cookieLifetime, String registration, String brand) {}
}
