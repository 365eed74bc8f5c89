package dev.gatehouse.testing;

import dev.gatehouse.platform.crypto.Secret;
import dev.gatehouse.platform.storage.DatabaseSettings.DatabaseServer;
import dev.gatehouse.platform.storage.DatabaseSettings.ServerKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// MySQL itself, from the folder that `-Pmysql` unpacked, with a user who has a password.
final class TestMysql {
  private static final String PASSWORD = "correct horse";

  private TestMysql() {}

  static DatabaseServer start() {
    Path program = Path.of(System.getProperty("gatehouse.mysql", "target/test-mysql"));
    try {
      return start(program.toAbsolutePath(), TestFiles.newDatabaseFolder());
    } catch (IOException e) {
      throw new IllegalStateException("MySQL did not start from " + program.toAbsolutePath(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static DatabaseServer start(Path program, Path folder)
      throws IOException, InterruptedException {
    if (!program.resolve("bin/mysqld").toFile().setExecutable(true)) {
      throw new IOException("there is no bin/mysqld: run with -Pmysql");
    }
    Path users = folder.resolve("users.sql");
    Files.writeString(
        users,
        """
        CREATE USER IF NOT EXISTS 'gatehouse'@'%%' IDENTIFIED WITH caching_sha2_password BY '%s';
        GRANT ALL ON *.* TO 'gatehouse'@'%%';
        """
            .formatted(PASSWORD));
    int port = TestDaemon.freePort();
    TestDaemon daemon = new TestDaemon(folder, program.resolve("lib/private"));
    daemon.finish(command(program, folder, "--initialize-insecure"));
    daemon.start(
        command(program, folder, "--init-file=" + users, "--port=" + port, "--mysqlx=OFF"), port);
    return new DatabaseServer(
        ServerKind.MYSQL, "127.0.0.1", port, "mysql", "gatehouse", new Secret(PASSWORD), "disable");
  }

  private static List<String> command(Path program, Path folder, String... more) {
    List<String> command =
        new ArrayList<>(
            List.of(
                program.resolve("bin/mysqld").toString(),
                "--no-defaults",
                "--user=root",
                "--basedir=" + program,
                "--lc-messages-dir=" + program.resolve("share"),
                "--datadir=" + folder.resolve("data"),
                "--socket=" + folder.resolve("socket"),
                "--pid-file=" + folder.resolve("pid"),
                "--innodb-flush-log-at-trx-commit=2",
                "--max-connections=300"));
    command.addAll(Arrays.asList(more));
    return command;
  }
}
