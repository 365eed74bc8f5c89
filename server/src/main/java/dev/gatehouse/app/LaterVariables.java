package dev.gatehouse.app;

import dev.gatehouse.platform.config.Catalogue.Group;
import dev.gatehouse.platform.config.ConfigException;
import dev.gatehouse.platform.config.Parsers;
import dev.gatehouse.platform.config.ValueParser;
import dev.gatehouse.platform.config.Values;
import dev.gatehouse.platform.config.Variable;
import java.util.List;
import java.util.Set;

/// Variables whose feature does not exist yet. They are known, so that a configuration written for
/// all of Gatehouse starts; one that asks for more than the server does is warned about.
final class LaterVariables {
  /// Asking for one of these is asking for a protection: production does not start without it.
  private static final Set<String> PROTECTING =
      Set.of("REGISTRATION_CONCEALS_ACCOUNTS", "REQUIRE_VERIFIED_EMAIL");

  private static final List<Variable<?>> ALL =
      List.of(
          later(
              "REGISTRATION_CONCEALS_ACCOUNTS",
              "`false`",
              Parsers.bool(),
              "Answers a registration alike whether or not the email has an account."),
          later(
              "REQUIRE_VERIFIED_EMAIL",
              "`false`",
              Parsers.bool(),
              "Lets only users with a verified email sign in."),
          text("BRAND_*", "built in", "Colours and logo of the pages."),
          text("OTEL_*", "unset", "Other variables of OpenTelemetry.").secret());

  static final Group GROUP = new Group("Not yet", ALL);

  private LaterVariables() {}

  /// Refuses bad values, and warns of each that asks for what the server does not do yet.
  ///
  /// @throws ConfigException in production, when that would be a protection
  static void check(Values values, Settings.Environment where) {
    for (Variable<?> variable : ALL) {
      if (variable.name().endsWith("*")) {
        values.membersOf(variable).forEach(name -> values.warn(noEffect(name)));
      } else if (values.isSet(variable) && asksForMore(values, variable)) {
        if (where.isProduction() && PROTECTING.contains(variable.name())) {
          throw new ConfigException(
              variable.name()
                  + " asks for a protection that this version does not have; production starts only"
                  + " without it.");
        }
        values.warn(noEffect(variable.name()));
      }
    }
  }

  private static boolean asksForMore(Values values, Variable<?> variable) {
    Object meaning = values.get(variable);
    return !meaning.equals(false);
  }

  private static String noEffect(String name) {
    return name + " has no effect in this version: the server does not do that yet.";
  }

  private static Variable<String> text(String name, String shown, String doc) {
    return later(name, shown, Parsers.text(), doc);
  }

  private static <T> Variable<T> later(
      String name, String shown, ValueParser<T> parser, String doc) {
    return Variable.open(name, shown, parser, doc).notYet();
  }
}
