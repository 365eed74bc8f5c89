package dev.gatehouse.testing;

import java.util.List;

/// The databases that a test is to run on.
public final class TestDatabases {
  private TestDatabases() {}

  /// SQLite, PostgreSQL and MariaDB; under `-Pmysql` MySQL in their place.
  public static List<TestDatabase> all() {
    return TestServers.hasMysql()
        ? List.of(TestDatabase.MYSQL)
        : List.of(TestDatabase.SQLITE, TestDatabase.POSTGRESQL, TestDatabase.MARIADB);
  }
}
