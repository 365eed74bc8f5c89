package dev.gatehouse.app.cli;

import dev.gatehouse.app.Settings;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/// `gatehouse keys`: what access tokens are signed with.
@Command(
    name = "keys",
    description = "Lists and replaces the keys that access tokens are signed with.")
final class KeysCommand extends Group {
  static CommandLine with(Supplier<Settings> settings) {
    return new CommandLine(new KeysCommand())
        .addSubcommand(new KeysList(settings))
        .addSubcommand(new KeysRotate(settings))
        .addSubcommand(new KeysReseal(settings));
  }
}
