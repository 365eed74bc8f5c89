package dev.gatehouse.app;

import dev.gatehouse.platform.storage.Database;
import dev.gatehouse.platform.storage.DatabaseSettings.DatabaseServer;
import dev.gatehouse.platform.storage.DatabaseSettings.SqliteFile;
import dev.gatehouse.platform.storage.SchemaContents;
import dev.gatehouse.platform.storage.ServerTools;
import dev.gatehouse.platform.storage.ToolCall;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Brings a database back from a backup.
public final class Restore {
  private final Settings settings;
  private final String searchPath;
  private final Aftermath aftermath;

  /// @param searchPath the value of `PATH`, where a database server's own tools are looked for
  /// @param keepSessions whether whoever was signed in at the time of the backup is so again
  public Restore(Settings settings, String searchPath, boolean keepSessions) {
    this.settings = settings;
    this.searchPath = searchPath;
    this.aftermath = new Aftermath(settings, keepSessions);
  }

  /// The database file that a restore would replace; empty when there is none, or on a server,
  /// where nothing is replaced.
  public Optional<Path> replaces() {
    return settings.database().target() instanceof SqliteFile(Path file) && Files.exists(file)
        ? Optional.of(file)
        : Optional.empty();
  }

  /// Restores from `backup`; what was done, line by line.
  ///
  /// @throws OperationException when the backup can't be restored here; nothing has changed then,
  ///   unless the sentence says so
  public List<String> from(Path backup) {
    if (!Files.isRegularFile(backup) || !Files.isReadable(backup)) {
      throw new OperationException(backup + " can't be read: there is no such file.");
    }
    return switch (settings.database().target()) {
      case SqliteFile(Path database) -> {
        SqliteRestore.Done done =
            new SqliteRestore(database, aftermath).from(backup, Instant.now());
        List<String> lines = report(backup.toString(), done.outcome());
        if (done.kept() != null) {
          lines.add("The database it replaced is kept in " + done.kept() + ".");
        }
        yield lines;
      }
      case DatabaseServer server -> {
        load(server, backup);
        yield finish(backup.toString());
      }
    };
  }

  /// Does what is left to do when the backup was loaded into the server by hand.
  public List<String> finishLoaded() {
    if (settings.database().target() instanceof SqliteFile) {
      throw new OperationException("--loaded is for database servers: name the backup's file.");
    }
    return finish("The loaded database");
  }

  private void load(DatabaseServer server, Path backup) {
    try (Database database = Database.open(settings.database())) {
      Set<String> tables = SchemaContents.tables(database);
      if (!tables.isEmpty()) {
        throw new OperationException(
            "The database %s is not empty (%d tables): restore into an empty one."
                .formatted(server.database(), tables.size()));
      }
    }
    ToolCall call = new ServerTools(server, searchPath).load(backup.toAbsolutePath());
    if (!call.isThere()) {
      throw new OperationException(
          "%s is not on the PATH; where it is, run: %s and then `gatehouse db restore --loaded`."
              .formatted(call.program(), call.shown()));
    }
    call.run();
  }

  private List<String> finish(String what) {
    try (Database database = Database.open(settings.database())) {
      return report(what, aftermath.settle(database, Aftermath.Before.UNKNOWN));
    } catch (OperationException e) {
      throw new OperationException(
          "%s can't be used, and has to be removed from the database again: %s"
              .formatted(what, e.getMessage()));
    }
  }

  private static List<String> report(String what, Aftermath.Outcome outcome) {
    List<String> lines = new ArrayList<>();
    lines.add("Restored %s at revision %d.".formatted(what, outcome.found()));
    if (outcome.found() != outcome.head()) {
      lines.add("Brought its schema up to revision %d.".formatted(outcome.head()));
    }
    lines.add(
        outcome.sessionsKept()
            ? "Kept the sessions of the time of the backup."
            : "Ended all sessions (%d); everybody has to sign in again."
                .formatted(outcome.sessionsEnded()));
    return lines;
  }
}
