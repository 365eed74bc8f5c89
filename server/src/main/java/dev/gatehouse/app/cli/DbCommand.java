package dev.gatehouse.app.cli;

import dev.gatehouse.app.Settings;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/// `gatehouse db`: the database.
@Command(name = "db", description = "Makes, changes, backs up and restores the database.")
final class DbCommand extends Group {
  static CommandLine with(Shell shell, Supplier<Settings> settings) {
    return new CommandLine(new DbCommand())
        .addSubcommand(new DbInit(settings))
        .addSubcommand(new DbUpgrade(settings))
        .addSubcommand(new DbDowngrade(settings))
        .addSubcommand(new DbCurrent(settings))
        .addSubcommand(new DbHistory(settings))
        .addSubcommand(new DbMigrate(shell))
        .addSubcommand(new DbCreateRoles(settings))
        .addSubcommand(new DbCreateAdmin(shell, settings))
        .addSubcommand(new DbCopy(shell, settings))
        .addSubcommand(new DbBackup(shell, settings))
        .addSubcommand(new DbRestore(shell, settings));
  }
}
