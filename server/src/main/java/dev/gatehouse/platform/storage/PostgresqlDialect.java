package dev.gatehouse.platform.storage;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/// PostgreSQL: `timestamptz`, `uuid`, `jsonb`.
final class PostgresqlDialect extends Dialect {

  @Override
  public String name() {
    return "postgresql";
  }

  @Override
  Object toJdbc(Object value) {
    return value instanceof Instant instant ? instant.atOffset(ZoneOffset.UTC) : value;
  }

  @Override
  @Nullable Instant instant(ResultSet rows, String column) throws SQLException {
    OffsetDateTime time = rows.getObject(column, OffsetDateTime.class);
    return time == null ? null : time.toInstant();
  }

  @Override
  StorageException translate(SQLException e) {
    return ServerErrors.translate(e, "23505".equals(e.getSQLState()));
  }
}
