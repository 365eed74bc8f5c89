package dev.gatehouse.app.cli;

import dev.gatehouse.app.AuditOperations;
import dev.gatehouse.app.Settings;
import java.util.function.Supplier;
import picocli.CommandLine.Command;

/// `gatehouse audit keys`.
@Command(
    name = "keys",
    description = "Prints the public keys that checkpoints are verified with, as a JWK set.")
final class AuditKeys extends Task {
  AuditKeys(Supplier<Settings> settings) {
    super(settings);
  }

  @Override
  void perform(Settings configuration) {
    say(AuditOperations.publicKeys(configuration));
  }
}
