package dev.gatehouse.app.cli;

import dev.gatehouse.app.MigrationTemplate;
import java.io.PrintWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `gatehouse db migrate`: for those who develop Gatehouse.
@Command(
    name = "migrate",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description =
        "Writes an empty migration, one file a database dialect, into the source checkout around"
            + " the working directory.")
final class DbMigrate implements Runnable {
  private final Shell shell;

  @SuppressWarnings("NullAway.Init") // picocli sets it before it runs the command
  @Spec
  private CommandSpec spec;

  @Option(
      names = {"-m", "--message"},
      paramLabel = "TEXT",
      description = "What the migration does, in a few words.")
  private String text = "";

  DbMigrate(Shell shell) {
    this.shell = shell;
  }

  @Override
  public void run() {
    PrintWriter out = spec.commandLine().getOut();
    MigrationTemplate.write(shell.directory(), text)
        .forEach(file -> out.println("Wrote " + shell.directory().relativize(file)));
    out.flush();
  }
}
