package dev.gatehouse.testing;

import java.util.List;

/// The databases that a test is to run on.
public final class TestDatabases {
  private TestDatabases() {}

  /// SQLite, PostgreSQL and MariaDB; under `-Pmysql` MySQL in their place; under `-Pmutate` SQLite.
  public static List<TestDatabase> all() {
    if (System.getProperty("gatehouse.mutants") != null) {
      return List.of(TestDatabase.SQLITE);
    }
    return TestServers.hasMysql()
        ? List.of(TestDatabase.MYSQL)
        : List.of(TestDatabase.SQLITE, TestDatabase.POSTGRESQL, TestDatabase.MARIADB);
  }
}
