package dev.gatehouse.app.cli;

import dev.gatehouse.app.Settings;
import java.io.PrintWriter;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// `gatehouse config`: the effective values and where each came from, secrets masked. Warnings go
/// to standard error.
@Command(
    name = "config",
    mixinStandardHelpOptions = true,
    description = "Prints the effective configuration and where each value came from.")
public final class ConfigCommand implements Runnable {
  private final Supplier<Settings> settings;

  @SuppressWarnings("NullAway.Init") // picocli sets it before it runs the command
  @Spec
  private CommandSpec spec;

  /// @param settings loads them; it may throw a `ConfigException`, which goes to the root command
  public ConfigCommand(Supplier<Settings> settings) {
    this.settings = settings;
  }

  @Override
  public void run() {
    Settings loaded = settings.get();
    PrintWriter out = spec.commandLine().getOut();
    loaded.describe().forEach(out::println);
    out.flush();
    PrintWriter err = spec.commandLine().getErr();
    loaded.warnings().forEach(warning -> err.println("Warning: " + warning));
    err.flush();
  }
}
