package dev.gatehouse.platform.storage;

import com.zaxxer.hikari.HikariConfig;
import dev.gatehouse.platform.storage.DatabaseSettings.DatabaseServer;
import dev.gatehouse.platform.storage.DatabaseSettings.Pool;
import dev.gatehouse.platform.storage.DatabaseSettings.ServerKind;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// How a database server is reached: addresses, driver settings, and patience at the start.
final class ServerConnections {
  private static final Logger log = LoggerFactory.getLogger(ServerConnections.class);
  private static final Duration CONNECT = Duration.ofSeconds(3);

  /// A statement of a request that takes longer than this has met a dead server.
  private static final Duration ANSWER = Duration.ofSeconds(15);

  static {
    // It warns with the server's messages, which quote values.
    System.setProperty("mariadb.logging.disable", "true");
  }

  private final DatabaseServer server;

  /// With `prefer`: the server was found to have no TLS. Settled before the pool is made.
  private boolean withoutTls;

  ServerConnections(DatabaseServer server) {
    this.server = server;
  }

  /// Waits until the server lets us in.
  ///
  /// @throws StorageException.Unavailable when `within` is over, or at once when it refuses the
  ///   user, which waiting does not mend
  void await(Duration within) {
    long deadline = System.nanoTime() + within.toNanos();
    Duration pause = Duration.ofMillis(100);
    boolean told = false;
    while (true) {
      try (Connection connection = open(ANSWER)) {
        log.debug("reached {}", connection.getMetaData().getDatabaseProductName());
        return;
      } catch (SQLException e) {
        if (hasNoTls(e) && server.ssl().equals("prefer") && !withoutTls) {
          withoutTls = true;
          continue;
        }
        StorageException failure = unreachable(e);
        if (refusesUser(e) || System.nanoTime() + pause.toNanos() > deadline) {
          throw failure;
        }
        if (!told) {
          log.info("{}; trying for {} s", failure.getMessage(), within.toSeconds());
          told = true;
        }
        Pause.of(pause, failure);
        pause =
            pause.multipliedBy(2).compareTo(Duration.ofSeconds(2)) > 0
                ? Duration.ofSeconds(2)
                : pause.multipliedBy(2);
      }
    }
  }

  /// A connection outside the pool, without a limit to how long a statement takes.
  Connection dedicated() throws SQLException {
    return open(Duration.ZERO);
  }

  HikariConfig pool(Pool pool) {
    HikariConfig config = new HikariConfig();
    config.setPoolName("database");
    config.setJdbcUrl(url());
    config.setDataSourceProperties(properties(ANSWER));
    config.setMaximumPoolSize(pool.most());
    config.setMinimumIdle(Math.min(pool.idle(), pool.most()));
    config.setMaxLifetime(Math.max(pool.recycleAfter().toMillis(), 30_000));
    config.setKeepaliveTime(config.getMaxLifetime() > 120_000 ? 120_000 : 0);
    config.setConnectionTimeout(CONNECT.toMillis());
    config.setValidationTimeout(CONNECT.toMillis() - 500);
    config.setInitializationFailTimeout(-1);
    if (server.kind() == ServerKind.POSTGRESQL) {
      config.setConnectionInitSql(
          "SET lock_timeout = '5s'; SET idle_in_transaction_session_timeout = '30s'");
    }
    return config;
  }

  private Connection open(Duration answer) throws SQLException {
    return DriverManager.getConnection(url(), properties(answer));
  }

  private String url() {
    String scheme = server.kind() == ServerKind.POSTGRESQL ? "postgresql" : "mariadb";
    String host = server.host().contains(":") ? "[" + server.host() + "]" : server.host();
    return "jdbc:" + scheme + "://" + host + ":" + server.port() + "/" + escapedDatabase();
  }

  /// PostgreSQL's driver takes `%` escapes in the address, MariaDB's does not.
  private String escapedDatabase() {
    return server.kind() == ServerKind.POSTGRESQL
        ? URLEncoder.encode(server.database(), StandardCharsets.UTF_8)
        : server.database();
  }

  private Properties properties(Duration answer) {
    Properties properties =
        switch (server.kind()) {
          case POSTGRESQL -> postgresql(answer);
          case MYSQL, MARIADB -> mysql(answer);
        };
    properties.setProperty("user", server.user());
    properties.setProperty("password", server.password().reveal());
    return properties;
  }

  private Properties postgresql(Duration answer) {
    Properties properties = new Properties();
    properties.setProperty("sslmode", server.ssl());
    properties.setProperty("stringtype", "unspecified");
    properties.setProperty("prepareThreshold", "1");
    properties.setProperty("ApplicationName", "gatehouse");
    properties.setProperty("assumeMinServerVersion", "12");
    // A batch of rows goes out as a few statements of many rows each.
    properties.setProperty("reWriteBatchedInserts", "true");
    properties.setProperty("tcpKeepAlive", "true");
    properties.setProperty("connectTimeout", Long.toString(CONNECT.toSeconds()));
    properties.setProperty("loginTimeout", Long.toString(CONNECT.toSeconds() + 2));
    properties.setProperty("socketTimeout", Long.toString(answer.toSeconds()));
    // The detail of an error quotes the row.
    properties.setProperty("logServerErrorDetail", "false");
    return properties;
  }

  private Properties mysql(Duration answer) {
    Properties properties = new Properties();
    String ssl =
        switch (server.ssl()) {
          case "prefer" -> withoutTls ? "disable" : "trust";
          case "require" -> "trust";
          default -> server.ssl();
        };
    properties.setProperty("sslMode", ssl);
    // Without TLS a MySQL 8 password is sent under the server's own RSA key; nobody vouches for
    // that key, so this is for private networks.
    properties.setProperty("allowPublicKeyRetrieval", Boolean.toString(ssl.equals("disable")));
    properties.setProperty("useAffectedRows", "false");
    // Measured: about a tenth faster than the text protocol, and no value becomes part of a text.
    properties.setProperty("useServerPrepStmts", "true");
    properties.setProperty("connectionTimeZone", "+00:00");
    properties.setProperty("forceConnectionTimeZoneToSession", "true");
    properties.setProperty("transactionIsolation", "READ-COMMITTED");
    properties.setProperty("sessionVariables", "innodb_lock_wait_timeout=5");
    properties.setProperty("tcpKeepAlive", "true");
    properties.setProperty("connectTimeout", Long.toString(CONNECT.toMillis()));
    properties.setProperty("socketTimeout", Long.toString(answer.toMillis()));
    properties.setProperty("connectionAttributes", "program_name:gatehouse");
    return properties;
  }

  private StorageException unreachable(SQLException e) {
    return new StorageException.Unavailable(
        "the database %s at %s:%d cannot be used: %s"
            .formatted(server.database(), server.host(), server.port(), e.getMessage()),
        e);
  }

  private static boolean hasNoTls(SQLException e) {
    return String.valueOf(e.getMessage()).contains("ssl not enabled");
  }

  private static boolean refusesUser(SQLException e) {
    String state = e.getSQLState();
    return e.getErrorCode() == 1045 || (state != null && state.startsWith("28"));
  }
}
