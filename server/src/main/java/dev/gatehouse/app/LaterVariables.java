package dev.gatehouse.app;

import dev.gatehouse.platform.config.Catalogue.Group;
import dev.gatehouse.platform.config.Parsers;
import dev.gatehouse.platform.config.Values;
import dev.gatehouse.platform.config.Variable;
import java.util.List;

/// Variables whose feature does not exist yet. They are known, so that a configuration written for
/// all of Gatehouse starts; one that asks for more than the server does is warned about.
final class LaterVariables {
  private static final List<Variable<?>> ALL =
      List.of(text("OTEL_*", "unset", "Other variables of OpenTelemetry.").secret());

  static final Group GROUP = new Group("Not yet", ALL);

  private LaterVariables() {}

  /// Warns of each that asks for what the server does not do yet.
  static void check(Values values) {
    for (Variable<?> variable : ALL) {
      values
          .membersOf(variable)
          .forEach(name ->
              values.warn(
                  name + " has no effect in this version: the server does not do that yet."));
    }
  }

  private static Variable<String> text(String name, String shown, String doc) {
    return Variable.open(name, shown, Parsers.text(), doc).notYet();
  }
}
