package dev.gatehouse.app.cli;

import dev.gatehouse.app.Settings;
import dev.gatehouse.app.Store;
import dev.gatehouse.platform.storage.Database;
import dev.gatehouse.platform.storage.Migrations;
import dev.gatehouse.platform.storage.SchemaContents;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `gatehouse db downgrade`.
@Command(
    name = "downgrade",
    description =
        "Takes migrations back, with whatever their tables hold. Stop the server and make a backup"
            + " first.")
final class DbDowngrade extends Task {
  @Option(
      names = "--revision",
      paramLabel = "R",
      description = "The revision to go back to: a number, or 0 or base for the empty database.")
  private @Nullable String revision;

  DbDowngrade(Supplier<Settings> settings) {
    super(settings);
  }

  @Override
  void check() {
    Revisions.parse(target(), 0);
  }

  @Override
  void perform(Settings configuration) {
    try (Database database = Store.openExisting(configuration)) {
      Migrations migrations = new Migrations(database);
      int target = Revisions.parse(target(), migrations.head());
      migrations.requireKnown(target);
      int current = migrations.current();
      if (target >= current) {
        say("The database is at revision %d: there is nothing to take back.".formatted(current));
        return;
      }
      migrations.requireNotNewer();
      SchemaContents.lossesBelow(database, target)
          .forEach(loss -> say("Deletes the rows of %s: %d.".formatted(loss.table(), loss.rows())));
      List<Integer> taken = migrations.downgrade(target);
      say(
          "Took back %s; the database is at revision %d."
              .formatted(Revisions.list(taken), migrations.current()));
    }
  }

  private String target() {
    if (revision == null) {
      throw new Refusal(
          "Say which revision to go back to with --revision; `gatehouse db history` lists them.");
    }
    return revision;
  }
}
