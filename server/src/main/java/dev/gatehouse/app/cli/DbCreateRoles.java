package dev.gatehouse.app.cli;

import dev.gatehouse.app.Settings;
import dev.gatehouse.app.Store;
import dev.gatehouse.platform.storage.Database;
import java.util.List;
import java.util.function.Supplier;
import picocli.CommandLine.Command;

/// `gatehouse db create-roles`.
@Command(
    name = "create-roles",
    description = "Makes whichever of the roles admin, auditor and user are missing.")
final class DbCreateRoles extends Task {
  DbCreateRoles(Supplier<Settings> settings) {
    super(settings);
  }

  @Override
  void perform(Settings configuration) {
    try (Database database = Store.openReady(configuration)) {
      say(made(Store.createDefaultRoles(database)));
    }
  }

  static String made(List<String> roles) {
    return roles.isEmpty()
        ? "The default roles are there already."
        : "Made the roles " + String.join(", ", roles) + ".";
  }
}
