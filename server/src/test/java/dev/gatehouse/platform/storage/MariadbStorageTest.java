package dev.gatehouse.platform.storage;

import dev.gatehouse.testing.TestDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Order;

@Order(1)
class MariadbStorageTest extends ServerStorageConformance {
  MariadbStorageTest() {
    super(TestDatabase.MARIADB);
  }

  @Override
  void endOthers(Connection killer) throws SQLException {
    String others =
        "SELECT id FROM information_schema.processlist WHERE db = DATABASE() AND id <>"
            + " CONNECTION_ID()";
    try (Statement list = killer.createStatement();
        Statement kill = killer.createStatement();
        ResultSet rows = list.executeQuery(others)) {
      while (rows.next()) {
        kill.execute("KILL " + rows.getLong(1));
      }
    }
  }
}
