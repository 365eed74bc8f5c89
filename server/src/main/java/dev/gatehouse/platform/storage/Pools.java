package dev.gatehouse.platform.storage;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.gatehouse.platform.storage.DatabaseSettings.DatabaseServer;
import dev.gatehouse.platform.storage.DatabaseSettings.ServerKind;
import java.time.Duration;
import java.util.Properties;

/// Pools of connections to a database server.
final class Pools {
  /// How long a call waits for a connection before it is told that there is none.
  private static final Duration BORROW = Duration.ofSeconds(3);

  /// How long a connection may be silent in the middle of a statement.
  private static final Duration SILENT = Duration.ofSeconds(20);

  private Pools() {}

  static Dialect dialect(ServerKind kind) {
    return switch (kind) {
      case POSTGRESQL -> new PostgresqlDialect();
      case MYSQL, MARIADB -> new MysqlDialect();
    };
  }

  static HikariDataSource open(DatabaseServer server, DatabaseSettings.Pool size) {
    HikariConfig config = new HikariConfig();
    config.setPoolName("gatehouse");
    config.setJdbcUrl(url(server));
    config.setUsername(server.user());
    config.setPassword(server.password().reveal());
    config.setDataSourceProperties(properties(server));
    config.setMinimumIdle(size.idle());
    config.setMaximumPoolSize(size.most());
    config.setMaxLifetime(size.recycleAfter().toMillis());
    config.setConnectionTimeout(BORROW.toMillis());
    config.setValidationTimeout(BORROW.toMillis() / 2);
    config.setInitializationFailTimeout(-1);
    if (server.kind() != ServerKind.POSTGRESQL) {
      config.setTransactionIsolation("TRANSACTION_READ_COMMITTED");
    }
    return new HikariDataSource(config);
  }

  private static String url(DatabaseServer server) {
    String scheme = server.kind() == ServerKind.POSTGRESQL ? "postgresql" : "mariadb";
    String host = server.host().contains(":") ? "[" + server.host() + "]" : server.host();
    return "jdbc:%s://%s:%d/%s".formatted(scheme, host, server.port(), server.database());
  }

  private static Properties properties(DatabaseServer server) {
    Properties properties = new Properties();
    if (server.kind() == ServerKind.POSTGRESQL) {
      properties.setProperty("stringtype", "unspecified");
      properties.setProperty("ApplicationName", "gatehouse");
      properties.setProperty("sslmode", server.ssl());
      properties.setProperty("prepareThreshold", "1");
      properties.setProperty("tcpKeepAlive", "true");
      properties.setProperty("connectTimeout", Long.toString(BORROW.toSeconds()));
      properties.setProperty("loginTimeout", Long.toString(BORROW.toSeconds()));
      properties.setProperty("socketTimeout", Long.toString(SILENT.toSeconds()));
      properties.setProperty("logServerErrorDetail", "false");
      return properties;
    }
    properties.setProperty("sslMode", mariadbSsl(server.ssl()));
    properties.setProperty("allowPublicKeyRetrieval", "true");
    properties.setProperty("useServerPrepStmts", "true");
    properties.setProperty("prepStmtCacheSize", "250");
    properties.setProperty("timezone", "UTC");
    properties.setProperty("tcpKeepAlive", "true");
    properties.setProperty("connectTimeout", Long.toString(BORROW.toMillis()));
    properties.setProperty("socketTimeout", Long.toString(SILENT.toMillis()));
    properties.setProperty("useAffectedRows", "false");
    properties.setProperty("dumpQueriesOnException", "false");
    return properties;
  }

  /// The driver's names for PostgreSQL's `sslmode`s. It knows no `prefer`.
  private static String mariadbSsl(String mode) {
    return switch (mode) {
      case "require" -> "trust";
      case "verify-ca" -> "verify-ca";
      case "verify-full" -> "verify-full";
      default -> "disable";
    };
  }
}
