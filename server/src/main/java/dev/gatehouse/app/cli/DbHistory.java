package dev.gatehouse.app.cli;

import dev.gatehouse.app.Settings;
import dev.gatehouse.app.Store;
import dev.gatehouse.platform.storage.Database;
import dev.gatehouse.platform.storage.Migrations;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.function.Supplier;
import picocli.CommandLine.Command;

/// `gatehouse db history`.
@Command(
    name = "history",
    description = "Lists the migrations that this program knows, and when each was applied.")
final class DbHistory extends Task {
  DbHistory(Supplier<Settings> settings) {
    super(settings);
  }

  @Override
  void perform(Settings configuration) {
    try (Database database = Store.openExisting(configuration)) {
      for (Migrations.Revision one : new Migrations(database).history()) {
        Instant applied = one.appliedAt();
        say(
            "%03d  %-36s %s"
                .formatted(
                    one.number(),
                    one.name(),
                    applied == null ? "not applied" : applied.truncatedTo(ChronoUnit.SECONDS)));
      }
    }
  }
}
