package dev.gatehouse.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import redis.embedded.core.ExecutableProvider;

/// A Redis of the test's own, that can be killed, frozen, and started again at the same address.
public final class TestRedis implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Path PROGRAM = unpacked();

  private final int port;
  private Process server;

  public TestRedis() {
    try {
      port = TestDaemon.freePort();
      server = started();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public int port() {
    return port;
  }

  /// As in `REDIS_URL`.
  public String url() {
    return "redis://127.0.0.1:" + port;
  }

  /// SIGKILL: connections end, and all that it held is gone.
  public void kill() {
    try {
      server.destroyForcibly().waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  public void restart() {
    try {
      server = started();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Keeps its connections and answers nothing until [#thaw].
  public void freeze() {
    Signals.send("STOP", server.pid());
  }

  public void thaw() {
    Signals.send("CONT", server.pid());
  }

  @Override
  public void close() {
    kill();
  }

  private Process started() throws IOException {
    Process made =
        new ProcessBuilder(
                PROGRAM.toString(),
                "--port",
                Integer.toString(port),
                "--bind",
                "127.0.0.1",
                "--save",
                "",
                "--appendonly",
                "no")
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    Runtime.getRuntime().addShutdownHook(new Thread(made::destroyForcibly));
    awaitDoor();
    return made;
  }

  private void awaitDoor() {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      try (Socket _ = new Socket(InetAddress.getLoopbackAddress(), port)) {
        return;
      } catch (IOException notYet) {
        if (System.nanoTime() > deadline) {
          throw new IllegalStateException("the embedded Redis did not start", notYet);
        }
        pause();
      }
    }
  }

  private static void pause() {
    try {
      Thread.sleep(20);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static Path unpacked() {
    try {
      Path folder = Files.createTempDirectory("gatehouse-redis");
      Runtime.getRuntime().addShutdownHook(new Thread(() -> TestFiles.delete(folder)));
      return ExecutableProvider.newJarResourceProvider(folder.toFile()).get().toPath();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
