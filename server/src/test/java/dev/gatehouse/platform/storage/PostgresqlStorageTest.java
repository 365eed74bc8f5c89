package dev.gatehouse.platform.storage;

import dev.gatehouse.testing.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Order;

@Order(1)
class PostgresqlStorageTest extends ServerStorageConformance {
  PostgresqlStorageTest() {
    super(TestDatabase.POSTGRESQL);
  }

  @Override
  void endOthers(Connection killer) throws SQLException {
    try (Statement statement = killer.createStatement()) {
      statement.execute(
          """
          SELECT pg_terminate_backend(pid) FROM pg_stat_activity
          WHERE datname = current_database() AND pid <> pg_backend_pid()
          """);
    }
  }
}
