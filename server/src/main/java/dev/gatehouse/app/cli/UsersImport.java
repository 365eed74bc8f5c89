package dev.gatehouse.app.cli;

import dev.gatehouse.app.Settings;
import dev.gatehouse.app.UserTransfer;
import dev.gatehouse.flows.transfer.ImportSummary;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `gatehouse users import`.
@Command(
    name = "import",
    description =
        "Takes in users from a file of JSON lines. A line that can't be taken is told by its"
            + " number; doing it again changes nothing more.")
final class UsersImport extends Task {
  private final Shell shell;

  @Parameters(paramLabel = "FILE", description = "The file to read; /dev/stdin works too.")
  private String file = "";

  UsersImport(Shell shell, Supplier<Settings> settings) {
    super(settings);
    this.shell = shell;
  }

  @Override
  void perform(Settings configuration) {
    ImportSummary summary = new UserTransfer(configuration).takeIn(shell.file(file));
    summary.skipped().forEach(skip -> warn("Line %d: %s.".formatted(skip.line(), skip.detail())));
    if (summary.skippedTotal() > summary.skipped().size()) {
      warn("... and %d more.".formatted(summary.skippedTotal() - summary.skipped().size()));
    }
    say(
        "Created %d, updated %d, left %d as they were, skipped %d."
            .formatted(
                summary.created(), summary.updated(), summary.unchanged(), summary.skippedTotal()));
  }
}
