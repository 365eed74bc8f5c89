package dev.gatehouse.platform.storage;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Properties;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.sqlite.JDBC;
import org.sqlite.SQLiteErrorCode;

/// A held connection to the file, in autocommit; transactions are begun and ended in SQL.
///
/// `setAutoCommit(false)` is never called: sqlite-jdbc would take the write lock while idle.
final class SqliteConnection implements AutoCloseable {
  private static final Duration OPENING = Duration.ofSeconds(10);

  private final Connection connection;
  private final Handle handle;
  private final PreparedStatement begin;
  private final PreparedStatement commit;
  private final PreparedStatement rollback;
  private final PreparedStatement savepoint;
  private final PreparedStatement release;
  private final PreparedStatement rollbackTo;

  private SqliteConnection(Connection connection) throws SQLException {
    this.connection = connection;
    StatementCache statements = new StatementCache();
    this.handle =
        StatementText.in(Jdbi.create(connection))
            .setStatementBuilderFactory(ignored -> statements)
            .open();
    this.begin = connection.prepareStatement("BEGIN IMMEDIATE");
    this.commit = connection.prepareStatement("COMMIT");
    this.rollback = connection.prepareStatement("ROLLBACK");
    this.savepoint = connection.prepareStatement("SAVEPOINT job");
    this.release = connection.prepareStatement("RELEASE job");
    this.rollbackTo = connection.prepareStatement("ROLLBACK TO job");
  }

  static SqliteConnection forWriting(Path file) throws SQLException {
    return new SqliteConnection(open(file, Duration.ofSeconds(5), false));
  }

  /// `query_only` instead of a read-only file: a reader of a WAL still writes its shared memory.
  static SqliteConnection forReading(Path file) throws SQLException {
    return new SqliteConnection(open(file, Duration.ofSeconds(5), true));
  }

  /// A bare connection.
  ///
  /// @param patience how long a statement waits for another connection's lock
  static Connection open(Path file, Duration patience, boolean queryOnly) throws SQLException {
    Properties settings = new Properties();
    settings.setProperty("busy_timeout", Long.toString(patience.toMillis()));
    settings.setProperty("foreign_keys", "true");
    settings.setProperty("synchronous", "FULL");
    Connection connection = JDBC.createConnection("jdbc:sqlite:" + file, settings);
    try (Statement statement = connection.createStatement()) {
      useWriteAheadLog(statement);
      statement.execute("PRAGMA trusted_schema = OFF");
      if (queryOnly) {
        statement.execute("PRAGMA query_only = ON");
      }
      return connection;
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
  }

  /// Makes the file and its folder, for the owner's eyes alone.
  static void create(Path file) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    if (folder != null) {
      Files.createDirectories(folder);
    }
    try {
      if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
        Files.createFile(
            file,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      }
    } catch (FileAlreadyExistsException e) {
      // as it should be
    }
  }

  Handle handle() {
    return handle;
  }

  void begin() throws SQLException {
    begin.execute();
  }

  void commit() throws SQLException {
    commit.execute();
  }

  void savepoint() throws SQLException {
    savepoint.execute();
  }

  void release() throws SQLException {
    release.execute();
  }

  void rollbackToSavepoint() throws SQLException {
    rollbackTo.execute();
    release.execute();
  }

  /// Ends the transaction; SQLite has already done so itself after some errors.
  void rollback() throws SQLException {
    try {
      rollback.execute();
    } catch (SQLException e) {
      if (!String.valueOf(e.getMessage()).contains("no transaction is active")) {
        throw e;
      }
    }
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }

  /// Several programs that open a new file at once stand in one another's way here, and SQLite does
  /// not wait by itself.
  private static void useWriteAheadLog(Statement statement) throws SQLException {
    long deadline = System.nanoTime() + OPENING.toNanos();
    while (true) {
      try {
        statement.execute("PRAGMA journal_mode = WAL");
        return;
      } catch (SQLException e) {
        boolean busy = (e.getErrorCode() & 0xff) == SQLiteErrorCode.SQLITE_BUSY.code;
        if (!busy || System.nanoTime() > deadline) {
          throw e;
        }
        Pause.of(Duration.ofMillis(10), e);
      }
    }
  }
}
