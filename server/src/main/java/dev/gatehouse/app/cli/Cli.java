package dev.gatehouse.app.cli;

import dev.gatehouse.app.Settings;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/// The command line: `gatehouse <command>`.
///
/// Exit codes: 0 done, 1 an error of ours, 2 the call or the configuration can't be used.
@Command(
    name = "gatehouse",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    synopsisSubcommandLabel = "COMMAND",
    description = "A self-hosted authentication server.")
public final class Cli implements Runnable {
  /// The call or the configuration can't be used.
  public static final int UNUSABLE = 2;

  private static final int FAILED = 1;

  @SuppressWarnings("NullAway.Init") // set by picocli
  @Spec
  private CommandSpec spec;

  @Option(
      names = "--set",
      scope = ScopeType.INHERIT,
      paramLabel = "NAME=VALUE",
      description = "Sets a configuration variable, before every other source.")
  private Map<String, String> options = new LinkedHashMap<>();

  /// Runs one command line and returns its exit code.
  public static int run(String... arguments) {
    Cli root = new Cli();
    CommandLine line =
        new CommandLine(root)
            .addSubcommand(new ServeCommand(root::settings))
            .addSubcommand(new ConfigCommand(() -> root.settings(Map.of())))
            .addSubcommand(new SmokeTestCommand());
    line.setExecutionExceptionHandler((e, command, _) -> report(e, command));
    line.setParameterExceptionHandler((e, _) -> complain(e));
    line.setExitCodeExceptionMapper(_ -> FAILED);
    return line.execute(arguments);
  }

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "Say what to do; `gatehouse --help` lists the commands.");
  }

  /// @param more options of the command itself
  private Settings settings(Map<String, String> more) {
    Map<String, String> all = new LinkedHashMap<>(options);
    all.putAll(more);
    return Settings.load(Path.of("").toAbsolutePath(), System.getenv(), all);
  }

  private static int report(Exception e, CommandLine command) throws Exception {
    PrintWriter err = command.getErr();
    err.println(Failures.sentence(e).orElseThrow(() -> e));
    err.flush();
    return UNUSABLE;
  }

  private static int complain(ParameterException e) {
    PrintWriter err = e.getCommandLine().getErr();
    err.println(e.getMessage());
    err.flush();
    return UNUSABLE;
  }
}
