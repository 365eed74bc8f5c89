package dev.gatehouse.app.cli;

import dev.gatehouse.app.Settings;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// A command that works with the configuration and tells what it did.
@Command(mixinStandardHelpOptions = true, versionProvider = Version.class)
abstract class Task implements Runnable {
  private final Supplier<Settings> settings;

  @SuppressWarnings("NullAway.Init") // picocli sets it before it runs the command
  @Spec
  private CommandSpec spec;

  Task(Supplier<Settings> settings) {
    this.settings = settings;
  }

  @Override
  public final void run() {
    check();
    perform(settings.get());
  }

  /// Looks at the options, before the configuration is read.
  void check() {}

  abstract void perform(Settings configuration);

  final void say(String line) {
    spec.commandLine().getOut().println(line);
    spec.commandLine().getOut().flush();
  }

  final void warn(String line) {
    spec.commandLine().getErr().println(line);
    spec.commandLine().getErr().flush();
  }
}
