package dev.gatehouse.app;

import dev.gatehouse.platform.storage.Database;
import dev.gatehouse.platform.storage.DatabaseSettings.DatabaseServer;
import dev.gatehouse.platform.storage.DatabaseSettings.SqliteFile;
import dev.gatehouse.platform.storage.Migrations;
import dev.gatehouse.platform.storage.ServerTools;
import dev.gatehouse.platform.storage.SqliteFiles;
import dev.gatehouse.platform.storage.ToolCall;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Writes the whole database into one file, as it was at one moment, while the server goes on.
public final class Backup {
  private final Settings settings;
  private final String searchPath;

  /// @param searchPath the value of `PATH`, where a database server's own tools are looked for
  public Backup(Settings settings, String searchPath) {
    this.settings = settings;
    this.searchPath = searchPath;
  }

  /// Makes the backup; what was done, line by line.
  ///
  /// @param secretFile where the secrets are to be written too, or null
  /// @throws OperationException when a file is there already or can't be written, or a tool is
  ///   missing
  public List<String> write(Path file, @Nullable Path secretFile) {
    NewFile.requireAbsent(file);
    if (secretFile != null) {
      NewFile.requireAbsent(secretFile);
      if (secretFile.toAbsolutePath().normalize().equals(file.toAbsolutePath().normalize())) {
        throw new OperationException("The backup and the secret need a file each.");
      }
    }
    int revision = revision();
    switch (settings.database().target()) {
      case SqliteFile(Path database) ->
          NewFile.write(file, empty -> SqliteFiles.snapshot(database, empty));
      case DatabaseServer server -> dump(server, file);
    }
    return report(file, secretFile, revision);
  }

  private int revision() {
    try (Database database = Store.openExisting(settings)) {
      int revision = new Migrations(database).current();
      if (revision == 0) {
        throw new OperationException("The database is empty: there is nothing to back up.");
      }
      return revision;
    }
  }

  private void dump(DatabaseServer server, Path file) {
    ServerTools tools = new ServerTools(server, searchPath);
    ToolCall missing = tools.dump(file.toAbsolutePath());
    if (!missing.isThere()) {
      throw new OperationException(
          "%s is not on the PATH; where it is, run: %s"
              .formatted(missing.program(), missing.shown()));
    }
    NewFile.write(file, empty -> tools.dump(empty).run());
  }

  private List<String> report(Path file, @Nullable Path secretFile, int revision) {
    List<String> lines = new ArrayList<>();
    lines.add(
        "Backed up the database at revision %d to %s (%d bytes)."
            .formatted(revision, file, size(file)));
    String sources = String.join(", ", SecretExport.sources(settings));
    if (secretFile == null) {
      lines.add(
          "To restore it you also need the secret it was made under, which is not in it: %s."
              .formatted(sources));
    } else {
      SecretExport.write(settings.secrets(), secretFile);
      lines.add(
          "Wrote the secret that a restore also needs to %s (from %s): keep it apart from the backup."
              .formatted(secretFile, sources));
    }
    return lines;
  }

  private static long size(Path file) {
    try {
      return Files.size(file);
    } catch (IOException e) {
      throw NewFile.cannot("read", file, e);
    }
  }
}
