package dev.gatehouse.platform.storage;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// The few differences between the databases.
public abstract sealed class Dialect permits SqliteDialect, PostgresqlDialect, MysqlDialect {

  /// The folder of the migrations, and the name in `DB_TYPE`: `sqlite`, `postgresql` or `mysql`.
  public abstract String name();

  /// The JDBC object that stands for `value` in this database.
  abstract Object toJdbc(Object value);

  abstract @Nullable Instant instant(ResultSet rows, String column) throws SQLException;

  /// What a failed statement means.
  abstract StorageException translate(SQLException e);

  final void bind(PreparedStatement statement, int position, @Nullable Object value)
      throws SQLException {
    if (value == null) {
      statement.setNull(position, java.sql.Types.NULL);
    } else {
      statement.setObject(position, toJdbc(value));
    }
  }
}
