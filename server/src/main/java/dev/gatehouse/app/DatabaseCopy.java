package dev.gatehouse.app;

import dev.gatehouse.platform.storage.Database;
import dev.gatehouse.platform.storage.DatabaseSettings;
import dev.gatehouse.platform.storage.DatabaseSettings.DatabaseServer;
import dev.gatehouse.platform.storage.DatabaseSettings.SqliteFile;
import dev.gatehouse.platform.storage.DatabaseSettings.Target;
import dev.gatehouse.platform.storage.ForeignDatabase;
import dev.gatehouse.platform.storage.Migrations;
import dev.gatehouse.platform.storage.SchemaContents;
import dev.gatehouse.platform.storage.SqliteClaim;
import dev.gatehouse.platform.storage.TableCopy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.function.Consumer;

/// Copies the whole database into another one, of any kind, which takes its place.
///
/// Of an SQLite file nobody else may have it open meanwhile. A database server's is copied as it is
/// at one moment; what is written after that is not in the copy.
public final class DatabaseCopy {
  private final Settings settings;
  private final Path directory;

  /// @param directory where a relative path in a URL starts
  public DatabaseCopy(Settings settings, Path directory) {
    this.settings = settings;
    this.directory = directory;
  }

  /// Copies everything to `url` and reads it back.
  ///
  /// @throws OperationException when the target is not empty
  public void run(String url, Consumer<String> say) {
    Target to = target(url);
    if (to.equals(settings.database().target())) {
      throw new OperationException("--to is the database that would be copied.");
    }
    Store.openReady(settings).close();
    switch (settings.database().target()) {
      case SqliteFile(Path file) -> copyFile(file, to, say);
      case DatabaseServer server -> {
        say.accept("What the servers write from now on is not in the copy: stop them first.");
        copy(server, to, say);
      }
    }
    say.accept(
        "Everything is there and the same. Point DATABASE_URL at it, with the same secrets.");
  }

  /// Brings an empty database to our revision, and lets one through that a copy was begun in.
  private static void prepare(Database target) {
    Migrations migrations = new Migrations(target);
    boolean empty = SchemaContents.tables(target).isEmpty();
    migrations.requireOurs();
    migrations.upgrade();
    if (!empty && !TableCopy.isUnfinished(target) && !SchemaContents.isUnused(target)) {
      throw new OperationException(
          "The target holds a Gatehouse database that is in use: copy into an empty one.");
    }
  }

  private void copyFile(Path file, Target to, Consumer<String> say) {
    Path aside = NewFile.aside(file);
    try (SqliteClaim claim = SqliteClaim.of(file)) {
      if (!claim.isReadable()) {
        throw new OperationException("The database " + file + " is damaged.");
      }
      Files.copy(file, aside, StandardCopyOption.REPLACE_EXISTING);
      copy(new SqliteFile(aside), to, say);
    } catch (IOException e) {
      throw NewFile.cannot("read", file, e);
    } finally {
      NewFile.delete(aside);
    }
  }

  private void copy(Target from, Target to, Consumer<String> say) {
    DatabaseSettings there = new DatabaseSettings(to, settings.database().pool(), false);
    try (ForeignDatabase source =
            ForeignDatabase.open(from, settings.database().pool().connectWithin());
        Database target = Database.open(there)) {
      prepare(target);
      new TableCopy(source, target).run(say);
    }
  }

  private Target target(String url) {
    try {
      return DatabaseUrl.parse(url).target(directory, "prefer");
    } catch (IllegalArgumentException e) {
      throw new OperationException("--to " + e.getMessage() + ".");
    }
  }
}
