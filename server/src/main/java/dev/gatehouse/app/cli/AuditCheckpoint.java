package dev.gatehouse.app.cli;

import dev.gatehouse.app.AuditOperations;
import dev.gatehouse.app.Settings;
import java.util.function.Supplier;
import picocli.CommandLine.Command;

/// `gatehouse audit checkpoint`.
@Command(
    name = "checkpoint",
    description =
        "Prints the newest signed checkpoint. Keep it where the server can't change it:"
            + " `audit verify --checkpoint` holds the chain against it.")
final class AuditCheckpoint extends Task {
  AuditCheckpoint(Supplier<Settings> settings) {
    super(settings);
  }

  @Override
  void perform(Settings configuration) {
    say(
        AuditOperations.checkpoint(configuration)
            .orElseThrow(() -> new Refusal("There is no checkpoint yet: nothing was sealed.")));
  }
}
