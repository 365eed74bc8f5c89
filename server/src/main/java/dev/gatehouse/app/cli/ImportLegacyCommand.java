package dev.gatehouse.app.cli;

import dev.gatehouse.app.LegacyTransfer;
import dev.gatehouse.app.Settings;
import dev.gatehouse.flows.transfer.legacy.LegacyKind;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.IExitCodeGenerator;
import picocli.CommandLine.Option;

/// `gatehouse import-legacy`.
@Command(
    name = "import-legacy",
    description =
        "Carries the users of an old backend over, with their passwords, also while the server"
            + " runs. The old database is only read, and it may be done again.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:Done.",
      "2:Nothing was done.",
      "3:Done, but for users of whom two have one mailbox."
    })
final class ImportLegacyCommand extends Task implements IExitCodeGenerator {
  private static final int UNSETTLED = 3;

  private final Shell shell;
  private int exitCode;

  @Option(
      names = "--from",
      required = true,
      paramLabel = "URL",
      description = "The old database, written as in DATABASE_URL.")
  private String from = "";

  @Option(
      names = "--kind",
      required = true,
      paramLabel = "KIND",
      description = "Which backend it was: flask, fastapi-jwt, fastapi-pairs or sessions.")
  private String kind = "";

  @Option(names = "--dry-run", description = "Says what would be done, and changes nothing.")
  private boolean rehearsal;

  @Option(
      names = "--map",
      paramLabel = "FILE",
      description = "Writes the pairs of old and new ids into a new file, as CSV.")
  private @Nullable String map;

  @Option(
      names = "--on-conflict",
      paramLabel = "newest",
      description =
          "Of several users of one mailbox, carries the newest. Otherwise none of them is carried.")
  private @Nullable String onConflict;

  ImportLegacyCommand(Shell shell, Supplier<Settings> settings) {
    super(settings);
    this.shell = shell;
  }

  @Override
  void check() {
    if (LegacyKind.of(kind).isEmpty()) {
      throw new Refusal("--kind must be flask, fastapi-jwt, fastapi-pairs or sessions.");
    }
    if (onConflict != null && !onConflict.equals("newest")) {
      throw new Refusal("--on-conflict must be newest.");
    }
  }

  @Override
  void perform(Settings configuration) {
    boolean settled =
        new LegacyTransfer(configuration, shell.directory())
            .run(
                from,
                LegacyKind.of(kind).orElseThrow(),
                rehearsal,
                onConflict != null,
                map == null ? null : shell.file(map),
                this::say);
    exitCode = settled ? 0 : UNSETTLED;
  }

  @Override
  public int getExitCode() {
    return exitCode;
  }
}
