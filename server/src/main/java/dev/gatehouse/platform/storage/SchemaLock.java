package dev.gatehouse.platform.storage;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/// Lets one node at a time change the schema, and undoes what failed where the database can.
sealed interface SchemaLock {
  /// How long to wait for another node, in seconds.
  int PATIENCE = 120;

  void acquire(Statement statement) throws SQLException;

  void commit(Statement statement) throws SQLException;

  void abandon(Statement statement) throws SQLException;

  /// Lists the tables of our schema, as column `name`.
  String tablesQuery();

  static SchemaLock of(Dialect dialect) {
    return switch (dialect) {
      case SqliteDialect _ -> new Sqlite();
      case PostgresqlDialect _ -> new Postgresql();
      case MysqlDialect _ -> new Mysql();
    };
  }

  /// One transaction around everything; its write lock is the lock.
  record Sqlite() implements SchemaLock {
    @Override
    public void acquire(Statement statement) throws SQLException {
      statement.execute("PRAGMA busy_timeout = " + PATIENCE * 1000);
      statement.execute("BEGIN IMMEDIATE");
    }

    @Override
    public void commit(Statement statement) throws SQLException {
      statement.execute("COMMIT");
    }

    @Override
    public void abandon(Statement statement) throws SQLException {
      statement.execute("ROLLBACK");
    }

    @Override
    public String tablesQuery() {
      return "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'";
    }
  }

  /// One transaction around everything, which holds an advisory lock.
  record Postgresql() implements SchemaLock {
    private static final long KEY = 0x6761746568L;

    @Override
    public void acquire(Statement statement) throws SQLException {
      statement.execute("BEGIN");
      statement.execute("SELECT pg_advisory_xact_lock(" + KEY + ")");
    }

    @Override
    public void commit(Statement statement) throws SQLException {
      statement.execute("COMMIT");
    }

    @Override
    public void abandon(Statement statement) throws SQLException {
      statement.execute("ROLLBACK");
    }

    @Override
    public String tablesQuery() {
      return "SELECT tablename AS name FROM pg_tables WHERE schemaname = current_schema()";
    }
  }

  /// A named lock. Each change of the schema commits by itself, and is written so that it may be
  /// done twice.
  record Mysql() implements SchemaLock {
    private static final String NAME = "CONCAT('gatehouse.', LEFT(DATABASE(), 50))";

    @Override
    public void acquire(Statement statement) throws SQLException {
      try (ResultSet got =
          statement.executeQuery("SELECT GET_LOCK(%s, %d)".formatted(NAME, PATIENCE))) {
        if (!got.next() || got.getInt(1) != 1) {
          throw new SQLException("another node has been migrating for too long");
        }
      }
    }

    @Override
    public void commit(Statement statement) throws SQLException {
      statement.execute("SELECT RELEASE_LOCK(%s)".formatted(NAME));
    }

    @Override
    public void abandon(Statement statement) throws SQLException {
      commit(statement);
    }

    @Override
    public String tablesQuery() {
      return "SELECT table_name AS name FROM information_schema.tables WHERE table_schema ="
          + " DATABASE()";
    }
  }
}
