package dev.gatehouse.platform.storage;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/// Begins and ends a transaction with the fewest round trips that the driver allows.
enum Transaction {
  /// PostgreSQL's driver sends BEGIN along with the first statement, and sends nothing to switch
  /// autocommit.
  BY_DRIVER {
    @Override
    void begin(Connection connection) throws SQLException {
      connection.setAutoCommit(false);
    }

    @Override
    void commit(Connection connection) throws SQLException {
      connection.commit();
      connection.setAutoCommit(true);
    }

    @Override
    void rollback(Connection connection) throws SQLException {
      connection.rollback();
      connection.setAutoCommit(true);
    }
  },

  /// MariaDB's driver would spend two more round trips on switching autocommit off and on.
  IN_SQL {
    @Override
    void begin(Connection connection) throws SQLException {
      execute(connection, "START TRANSACTION");
    }

    @Override
    void commit(Connection connection) throws SQLException {
      execute(connection, "COMMIT");
    }

    @Override
    void rollback(Connection connection) throws SQLException {
      execute(connection, "ROLLBACK");
    }
  };

  abstract void begin(Connection connection) throws SQLException;

  abstract void commit(Connection connection) throws SQLException;

  abstract void rollback(Connection connection) throws SQLException;

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
