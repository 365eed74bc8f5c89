package dev.gatehouse.app;

import dev.gatehouse.platform.config.Catalogue.Group;
import dev.gatehouse.platform.config.Parsers;
import dev.gatehouse.platform.config.Values;
import dev.gatehouse.platform.config.Variable;
import java.util.List;

/// Which kind of place this is.
final class EnvironmentVariables {
  private static final Variable<String> APP_ENV =
      Variable.of(
              "APP_ENV",
              "development",
              Parsers.text(),
              "`development`, `dev`, `test` or `local`; anything else is production: secrets are"
                  + " checked, `PUBLIC_URL` must be https.")
          .alsoNamed("ENVIRONMENT");

  static final Group GROUP = new Group("The environment", List.of(APP_ENV));

  private EnvironmentVariables() {}

  static Settings.Environment read(Values values) {
    return new Settings.Environment(values.get(APP_ENV));
  }
}
