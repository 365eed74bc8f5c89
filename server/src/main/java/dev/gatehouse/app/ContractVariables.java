package dev.gatehouse.app;

import dev.gatehouse.app.ContractSettings.AuthMode;
import dev.gatehouse.app.ContractSettings.RegistrationMode;
import dev.gatehouse.app.Settings.Environment;
import dev.gatehouse.identity.accounts.EmailAddress;
import dev.gatehouse.platform.config.Catalogue.Group;
import dev.gatehouse.platform.config.ConfigException;
import dev.gatehouse.platform.config.Parsers;
import dev.gatehouse.platform.config.Values;
import dev.gatehouse.platform.config.Variable;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// How `/api/auth` is spoken, and who may register.
final class ContractVariables {
  private static final Variable<AuthMode> AUTH_MODE =
      Variable.of(
          "AUTH_MODE",
          "jwt",
          Parsers.choice(
              "jwt or session", Map.of("jwt", AuthMode.JWT, "session", AuthMode.SESSION)),
          "What `/api/auth` hands out: `jwt` (token pairs) or `session` (opaque tokens).");
  private static final Variable<Boolean> AUTH_COOKIES =
      Variable.of(
          "AUTH_COOKIES",
          "false",
          Parsers.bool(),
          "Keeps the refresh token of `/api/auth` in an HttpOnly cookie; for `AUTH_MODE=jwt`.");
  private static final Variable<Boolean> CSRF_PROTECTION_ENABLED =
      Variable.of(
          "CSRF_PROTECTION_ENABLED",
          "true",
          Parsers.bool(),
          "Checks calls whose credential is a cookie, in production.");
  private static final Variable<Boolean> CSRF_STRICT =
      Variable.of(
          "CSRF_STRICT",
          "false",
          Parsers.bool(),
          "Asks every unsafe `/api/v1` call but login for `X-CSRF-Token`.");
  private static final Variable<RegistrationMode> REGISTRATION =
      Variable.of(
          "REGISTRATION",
          "open",
          Parsers.choice(
              "open, invite or closed",
              Map.of(
                  "open", RegistrationMode.OPEN,
                  "invite", RegistrationMode.INVITE,
                  "closed", RegistrationMode.CLOSED)),
          "Who may register: `open`, `invite` or `closed`.");
  private static final Variable<Set<String>> REGISTRATION_DOMAINS =
      Variable.open(
          "REGISTRATION_DOMAINS",
          "any",
          ContractVariables::domains,
          "Mail domains that may register, separated by commas.");
  private static final Variable<Boolean> REGISTRATION_CONCEALS_ACCOUNTS =
      Variable.of(
          "REGISTRATION_CONCEALS_ACCOUNTS",
          "false",
          Parsers.bool(),
          "Answers a registration 202 whether or not the email has an account, and says more by"
              + " mail. Turns `REQUIRE_VERIFIED_EMAIL` on, since a sign-in would tell.");
  private static final Variable<Boolean> REQUIRE_VERIFIED_EMAIL =
      Variable.of(
          "REQUIRE_VERIFIED_EMAIL",
          "false",
          Parsers.bool(),
          "Lets only users with a verified email sign in. A forgotten password that is set anew by"
              + " mail verifies the address as well.");
  private static final Variable<EmailAddress> ADMIN_EMAIL =
      Variable.open(
          "ADMIN_EMAIL",
          "none",
          ContractVariables::email,
          "The first admin: on an empty database the first start prints a one-time link to set the"
              + " password.");

  static final Group GROUP =
      new Group(
          "Signing in and registering",
          List.of(
              AUTH_MODE,
              AUTH_COOKIES,
              CSRF_PROTECTION_ENABLED,
              CSRF_STRICT,
              REGISTRATION,
              REGISTRATION_DOMAINS,
              REGISTRATION_CONCEALS_ACCOUNTS,
              REQUIRE_VERIFIED_EMAIL,
              ADMIN_EMAIL));

  private ContractVariables() {}

  static ContractSettings read(Values values, Environment where) {
    AuthMode mode = values.get(AUTH_MODE);
    boolean cookies = values.get(AUTH_COOKIES);
    if (cookies && mode == AuthMode.SESSION) {
      throw new ConfigException(
          "AUTH_COOKIES=true is for AUTH_MODE=jwt: opaque sessions have no refresh token.");
    }
    boolean csrf = values.get(CSRF_PROTECTION_ENABLED);
    boolean strict = values.get(CSRF_STRICT);
    if (cookies && where.isProduction() && !csrf) {
      values.warn(
          "CSRF_PROTECTION_ENABLED=false with AUTH_COOKIES=true: other sites can use the sessions"
              + " of browsers that visit them.");
    }
    return new ContractSettings(
        mode,
        cookies,
        csrf && where.isProduction(),
        csrf && strict,
        registration(values),
        values.find(ADMIN_EMAIL).orElse(null));
  }

  private static ContractSettings.Registration registration(Values values) {
    boolean conceals = values.get(REGISTRATION_CONCEALS_ACCOUNTS);
    boolean verified = values.get(REQUIRE_VERIFIED_EMAIL);
    if (conceals && !verified && values.isSet(REQUIRE_VERIFIED_EMAIL)) {
      throw new ConfigException(
          "REGISTRATION_CONCEALS_ACCOUNTS=true needs REQUIRE_VERIFIED_EMAIL=true: signing in after"
              + " a registration would tell whether there was an account.");
    }
    return new ContractSettings.Registration(
        values.get(REGISTRATION),
        values.find(REGISTRATION_DOMAINS).orElse(Set.of()),
        conceals,
        conceals || verified);
  }

  private static Set<String> domains(String text) {
    Set<String> domains = new LinkedHashSet<>();
    for (String part : text.split(",", -1)) {
      String name = part.strip();
      if (!(EmailAddress.parse("a@" + name) instanceof EmailAddress.Parsed.Valid(var address))) {
        throw new IllegalArgumentException("must be mail domains, separated by commas");
      }
      domains.add(address.domain());
    }
    return domains;
  }

  private static EmailAddress email(String text) {
    if (EmailAddress.parse(text.strip()) instanceof EmailAddress.Parsed.Valid(var address)) {
      return address;
    }
    throw new IllegalArgumentException("must be an email address");
  }
}
