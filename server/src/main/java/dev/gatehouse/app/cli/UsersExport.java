package dev.gatehouse.app.cli;

import dev.gatehouse.app.Settings;
import dev.gatehouse.app.UserTransfer;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `gatehouse users export`.
@Command(
    name = "export",
    description = "Writes every user into a new file of JSON lines, as an import takes them.")
final class UsersExport extends Task {
  private final Shell shell;

  @Parameters(
      paramLabel = "FILE",
      description = "The file to write, for its owner alone; it must not exist yet.")
  private String file = "";

  @Option(names = "--include-hashes", description = "Writes the password hashes too.")
  private boolean hashes;

  UsersExport(Shell shell, Supplier<Settings> settings) {
    super(settings);
    this.shell = shell;
  }

  @Override
  void perform(Settings configuration) {
    long written = new UserTransfer(configuration).writeOut(shell.file(file), hashes);
    say("Wrote %d users %s password hashes.".formatted(written, hashes ? "with their" : "without"));
  }
}
