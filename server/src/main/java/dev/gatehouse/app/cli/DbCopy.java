package dev.gatehouse.app.cli;

import dev.gatehouse.app.DatabaseCopy;
import dev.gatehouse.app.Settings;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `gatehouse db copy`.
@Command(
    name = "copy",
    description =
        "Copies the whole database into an empty one of any kind, and compares the two. Stop the"
            + " server first. A copy that was interrupted is done again from the beginning.")
final class DbCopy extends Task {
  private final Shell shell;

  @Option(
      names = "--to",
      required = true,
      paramLabel = "URL",
      description = "The empty database, written as in DATABASE_URL.")
  private String to = "";

  DbCopy(Shell shell, Supplier<Settings> settings) {
    super(settings);
    this.shell = shell;
  }

  @Override
  void perform(Settings configuration) {
    new DatabaseCopy(configuration, shell.directory()).run(to, this::say);
  }
}
