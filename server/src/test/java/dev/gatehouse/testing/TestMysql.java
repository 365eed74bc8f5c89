package dev.gatehouse.testing;

import dev.gatehouse.platform.crypto.Secret;
import dev.gatehouse.platform.storage.DatabaseSettings.DatabaseServer;
import dev.gatehouse.platform.storage.DatabaseSettings.ServerKind;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// MySQL itself, from the folder that `-Pmysql` unpacked, with a user who has a password.
final class TestMysql {
  private static final String PASSWORD = "correct horse";

  private TestMysql() {}

  static DatabaseServer start() {
    Path program = Path.of(System.getProperty("gatehouse.mysql", "target/test-mysql"));
    try {
      Path data = Files.createTempDirectory("gatehouse-mysql");
      int port = freePort();
      Path users = data.resolve("users.sql");
      Files.writeString(
          users,
          """
          CREATE USER IF NOT EXISTS 'gatehouse'@'%%' IDENTIFIED WITH caching_sha2_password BY '%s';
          GRANT ALL ON *.* TO 'gatehouse'@'%%';
          """
              .formatted(PASSWORD));
      Process made = run(program, data, List.of("--initialize-insecure"));
      if (!made.waitFor(2, TimeUnit.MINUTES) || made.exitValue() != 0) {
        throw didNotStart(data);
      }
      Process server =
          run(program, data, List.of("--init-file=" + users, "--port=" + port, "--mysqlx=OFF"));
      Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(server, data)));
      await(server, port, data);
      return new DatabaseServer(
          ServerKind.MYSQL,
          "127.0.0.1",
          port,
          "mysql",
          "gatehouse",
          new Secret(PASSWORD),
          "disable");
    } catch (IOException e) {
      throw new IllegalStateException("MySQL did not start from " + program.toAbsolutePath(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static Process run(Path program, Path data, List<String> more) throws IOException {
    Path base = program.toAbsolutePath();
    Path mysqld = base.resolve("bin/mysqld");
    if (!mysqld.toFile().setExecutable(true)) {
      throw new IOException(mysqld + " is not there");
    }
    List<String> command = new ArrayList<>();
    command.add(mysqld.toString());
    command.add("--no-defaults");
    command.add("--user=root");
    command.add("--basedir=" + base);
    command.add("--lc-messages-dir=" + base.resolve("share"));
    command.add("--datadir=" + data.resolve("data"));
    command.add("--socket=" + data.resolve("socket"));
    command.add("--pid-file=" + data.resolve("pid"));
    command.add("--innodb-flush-log-at-trx-commit=2");
    command.add("--max-connections=300");
    command.addAll(more);
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(data.resolve("log").toFile()));
    builder.environment().put("LD_LIBRARY_PATH", base.resolve("lib/private").toString());
    return builder.start();
  }

  private static void await(Process server, int port, Path data) throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
    while (System.nanoTime() < deadline && server.isAlive()) {
      try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
        if (socket.isConnected()) {
          return;
        }
      } catch (IOException notYet) {
        Thread.sleep(100);
      }
    }
    throw didNotStart(data);
  }

  private static IllegalStateException didNotStart(Path data) {
    String log;
    try {
      log = Files.readString(data.resolve("log"), StandardCharsets.UTF_8);
    } catch (IOException e) {
      log = "";
    }
    return new IllegalStateException(
        log.contains("libaio") || log.contains("libnuma")
            ? "MySQL needs libaio and libnuma: install the packages libaio1 and libnuma1."
            : "MySQL did not start: " + log);
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private static void stop(Process server, Path data) {
    server.destroy();
    try {
      if (!server.waitFor(10, TimeUnit.SECONDS)) {
        server.destroyForcibly();
      }
    } catch (InterruptedException e) {
      server.destroyForcibly();
    }
    TestFiles.delete(data);
  }
}
