package dev.gatehouse.app.cli;

import dev.gatehouse.app.AuditOperations;
import dev.gatehouse.app.AuditOperations.Verdict;
import dev.gatehouse.app.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `gatehouse audit verify`.
///
/// Exit codes: 0 everything holds, 1 it does not, 2 the call can't be used.
@Command(
    name = "verify",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = {
      "Sees whether any audit event was changed, removed, inserted or moved since it was sealed.",
      "Exit codes: 0 everything holds, 1 it does not, 2 the call can't be used."
    })
final class AuditVerify implements Callable<Integer> {
  private final Shell shell;
  private final Supplier<Settings> settings;

  @SuppressWarnings("NullAway.Init") // picocli sets it before it runs the command
  @Spec
  private CommandSpec spec;

  @Option(
      names = "--checkpoint",
      paramLabel = "FILE",
      description =
          "Checkpoints that were kept elsewhere, one a line; the chain has to agree with them.")
  private List<String> checkpoints = new ArrayList<>();

  @Option(
      names = "--export",
      paramLabel = "FILE",
      description =
          "Verifies this export (/api/admin/audit-events/export without filters) instead of the"
              + " database; needs --checkpoint and --key.")
  private @Nullable String export;

  @Option(
      names = "--key",
      paramLabel = "FILE",
      description = "With --export: the public keys, as `audit keys` prints them.")
  private List<String> keys = new ArrayList<>();

  AuditVerify(Shell shell, Supplier<Settings> settings) {
    this.shell = shell;
    this.settings = settings;
  }

  @Override
  public Integer call() {
    Verdict verdict = verdict();
    if (verdict.fault() != null) {
      spec.commandLine().getErr().println(verdict.fault().sentence());
      spec.commandLine().getErr().flush();
      return 1;
    }
    spec.commandLine().getOut().println(sentence(verdict));
    spec.commandLine().getOut().flush();
    return 0;
  }

  private Verdict verdict() {
    if (export == null) {
      if (!keys.isEmpty()) {
        throw new ParameterException(spec.commandLine(), "--key is for an export");
      }
      return AuditOperations.verify(settings.get(), checkpoints.stream().map(shell::file).toList());
    }
    if (checkpoints.isEmpty() || keys.isEmpty()) {
      throw new ParameterException(
          spec.commandLine(), "An export is verified with --checkpoint and --key");
    }
    return AuditOperations.verify(
        shell.file(export),
        keys.stream().map(shell::file).toList(),
        checkpoints.stream().map(shell::file).toList());
  }

  private static String sentence(Verdict verdict) {
    String sealed =
        verdict.reached() < verdict.first()
            ? "There are no sealed events"
            : "The events from position %d to %d are as they were sealed, up to %d signed for"
                .formatted(verdict.first(), verdict.reached(), verdict.signed());
    long unsealed = verdict.unsealed();
    return unsealed == 0
        ? sealed + "."
        : sealed
            + (unsealed == 1
                ? "; 1 newer event is not sealed yet and proves nothing."
                : "; %d newer events are not sealed yet and prove nothing.".formatted(unsealed));
  }
}
