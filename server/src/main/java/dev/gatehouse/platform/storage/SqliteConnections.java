package dev.gatehouse.platform.storage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.sqlite.SQLiteConfig;

/// Connections to one SQLite file: WAL, every commit on the disk before it is answered, foreign
/// keys.
final class SqliteConnections {
  private static final int BUSY_MILLIS = 5_000;
  private static final int CACHE_KIB = 8 * 1024;

  private final Path file;
  private final SqliteDialect dialect = new SqliteDialect();

  /// Makes the file's folder when it is missing.
  SqliteConnections(Path file) {
    this.file = file.toAbsolutePath();
    try {
      Files.createDirectories(this.file.getParent());
    } catch (IOException e) {
      throw new StorageException.Unavailable(
          "The folder " + this.file.getParent() + " can't be made", e);
    }
  }

  Connection forWriting() {
    return open("PRAGMA wal_autocheckpoint = 2000");
  }

  Connection forReading() {
    return open("PRAGMA query_only = ON");
  }

  private Connection open(String pragma) {
    try {
      Connection connection = config().createConnection("jdbc:sqlite:" + file);
      try (Statement statement = connection.createStatement()) {
        statement.execute(pragma);
      }
      return connection;
    } catch (SQLException e) {
      StorageException translated = dialect.translate(e);
      throw new StorageException.Unavailable(
          "%s: %s".formatted(translated.getMessage(), file), translated);
    }
  }

  private static SQLiteConfig config() {
    SQLiteConfig config = new SQLiteConfig();
    config.setBusyTimeout(BUSY_MILLIS);
    config.setJournalMode(SQLiteConfig.JournalMode.WAL);
    config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
    config.enforceForeignKeys(true);
    config.setCacheSize(-CACHE_KIB);
    config.setTempStore(SQLiteConfig.TempStore.MEMORY);
    return config;
  }
}
