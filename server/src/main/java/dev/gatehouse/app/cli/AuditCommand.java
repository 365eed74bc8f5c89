package dev.gatehouse.app.cli;

import dev.gatehouse.app.Settings;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/// `gatehouse audit`: the record of who did what, and the proof that nobody changed it.
@Command(
    name = "audit",
    description = "Verifies the audit's hash chain, and prints what vouches for it.")
final class AuditCommand extends Group {
  static CommandLine with(Shell shell, Supplier<Settings> settings) {
    return new CommandLine(new AuditCommand())
        .addSubcommand(new AuditVerify(shell, settings))
        .addSubcommand(new AuditCheckpoint(settings))
        .addSubcommand(new AuditKeys(settings));
  }
}
