package dev.gatehouse.app.cli;

import dev.gatehouse.app.Settings;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

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
  /// The call, the configuration or the database can't be used.
  static final int UNUSABLE = 2;

  private static final int FAILED = 1;

  @Option(
      names = "--set",
      scope = ScopeType.INHERIT,
      paramLabel = "NAME=VALUE",
      description = "Sets a configuration variable, before every other source.")
  private Map<String, String> options = new LinkedHashMap<>();

  private final Shell shell;

  private Cli(Shell shell) {
    this.shell = shell;
  }

  /// Runs one command line and returns its exit code.
  public static int run(String... arguments) {
    return run(Shell.ofProcess(), arguments);
  }

  static int run(Shell shell, String... arguments) {
    return commandLine(shell).execute(arguments);
  }

  static CommandLine commandLine(Shell shell) {
    Cli root = new Cli(shell);
    Supplier<Settings> settings = () -> root.settings(Map.of());
    CommandLine line =
        new CommandLine(root)
            .addSubcommand(new ServeCommand(root::settings))
            .addSubcommand("db", DbCommand.with(shell, settings))
            .addSubcommand("keys", KeysCommand.with(settings))
            .addSubcommand("audit", AuditCommand.with(shell, settings))
            .addSubcommand("users", UsersCommand.with(shell, settings))
            .addSubcommand(new ImportLegacyCommand(shell, settings))
            .addSubcommand(new WhyCommand(settings))
            .addSubcommand(new ConfigCommand(settings))
            .addSubcommand(new SmokeTestCommand());
    line.setOut(shell.out());
    line.setErr(shell.err());
    line.setExecutionExceptionHandler((e, command, _) -> Complaints.report(e, command));
    line.setParameterExceptionHandler((e, _) -> Complaints.complain(e));
    line.setExitCodeExceptionMapper(_ -> FAILED);
    return line;
  }

  @Override
  public void run() {
    throw new Refusal("Say what to do; `gatehouse --help` lists the commands.");
  }

  /// @param more options of the command itself
  private Settings settings(Map<String, String> more) {
    Map<String, String> all = new LinkedHashMap<>(options);
    all.putAll(more);
    return Settings.load(shell.directory(), shell.environment(), all);
  }
}
