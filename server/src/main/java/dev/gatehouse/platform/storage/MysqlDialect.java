package dev.gatehouse.platform.storage;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// MySQL and MariaDB: `DATETIME(6)` in UTC, ids as `CHAR(36)`.
final class MysqlDialect extends Dialect {

  @Override
  public String name() {
    return "mysql";
  }

  @Override
  Object time(Instant micros) {
    return LocalDateTime.ofInstant(micros, ZoneOffset.UTC);
  }

  @Override
  Object uuid(UUID value) {
    return value.toString();
  }

  @Override
  Object truth(boolean value) {
    return value;
  }

  @Override
  @Nullable Instant instant(ResultSet rows, String column) throws SQLException {
    LocalDateTime time = rows.getObject(column, LocalDateTime.class);
    return time == null ? null : time.toInstant(ZoneOffset.UTC);
  }

  @Override
  Fault fault(SQLException e) {
    return switch (e.getErrorCode()) {
      case 1062 -> Fault.UNIQUE;
      case 1020, 1213 -> Fault.CONFLICT;
      case 1053, 1317, 1927, 2006, 2013, 4031 -> Fault.LOST;
      case 1021, 1040, 1041, 1114, 1203, 1205, 1290, 1792, 1836, 1226 -> Fault.UNAVAILABLE;
      case 1048, 1264, 1366, 1406, 1451, 1452, 3819, 4025 -> Fault.CONSTRAINT;
      default -> {
        String state = e.getSQLState();
        if (state != null && state.startsWith("08")) {
          yield Fault.LOST;
        }
        yield state != null && (state.startsWith("22") || state.startsWith("23"))
            ? Fault.CONSTRAINT
            : Fault.OTHER;
      }
    };
  }

  @Override
  String sentence(SQLException e) {
    return switch (e.getErrorCode()) {
      case 1021, 1114 -> "the database server's disk is full";
      case 1040, 1203, 1226 -> "the database server has no connection left";
      case 1205 -> "a row stayed locked for too long";
      case 1290, 1792, 1836 -> "the database is read-only";
      default -> "the database server is out of resources";
    };
  }

  /// The server quotes values and bits of statements in most messages; these few are safe.
  @Override
  boolean messageIsClean(SQLException e) {
    return switch (e.getErrorCode()) {
      case 1044, 1045, 1049, 1054, 1146 -> true;
      default -> false;
    };
  }
}
