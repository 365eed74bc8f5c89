package dev.gatehouse.app.cli;

import dev.gatehouse.app.SecretReseal;
import dev.gatehouse.app.Settings;
import java.util.function.Supplier;
import picocli.CommandLine.Command;

/// `gatehouse keys reseal`.
@Command(
    name = "reseal",
    description =
        "Moves what was sealed under SECRET_KEY_PREVIOUS to SECRET_KEY, also while the server runs,"
            + " and says when the previous one can be removed.")
final class KeysReseal extends Task {
  KeysReseal(Supplier<Settings> settings) {
    super(settings);
  }

  @Override
  void perform(Settings configuration) {
    new SecretReseal(configuration).run().forEach(this::say);
  }
}
