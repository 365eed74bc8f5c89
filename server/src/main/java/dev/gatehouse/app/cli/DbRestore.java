package dev.gatehouse.app.cli;

import dev.gatehouse.app.Restore;
import dev.gatehouse.app.Settings;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `gatehouse db restore`.
@Command(
    name = "restore",
    description =
        "Puts a backup in the place of the database, which is kept beside it. Stop the server"
            + " first. All sessions end.")
final class DbRestore extends Task {
  private final Shell shell;

  @Parameters(
      arity = "0..1",
      paramLabel = "FILE",
      description = "What `gatehouse db backup` wrote.")
  private @Nullable String file;

  @Option(
      names = "--keep-sessions",
      description = "Lets those who were signed in at the time of the backup be so again.")
  private boolean keepSessions;

  @Option(names = "--yes", description = "Does not ask before it replaces a database.")
  private boolean yes;

  @Option(
      names = "--loaded",
      description =
          "The backup was loaded into the database server by hand: does what else a restore does.")
  private boolean loaded;

  DbRestore(Shell shell, Supplier<Settings> settings) {
    super(settings);
    this.shell = shell;
  }

  @Override
  void check() {
    if (loaded == (file != null)) {
      throw new Refusal("Name the file to restore from, or say --loaded.");
    }
  }

  @Override
  void perform(Settings configuration) {
    Restore restore = new Restore(configuration, shell.searchPath(), keepSessions);
    if (file == null) {
      restore.finishLoaded().forEach(this::say);
      return;
    }
    confirm(restore.replaces());
    restore.from(shell.file(file)).forEach(this::say);
  }

  /// Asks a person; a script has said what it wants.
  private void confirm(Optional<Path> replaced) {
    if (yes || replaced.isEmpty() || !shell.keyboard().isTerminal()) {
      return;
    }
    String answer =
        shell.keyboard().ask("Replace %s? (y/N) ".formatted(replaced.get())).orElse("").strip();
    if (!answer.equalsIgnoreCase("y") && !answer.equalsIgnoreCase("yes")) {
      throw new Refusal("Nothing was changed.");
    }
  }
}
