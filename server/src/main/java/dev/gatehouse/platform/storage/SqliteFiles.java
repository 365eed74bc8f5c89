package dev.gatehouse.platform.storage;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteErrorCode;

/// SQLite databases as files: copies of them, and whether they are whole.
public final class SqliteFiles {
  private static final int BUSY_MILLIS = 10_000;
  private static final SqliteDialect DIALECT = new SqliteDialect();

  private SqliteFiles() {}

  /// The files that may lie beside `database` and belong to it: its log and the log's index.
  public static Path beside(Path database, String suffix) {
    return database.resolveSibling(database.getFileName() + suffix);
  }

  /// Writes what `database` holds at this moment to `copy`, an empty file, as one plain file.
  /// Others may read and write meanwhile; what they commit after the beginning is not in the copy.
  ///
  /// @throws StorageException.Unavailable when either can't be used, or the disk is full
  public static void snapshot(Path database, Path copy) {
    try (Connection connection = connect(database);
        PreparedStatement vacuum = connection.prepareStatement("VACUUM INTO ?")) {
      vacuum.setString(1, copy.toAbsolutePath().toString());
      vacuum.execute();
    } catch (SQLException e) {
      if (code(e) == SQLiteErrorCode.SQLITE_FULL) {
        throw new StorageException.Unavailable("there is no room for the copy on the disk", e);
      }
      throw unavailable(e);
    }
  }

  /// Reads the whole of `file` and checks that its structure is whole.
  ///
  /// @throws SchemaException when it is no SQLite database, or a damaged one
  public static void requireSound(Path file) {
    try (Connection connection = connect(file);
        Statement statement = connection.createStatement();
        ResultSet answer = statement.executeQuery("PRAGMA quick_check(1)")) {
      if (!answer.next() || !"ok".equals(answer.getString(1))) {
        throw new SchemaException.Damaged();
      }
    } catch (SQLException e) {
      StorageException why = DIALECT.translate(e);
      throw isDamaged(e) ? new SchemaException.Damaged() : why;
    }
  }

  /// Brings everything into the one file, so that it can be moved.
  ///
  /// @throws StorageException.Unavailable when somebody has it open
  public static void settle(Path file) {
    try (Connection connection = connect(file);
        Statement statement = connection.createStatement()) {
      toPlainFile(statement);
    } catch (SQLException e) {
      throw unavailable(e);
    }
    if (Files.exists(beside(file, "-wal"))) {
      throw new StorageException.Unavailable("the database is in use: " + file, null);
    }
  }

  static Connection connect(Path file) throws SQLException {
    SQLiteConfig config = new SQLiteConfig();
    config.setBusyTimeout(BUSY_MILLIS);
    config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
    return config.createConnection("jdbc:sqlite:" + file.toAbsolutePath());
  }

  /// Leaves the write-ahead log, which only the last connection to the file can.
  static void toPlainFile(Statement statement) throws SQLException {
    try (ResultSet mode = statement.executeQuery("PRAGMA journal_mode = DELETE")) {
      if (!mode.next() || !"delete".equals(mode.getString(1))) {
        throw new SQLException("the file is in use", "", SQLiteErrorCode.SQLITE_BUSY.code);
      }
    }
  }

  static boolean isDamaged(SQLException e) {
    return code(e) == SQLiteErrorCode.SQLITE_NOTADB || code(e) == SQLiteErrorCode.SQLITE_CORRUPT;
  }

  /// Without the details of an extended code.
  static SQLiteErrorCode code(SQLException e) {
    return SQLiteErrorCode.getErrorCode(e.getErrorCode() & 0xff);
  }

  private static StorageException unavailable(SQLException e) {
    StorageException why = DIALECT.translate(e);
    return why instanceof StorageException.Unavailable
        ? why
        : new StorageException.Unavailable("the database file can't be read", e);
  }
}
