package dev.gatehouse.app.cli;

import dev.gatehouse.app.Settings;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/// `gatehouse users`.
@Command(
    name = "users",
    description = "Lists, makes, changes and carries users, also while the server runs.")
final class UsersCommand extends Group {
  static CommandLine with(Shell shell, Supplier<Settings> settings) {
    return new CommandLine(new UsersCommand())
        .addSubcommand(new UsersList(settings))
        .addSubcommand(new UsersShow(settings))
        .addSubcommand(new UsersCreate(shell, settings))
        .addSubcommand(new UsersActivate(settings))
        .addSubcommand(new UsersDeactivate(settings))
        .addSubcommand(new UsersDelete(settings))
        .addSubcommand(new UsersSetPassword(shell, settings))
        .addSubcommand(new UsersForcePasswordChange(settings))
        .addSubcommand(new UsersResetMfa(settings))
        .addSubcommand(new UsersGrant(settings))
        .addSubcommand(new UsersRevoke(settings))
        .addSubcommand(new UsersSessions(settings))
        .addSubcommand(new UsersImport(shell, settings))
        .addSubcommand(new UsersExport(shell, settings));
  }
}
