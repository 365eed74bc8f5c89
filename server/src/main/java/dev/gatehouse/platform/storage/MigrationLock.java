package dev.gatehouse.platform.storage;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/// How each database lets one node at a time alter tables, and lists the tables there are.
enum MigrationLock {
  SQLITE(
      """
      SELECT name FROM sqlite_master
      WHERE type IN ('table', 'view') AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'
      ORDER BY name
      """,
      """
      CREATE TABLE gatehouse_changelog (
        id INTEGER NOT NULL PRIMARY KEY,
        applied_at TEXT NOT NULL,
        description TEXT NOT NULL,
        recorded_at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%f000Z', 'now'))
      ) STRICT
      """) {
    @Override
    void take(Connection connection) throws SQLException {
      execute(connection, "BEGIN IMMEDIATE");
    }

    @Override
    void release(Connection connection, boolean keep) throws SQLException {
      execute(connection, keep ? "COMMIT" : "ROLLBACK");
    }
  },

  /// Tables that belong to an extension, which many a hosted database comes with, are nobody's.
  POSTGRESQL(
      """
      SELECT c.relname AS name FROM pg_class c
      WHERE c.relnamespace = to_regnamespace(current_schema()) AND c.relkind IN ('r', 'p', 'v', 'm')
        AND NOT EXISTS (
          SELECT 1 FROM pg_depend d
          WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e')
      ORDER BY c.relname
      """,
      """
      CREATE TABLE gatehouse_changelog (
        id numeric(20) NOT NULL PRIMARY KEY,
        applied_at varchar(25) NOT NULL,
        description varchar(255) NOT NULL,
        recorded_at timestamptz NOT NULL DEFAULT clock_timestamp()
      )
      """) {
    @Override
    void take(Connection connection) throws SQLException {
      execute(connection, "BEGIN");
      execute(connection, "SELECT pg_advisory_xact_lock(7166740291063)");
    }

    @Override
    void release(Connection connection, boolean keep) throws SQLException {
      execute(connection, keep ? "COMMIT" : "ROLLBACK");
    }
  },

  /// Every statement commits by itself here. The lock's name is the server's, so it holds the
  /// database's.
  MYSQL(
      """
      SELECT table_name AS name FROM information_schema.tables WHERE table_schema = DATABASE()
      ORDER BY table_name
      """,
      """
      CREATE TABLE gatehouse_changelog (
        id DECIMAL(20) NOT NULL PRIMARY KEY,
        applied_at VARCHAR(25) NOT NULL,
        description VARCHAR(255) NOT NULL,
        recorded_at DATETIME(6) NOT NULL DEFAULT (UTC_TIMESTAMP(6))
      ) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin
      """) {
    @Override
    void take(Connection connection) throws SQLException {
      String sql = "SELECT GET_LOCK(CONCAT('gatehouse.', SHA1(DATABASE())), 600)";
      try (Statement statement = connection.createStatement();
          ResultSet rows = statement.executeQuery(sql)) {
        if (!rows.next() || rows.getInt(1) != 1) {
          throw new SQLException("another node has been migrating for ten minutes", "HY000", 1205);
        }
      }
    }

    @Override
    void release(Connection connection, boolean keep) throws SQLException {
      execute(connection, "DO RELEASE_LOCK(CONCAT('gatehouse.', SHA1(DATABASE())))");
    }
  };

  static final String CHANGELOG = "gatehouse_changelog";

  private final String listTables;
  private final String createChangelog;

  MigrationLock(String listTables, String createChangelog) {
    this.listTables = listTables;
    this.createChangelog = createChangelog;
  }

  static MigrationLock of(Dialect dialect) {
    return switch (dialect) {
      case SqliteDialect sqlite -> SQLITE;
      case PostgresqlDialect postgresql -> POSTGRESQL;
      case MysqlDialect mysql -> MYSQL;
    };
  }

  /// Waits until no other node migrates; where DDL can be undone, begins a transaction.
  abstract void take(Connection connection) throws SQLException;

  /// Lets the others in; where DDL can be undone, keeps or drops what was done.
  abstract void release(Connection connection, boolean keep) throws SQLException;

  /// Lists every table and view in the place that is ours, as column `name`.
  String tablesQuery() {
    return listTables;
  }

  List<String> tables(Connection connection) throws SQLException {
    List<String> found = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(listTables)) {
      while (rows.next()) {
        found.add(rows.getString(1));
      }
    }
    return found;
  }

  void createChangelog(Connection connection) throws SQLException {
    execute(connection, createChangelog);
  }

  void dropChangelog(Connection connection) throws SQLException {
    execute(connection, "DROP TABLE " + CHANGELOG);
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
