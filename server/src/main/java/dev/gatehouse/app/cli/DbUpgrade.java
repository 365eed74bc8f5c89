package dev.gatehouse.app.cli;

import dev.gatehouse.app.Settings;
import dev.gatehouse.app.Store;
import dev.gatehouse.platform.storage.Database;
import dev.gatehouse.platform.storage.Migrations;
import java.util.List;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `gatehouse db upgrade`.
@Command(name = "upgrade", description = "Applies the migrations that are missing.")
final class DbUpgrade extends Task {
  @Option(
      names = "--revision",
      paramLabel = "R",
      defaultValue = "head",
      description = "The revision to stop at: a number, or head (the default) for the newest.")
  private String revision = "head";

  DbUpgrade(Supplier<Settings> settings) {
    super(settings);
  }

  @Override
  void check() {
    Revisions.parse(revision, 0);
  }

  @Override
  void perform(Settings configuration) {
    try (Database database = Store.open(configuration)) {
      Migrations migrations = new Migrations(database);
      List<Integer> applied = migrations.upgrade(Revisions.parse(revision, migrations.head()));
      say(
          applied.isEmpty()
              ? "The database is at revision %d already.".formatted(migrations.current())
              : "Applied %s; the database is at revision %d."
                  .formatted(Revisions.list(applied), migrations.current()));
    }
  }
}
