package dev.gatehouse.platform.storage;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

final class MysqlDialect extends Dialect {
  @Override
  public String name() {
    return "mysql";
  }

  @Override
  Object toJdbc(Object value) {
    return value;
  }

  @Override
  @Nullable Instant instant(ResultSet rows, String column) throws SQLException {
    String text = rows.getString(column);
    return text == null ? null : Instant.parse(text);
  }

  @Override
  StorageException translate(SQLException e) {
    return new StorageException("the statement failed", e);
  }
}
