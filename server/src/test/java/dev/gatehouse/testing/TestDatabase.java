package dev.gatehouse.testing;

import dev.gatehouse.platform.storage.DatabaseSettings;
import dev.gatehouse.platform.storage.DatabaseSettings.DatabaseServer;
import dev.gatehouse.platform.storage.DatabaseSettings.ServerKind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/// A kind of database, whose server is started when a test first asks for it and stopped with the
/// JVM.
public enum TestDatabase {
  SQLITE {
    @Override
    public DatabaseSettings fresh() {
      try {
        Path folder = Files.createTempDirectory("gatehouse-test");
        Runtime.getRuntime().addShutdownHook(new Thread(() -> TestFiles.delete(folder)));
        return settings(new DatabaseSettings.SqliteFile(folder.resolve("test.db")));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  },
  POSTGRESQL {
    @Override
    public DatabaseSettings fresh() {
      return freshOn(TestServers.postgresql());
    }
  },
  MARIADB {
    @Override
    public DatabaseSettings fresh() {
      return freshOn(TestServers.mariadb());
    }
  },
  /// Only under `-Pmysql`.
  MYSQL {
    @Override
    public DatabaseSettings fresh() {
      return freshOn(TestServers.mysql());
    }
  };

  private static final AtomicInteger NUMBER = new AtomicInteger();

  /// The settings of a new, empty database.
  public abstract DatabaseSettings fresh();

  private static DatabaseSettings freshOn(DatabaseServer server) {
    String name = "test_" + ProcessHandle.current().pid() + "_" + NUMBER.incrementAndGet();
    String scheme = server.kind() == ServerKind.POSTGRESQL ? "postgresql" : "mariadb";
    String url =
        "jdbc:%s://%s:%d/%s".formatted(scheme, server.host(), server.port(), server.database());
    if (server.kind() == ServerKind.MYSQL) {
      url += "?allowPublicKeyRetrieval=true";
    }
    try (Connection connection =
            DriverManager.getConnection(url, server.user(), server.password().reveal());
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE DATABASE " + name);
    } catch (SQLException e) {
      throw new IllegalStateException("no database could be made on " + url, e);
    }
    return settings(
        new DatabaseServer(
            server.kind(),
            server.host(),
            server.port(),
            name,
            server.user(),
            server.password(),
            server.ssl()));
  }

  private static DatabaseSettings settings(DatabaseSettings.Target target) {
    return new DatabaseSettings(
        target,
        new DatabaseSettings.Pool(4, 16, Duration.ofHours(1), Duration.ofSeconds(20)),
        false);
  }
}
