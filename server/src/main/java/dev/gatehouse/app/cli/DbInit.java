package dev.gatehouse.app.cli;

import dev.gatehouse.app.Settings;
import dev.gatehouse.app.Store;
import java.util.function.Supplier;
import picocli.CommandLine.Command;

/// `gatehouse db init`.
@Command(
    name = "init",
    description = "Makes the tables and the default roles. Harmless when it was done before.")
final class DbInit extends Task {
  DbInit(Supplier<Settings> settings) {
    super(settings);
  }

  @Override
  void perform(Settings configuration) {
    Store.Initialised done = Store.initialise(configuration);
    say(
        done.applied().isEmpty()
            ? "The database is at revision %d already.".formatted(done.revision())
            : "Brought the database to revision %d.".formatted(done.revision()));
    say(DbCreateRoles.made(done.roles()));
  }
}
