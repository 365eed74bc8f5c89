package dev.gatehouse.platform.storage;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/// SQLite: times are ISO text of fixed width, so that they sort as text; ids are text; truth is 0
/// or 1.
final class SqliteDialect extends Dialect {
  private static final DateTimeFormatter FIXED_WIDTH =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'");
  private static final Set<SQLiteErrorCode> TAKEN =
      Set.of(
          SQLiteErrorCode.SQLITE_CONSTRAINT_UNIQUE,
          SQLiteErrorCode.SQLITE_CONSTRAINT_PRIMARYKEY,
          SQLiteErrorCode.SQLITE_CONSTRAINT_ROWID);

  @Override
  public String name() {
    return "sqlite";
  }

  @Override
  Object time(Instant micros) {
    return FIXED_WIDTH.format(LocalDateTime.ofInstant(micros, ZoneOffset.UTC));
  }

  @Override
  Object uuid(UUID value) {
    return value.toString();
  }

  @Override
  Object truth(boolean value) {
    return value ? 1 : 0;
  }

  @Override
  @Nullable Instant instant(ResultSet rows, String column) throws SQLException {
    String text = rows.getString(column);
    return text == null ? null : Instant.parse(text);
  }

  @Override
  Fault fault(SQLException e) {
    return switch (primary(e)) {
      case SQLITE_CONSTRAINT ->
          e instanceof SQLiteException exact && TAKEN.contains(exact.getResultCode())
              ? Fault.UNIQUE
              : Fault.CONSTRAINT;
      case SQLITE_FULL,
          SQLITE_READONLY,
          SQLITE_IOERR,
          SQLITE_BUSY,
          SQLITE_LOCKED,
          SQLITE_CANTOPEN,
          SQLITE_NOMEM,
          SQLITE_PERM,
          SQLITE_PROTOCOL ->
          Fault.UNAVAILABLE;
      default -> Fault.OTHER;
    };
  }

  @Override
  String sentence(SQLException e) {
    return switch (primary(e)) {
      case SQLITE_FULL -> "the disk or the database file is full";
      case SQLITE_READONLY, SQLITE_PERM -> "the database file is read-only";
      case SQLITE_IOERR -> "the disk did not read or write the database file";
      case SQLITE_BUSY, SQLITE_LOCKED -> "another program holds the database file";
      case SQLITE_CANTOPEN -> "the database file cannot be opened";
      case SQLITE_NOTADB -> "it is not an SQLite database";
      default -> "the database file cannot be used now";
    };
  }

  /// SQLite names tables and columns in its messages, never values.
  @Override
  boolean messageIsClean(SQLException e) {
    return true;
  }

  private static SQLiteErrorCode primary(SQLException e) {
    return SQLiteErrorCode.getErrorCode(e.getErrorCode() & 0xff);
  }
}
