package dev.gatehouse.testing;

import dev.gatehouse.platform.storage.Database;
import dev.gatehouse.platform.storage.DatabaseSettings;
import dev.gatehouse.platform.storage.DatabaseSettings.DatabaseServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/// A kind of database, whose server is started when a test first asks for it and stopped with the
/// JVM.
public enum TestDatabase {
  SQLITE {
    @Override
    public DatabaseSettings fresh() {
      try {
        Path folder = TestFiles.newDatabaseFolder();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> TestFiles.delete(folder)));
        return settings(new DatabaseSettings.SqliteFile(folder.resolve("test.db")));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public DatabaseSettings ready() {
      DatabaseSettings settings = fresh();
      try {
        Files.copy(file(TestTemplates.sqlite()), file(settings));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      return settings;
    }

    private Path file(DatabaseSettings settings) {
      return ((DatabaseSettings.SqliteFile) settings.target()).file();
    }
  },
  POSTGRESQL {
    @Override
    public DatabaseSettings fresh() {
      return freshOn(TestServers.postgresql(), "");
    }

    @Override
    public DatabaseSettings ready() {
      String template = ((DatabaseServer) TestTemplates.postgresql().target()).database();
      return freshOn(TestServers.postgresql(), " TEMPLATE " + template);
    }
  },
  MARIADB {
    @Override
    public DatabaseSettings fresh() {
      return freshOn(TestServers.mariadb(), "");
    }
  },
  /// Only under `-Pmysql`.
  MYSQL {
    @Override
    public DatabaseSettings fresh() {
      return freshOn(TestServers.mysql(), "");
    }
  };

  private static final AtomicInteger NUMBER = new AtomicInteger();

  /// The settings of a new, empty database.
  public abstract DatabaseSettings fresh();

  /// The settings of a new database that holds what a server's first start makes: every table, and
  /// the default roles.
  public DatabaseSettings ready() {
    return TestTemplates.filled(fresh());
  }

  private static DatabaseSettings freshOn(DatabaseServer server, String how) {
    String name = "test_" + ProcessHandle.current().pid() + "_" + NUMBER.incrementAndGet();
    try (Database any = Database.open(settings(server))) {
      any.read(tx -> tx.sql("CREATE DATABASE " + name + how).update());
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
