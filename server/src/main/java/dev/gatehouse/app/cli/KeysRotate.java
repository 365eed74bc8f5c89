package dev.gatehouse.app.cli;

import dev.gatehouse.app.KeyOperations;
import dev.gatehouse.app.Settings;
import dev.gatehouse.identity.tokens.SigningKey;
import java.time.temporal.ChronoUnit;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `gatehouse keys rotate`.
@Command(
    name = "rotate",
    description =
        "Makes a new signing key, also while the server runs. It signs when it has been published"
            + " for long enough; what older keys signed goes on to count.")
final class KeysRotate extends Task {
  @Option(
      names = "--compromised",
      description =
          "Somebody else has the key: the new one signs at once, and whatever older ones signed is"
              + " refused.")
  private boolean compromised;

  KeysRotate(Supplier<Settings> settings) {
    super(settings);
  }

  @Override
  void perform(Settings configuration) {
    SigningKey made = new KeyOperations(configuration).rotate(compromised);
    say(
        compromised
            ? "Made the key %s, which signs from now on; the access tokens of all others are refused."
                .formatted(made.id())
            : "Made the key %s, which signs from %s; older ones verify for a while longer."
                .formatted(made.id(), made.activeFrom().truncatedTo(ChronoUnit.SECONDS)));
  }
}
