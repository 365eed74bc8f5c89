package dev.gatehouse.testing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// A `mysqld` or `mariadbd` that lives as long as the JVM.
///
/// @param folder where its log goes; deleted at the end
/// @param libraries a folder for `LD_LIBRARY_PATH`
record TestDaemon(Path folder, Path libraries) {
  private static final int TRIES = 3;

  /// Starts the server and waits until it takes connections; now and then one hangs on a busy
  /// machine, so it gets another chance.
  void start(List<String> command, int port) throws IOException, InterruptedException {
    for (int i = 0; i < TRIES; i++) {
      Process server = run(command);
      if (comesUp(server, port)) {
        Runtime.getRuntime()
            .addShutdownHook(
                new Thread(() -> {
                  stop(server);
                  TestFiles.delete(folder);
                }));
        return;
      }
      stop(server);
    }
    throw didNotStart();
  }

  void finish(List<String> command) throws IOException, InterruptedException {
    Process process = run(command);
    if (!process.waitFor(2, TimeUnit.MINUTES) || process.exitValue() != 0) {
      throw didNotStart();
    }
  }

  static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private Process run(List<String> command) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(folder.resolve("log").toFile()));
    builder.environment().put("LD_LIBRARY_PATH", libraries.toString());
    return builder.start();
  }

  private static boolean comesUp(Process server, int port) throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (System.nanoTime() < deadline && server.isAlive()) {
      try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
        return socket.isConnected();
      } catch (IOException notYet) {
        Thread.sleep(50);
      }
    }
    return false;
  }

  private static void stop(Process server) {
    server.destroy();
    try {
      if (!server.waitFor(10, TimeUnit.SECONDS)) {
        server.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      server.destroyForcibly();
    }
  }

  private IllegalStateException didNotStart() throws IOException {
    String log = Files.readString(folder.resolve("log"), StandardCharsets.UTF_8);
    return new IllegalStateException(
        log.contains("libaio") || log.contains("libnuma")
            ? "MySQL needs libaio and libnuma: install the packages libaio1 and libnuma1."
            : "the database server did not start: " + log);
  }
}
