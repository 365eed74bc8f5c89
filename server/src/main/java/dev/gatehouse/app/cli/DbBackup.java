package dev.gatehouse.app.cli;

import dev.gatehouse.app.Backup;
import dev.gatehouse.app.Settings;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `gatehouse db backup`.
@Command(
    name = "backup",
    description = "Writes the whole database into one new file, also while the server runs.")
final class DbBackup extends Task {
  private final Shell shell;

  @Parameters(paramLabel = "FILE", description = "The file to write; it must not exist yet.")
  private String file = "";

  @Option(
      names = "--with-secret",
      paramLabel = "FILE",
      description =
          "Writes the secret that a restore also needs into another new file, as lines for"
              + " gatehouse.env.")
  private @Nullable String secretFile;

  DbBackup(Shell shell, Supplier<Settings> settings) {
    super(settings);
    this.shell = shell;
  }

  @Override
  void perform(Settings configuration) {
    new Backup(configuration, shell.searchPath())
        .write(shell.file(file), secretFile == null ? null : shell.file(secretFile))
        .forEach(this::say);
  }
}
