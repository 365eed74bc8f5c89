package dev.gatehouse.platform.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.gatehouse.platform.crypto.Secret;
import dev.gatehouse.platform.storage.DatabaseSettings.DatabaseServer;
import dev.gatehouse.platform.storage.DatabaseSettings.Pool;
import dev.gatehouse.testing.TestDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class MysqlStorageTest extends ServerStorageConformance {
  MysqlStorageTest() {
    super(TestDatabase.MYSQL);
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

  @Test
  void a_wrong_password_is_refused_at_once() {
    DatabaseServer right = server();
    DatabaseServer wrong =
        new DatabaseServer(
            right.kind(),
            right.host(),
            right.port(),
            right.database(),
            right.user(),
            new Secret("not the password"),
            right.ssl());
    DatabaseSettings patient =
        new DatabaseSettings(
            wrong, new Pool(1, 1, Duration.ofHours(1), Duration.ofMinutes(5)), false);
    assertThatExceptionOfType(StorageException.Unavailable.class)
        .isThrownBy(() -> Database.open(patient).close())
        .withMessageContaining("Access denied")
        .withMessageNotContaining("not the password");
  }

  @Test
  void with_prefer_the_connection_is_encrypted_where_the_server_can() {
    DatabaseServer plain = server();
    DatabaseServer preferring =
        new DatabaseServer(
            plain.kind(),
            plain.host(),
            plain.port(),
            plain.database(),
            plain.user(),
            plain.password(),
            "prefer");
    DatabaseSettings settings =
        new DatabaseSettings(
            preferring, new Pool(1, 2, Duration.ofHours(1), Duration.ofSeconds(5)), false);
    try (Database encrypted = Database.open(settings)) {
      String sql = "SHOW STATUS LIKE 'Ssl_cipher'";
      assertThat(encrypted.<String>read(tx -> tx.sql(sql).only(row -> row.text("Value"))))
          .isNotEmpty();
    }
  }
}
