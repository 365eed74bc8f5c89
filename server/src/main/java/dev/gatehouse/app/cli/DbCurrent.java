package dev.gatehouse.app.cli;

import dev.gatehouse.app.Settings;
import dev.gatehouse.app.Store;
import dev.gatehouse.platform.storage.Database;
import dev.gatehouse.platform.storage.Migrations;
import java.util.function.Supplier;
import picocli.CommandLine.Command;

/// `gatehouse db current`.
@Command(name = "current", description = "Prints the revision that the database is at.")
final class DbCurrent extends Task {
  DbCurrent(Supplier<Settings> settings) {
    super(settings);
  }

  @Override
  void perform(Settings configuration) {
    try (Database database = Store.openExisting(configuration)) {
      Migrations migrations = new Migrations(database);
      int current = migrations.current();
      int head = migrations.head();
      say(
          current == head
              ? "%d (head)".formatted(current)
              : "%d (of %d; `gatehouse db upgrade` brings the rest)".formatted(current, head));
    }
  }
}
