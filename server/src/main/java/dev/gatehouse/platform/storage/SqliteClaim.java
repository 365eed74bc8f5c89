package dev.gatehouse.platform.storage;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteErrorCode;

/// An SQLite file that nobody else has open, and that nobody can use until the claim is closed.
///
/// Every connection to a file in WAL mode holds a lock on it for as long as it is open, so that the
/// last one alone can leave that mode. The claim does, which brings the log into the file too.
public final class SqliteClaim implements AutoCloseable {
  /// Where SQLite keeps its locks: the pending byte, the reserved byte and 510 shared ones (`os.h`
  /// in SQLite's sources).
  private static final long LOCK_START = 0x4000_0000L;

  private static final long LOCK_BYTES = 512;

  private final AutoCloseable held;
  private final boolean readable;

  private SqliteClaim(AutoCloseable held, boolean readable) {
    this.held = held;
    this.readable = readable;
  }

  /// Claims an existing file; a damaged one too.
  ///
  /// @throws StorageException.Unavailable when another process has it open
  public static SqliteClaim of(Path file) {
    Connection connection = null;
    try {
      connection = SqliteFiles.connect(file);
      try (Statement statement = connection.createStatement()) {
        statement.execute("PRAGMA busy_timeout = 2000");
        SqliteFiles.toPlainFile(statement);
        statement.execute("BEGIN EXCLUSIVE");
      }
      return new SqliteClaim(connection, true);
    } catch (SQLException e) {
      close(connection);
      if (SqliteFiles.isDamaged(e)) {
        return new SqliteClaim(lock(file), false);
      }
      throw inUse(file, e);
    }
  }

  /// Whether what the file holds can be read.
  public boolean isReadable() {
    return readable;
  }

  @Override
  public void close() {
    close(held);
  }

  /// SQLite does not lock what is no database; the lock that it would take is taken by hand.
  private static AutoCloseable lock(Path file) {
    try {
      FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
      FileLock lock = channel.tryLock(LOCK_START, LOCK_BYTES, false);
      if (lock == null) {
        channel.close();
        throw inUse(file, null);
      }
      return channel;
    } catch (IOException e) {
      throw new StorageException.Unavailable("the database file can't be written to", e);
    }
  }

  private static StorageException inUse(Path file, @Nullable SQLException e) {
    StorageException why = e == null ? null : new SqliteDialect().translate(e);
    if (e != null && SqliteFiles.code(e) != SQLiteErrorCode.SQLITE_BUSY) {
      return why instanceof StorageException.Unavailable
          ? why
          : new StorageException.Unavailable("the database file can't be used", e);
    }
    return new StorageException.Unavailable(
        "another program has the database open (%s): stop the server first".formatted(file), e);
  }

  private static void close(@Nullable AutoCloseable open) {
    if (open == null) {
      return;
    }
    try {
      open.close();
    } catch (Exception e) {
      // What was to be done is done; the locks end with the process at the latest.
    }
  }
}
