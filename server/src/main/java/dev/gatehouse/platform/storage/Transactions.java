package dev.gatehouse.platform.storage;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/// How a transaction begins and ends with the fewest trips to the server.
sealed interface Transactions {
  void begin(Connection connection) throws SQLException;

  void commit(Connection connection) throws SQLException;

  void rollback(Connection connection) throws SQLException;

  /// Asks for the server's time, as column `now`.
  String timeQuery();

  static Transactions of(Dialect dialect) {
    return switch (dialect) {
      case PostgresqlDialect _ -> new Postgresql();
      case MysqlDialect _ -> new Mysql();
      case SqliteDialect _ -> throw new IllegalArgumentException("SQLite has no pool");
    };
  }

  /// The driver sends BEGIN along with the first statement.
  record Postgresql() implements Transactions {
    @Override
    public void begin(Connection connection) throws SQLException {
      connection.setAutoCommit(false);
    }

    @Override
    public void commit(Connection connection) throws SQLException {
      connection.commit();
      connection.setAutoCommit(true);
    }

    @Override
    public void rollback(Connection connection) throws SQLException {
      connection.rollback();
      connection.setAutoCommit(true);
    }

    @Override
    public String timeQuery() {
      return "SELECT clock_timestamp() AS now";
    }
  }

  /// Turning autocommit off and on would each be a trip of its own.
  record Mysql() implements Transactions {
    @Override
    public void begin(Connection connection) throws SQLException {
      execute(connection, "START TRANSACTION");
    }

    @Override
    public void commit(Connection connection) throws SQLException {
      execute(connection, "COMMIT");
    }

    @Override
    public void rollback(Connection connection) throws SQLException {
      execute(connection, "ROLLBACK");
    }

    @Override
    public String timeQuery() {
      return "SELECT UTC_TIMESTAMP(6) AS now";
    }

    private static void execute(Connection connection, String sql) throws SQLException {
      try (Statement statement = connection.createStatement()) {
        statement.execute(sql);
      }
    }
  }
}
