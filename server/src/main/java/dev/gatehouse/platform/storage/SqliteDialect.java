package dev.gatehouse.platform.storage;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/// SQLite: times as text of a fixed width, so that they sort; ids as text.
final class SqliteDialect extends Dialect {
  private static final DateTimeFormatter MICROS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

  @Override
  public String name() {
    return "sqlite";
  }

  @Override
  Object toJdbc(Object value) {
    return switch (value) {
      case Instant instant -> MICROS.format(instant);
      case UUID id -> id.toString();
      default -> value;
    };
  }

  @Override
  @Nullable Instant instant(ResultSet rows, String column) throws SQLException {
    String text = rows.getString(column);
    return text == null ? null : Instant.parse(text);
  }

  @Override
  StorageException translate(SQLException e) {
    return switch (codeOf(e)) {
      case SQLITE_CONSTRAINT_UNIQUE, SQLITE_CONSTRAINT_PRIMARYKEY ->
          new StorageException.UniqueViolation(e);
      case SQLITE_CONSTRAINT,
          SQLITE_CONSTRAINT_CHECK,
          SQLITE_CONSTRAINT_FOREIGNKEY,
          SQLITE_CONSTRAINT_NOTNULL,
          SQLITE_CONSTRAINT_TRIGGER,
          SQLITE_CONSTRAINT_DATATYPE ->
          new StorageException.ConstraintViolation(e);
      case SQLITE_FULL -> new StorageException.Unavailable("The database's disk is full", e);
      case SQLITE_READONLY,
          SQLITE_READONLY_DBMOVED,
          SQLITE_READONLY_CANTLOCK,
          SQLITE_READONLY_DIRECTORY,
          SQLITE_READONLY_RECOVERY,
          SQLITE_READONLY_CANTINIT,
          SQLITE_READONLY_ROLLBACK ->
          new StorageException.Unavailable("The database file can't be written to", e);
      case SQLITE_BUSY,
          SQLITE_BUSY_SNAPSHOT,
          SQLITE_BUSY_RECOVERY,
          SQLITE_BUSY_TIMEOUT,
          SQLITE_LOCKED ->
          new StorageException.Unavailable("The database is locked by another program", e);
      case SQLITE_NOTADB -> new StorageException.Unavailable("The file is not a database", e);
      default ->
          isInputOutput(e)
              ? new StorageException.Unavailable("The database file can't be read or written", e)
              : new StorageException("the statement failed", e);
    };
  }

  private static boolean isInputOutput(SQLException e) {
    String code = codeOf(e).name();
    return code.startsWith("SQLITE_IOERR") || code.startsWith("SQLITE_CANTOPEN");
  }

  static SQLiteErrorCode codeOf(SQLException e) {
    return e instanceof SQLiteException sqlite
        ? sqlite.getResultCode()
        : SQLiteErrorCode.getErrorCode(e.getErrorCode());
  }
}
