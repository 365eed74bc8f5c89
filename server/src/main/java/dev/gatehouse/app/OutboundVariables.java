package dev.gatehouse.app;

import dev.gatehouse.platform.config.Catalogue.Group;
import dev.gatehouse.platform.config.Parsers;
import dev.gatehouse.platform.config.Values;
import dev.gatehouse.platform.config.Variable;
import dev.gatehouse.platform.config.WebAddress;
import dev.gatehouse.platform.outbound.OutboundRules.Exemption;
import java.net.URI;
import java.util.List;

/// Whom the server may call.
final class OutboundVariables {
  private static final Variable<List<Exemption>> ALLOW =
      Variable.of(
          "OUTBOUND_ALLOW",
          "none",
          Parsers.list(Exemption::parse),
          "Internal hosts that the server may call, and without TLS: names, addresses or ranges,"
              + " with commas (`hooks.internal, 10.1.0.0/16`). Everything else that it calls must"
              + " have public addresses, and https in production.");

  private static final Variable<URI> PWNED =
      Variable.open(
              "PWNED_PASSWORDS_URL",
              "unset",
              WebAddress::base,
              "A range API that knows leaked passwords (`https://api.pwnedpasswords.com/range/`);"
                  + " new passwords that it knows are refused. Five digits of a hash go out; when"
                  + " it does not answer within a second, the password passes.")
          .maskedUrl();

  static final Group GROUP = new Group("Calls to others", List.of(ALLOW, PWNED));

  private OutboundVariables() {}

  static Settings.Outbound read(Values values, Settings.Environment where) {
    return new Settings.Outbound(
        !where.isProduction(), values.get(ALLOW), values.find(PWNED).orElse(null));
  }
}
