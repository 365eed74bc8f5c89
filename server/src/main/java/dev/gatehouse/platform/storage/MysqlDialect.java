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
  private static final int DUPLICATE_KEY = 1062;

  @Override
  public String name() {
    return "mysql";
  }

  @Override
  Object toJdbc(Object value) {
    return switch (value) {
      case Instant instant -> LocalDateTime.ofInstant(instant, ZoneOffset.UTC);
      case UUID id -> id.toString();
      default -> value;
    };
  }

  @Override
  @Nullable Instant instant(ResultSet rows, String column) throws SQLException {
    LocalDateTime time = rows.getObject(column, LocalDateTime.class);
    return time == null ? null : time.toInstant(ZoneOffset.UTC);
  }

  @Override
  StorageException translate(SQLException e) {
    return ServerErrors.translate(e, e.getErrorCode() == DUPLICATE_KEY);
  }
}
