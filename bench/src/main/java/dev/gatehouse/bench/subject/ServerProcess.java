package dev.gatehouse.bench.subject;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// A running server: a process of its own, watched through `/proc`.
public final class ServerProcess implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final long POLL_MILLIS = 2;

  /// What a process needs anywhere, and the launcher's own options, for a profile of the server.
  private static final List<String> KEPT =
      List.of("PATH", "HOME", "JAVA_HOME", "GATEHOUSE_JAVA_OPTS");

  private static final long NANOS_PER_TICK = 10_000_000; // USER_HZ is 100 on Linux
  private static final byte[] HEALTH =
      "GET /health HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
          .getBytes(StandardCharsets.US_ASCII);

  private final Process process;
  private final int port;
  private final Path log;
  private final Duration start;

  private ServerProcess(Process process, int port, Path log, Duration start) {
    this.process = process;
    this.port = port;
    this.log = log;
    this.start = start;
  }

  /// Starts a server and waits for the first 200 of `/health`.
  ///
  /// @param environment all that the server sees of it, but for what a process needs anywhere
  /// @param folder its working directory; its log is appended to `<folder>/server.log`
  public static ServerProcess start(Build build, Map<String, String> environment, Path folder) {
    int port = freePort();
    Path log = folder.resolve("server.log");
    List<String> command = new ArrayList<>(build.command());
    command.addAll(List.of("serve", "--port", Integer.toString(port)));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    builder.environment().keySet().retainAll(KEPT);
    builder.environment().putAll(environment);
    try {
      long begin = System.nanoTime();
      Process process = builder.start();
      Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(process::destroy));
      awaitHealth(process, port, log, begin);
      Duration took = Duration.ofNanos(System.nanoTime() - begin);
      return new ServerProcess(process, port, log, took);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public int port() {
    return port;
  }

  public long pid() {
    return process.pid();
  }

  public Path log() {
    return log;
  }

  /// From the start of the process to the first 200.
  public Duration startTime() {
    return start;
  }

  /// Processor time used so far, by user and kernel.
  public long processorNanos() {
    return processorNanos(pid());
  }

  /// The same of any process.
  public static long processorNanos(long pid) {
    String stat = text(Path.of("/proc/" + pid + "/stat"));
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) * NANOS_PER_TICK;
  }

  /// Resident memory in MiB.
  public double residentMiB() {
    return text(Path.of("/proc/" + pid() + "/status"))
        .lines()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToDouble(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024.0)
        .findFirst()
        .orElseThrow();
  }

  /// Empties the log, which would otherwise fill the disk; the server appends to it.
  public void emptyLog() {
    try {
      Files.write(log, new byte[0]);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Stops the server as an operator would; kills it when it does not listen.
  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(20, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void awaitHealth(Process process, int port, Path log, long begin)
      throws IOException {
    InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    while (!isHealthy(address)) {
      boolean late = System.nanoTime() - begin > PATIENCE.toNanos();
      if (late || !process.isAlive()) {
        process.destroyForcibly();
        throw new IOException("the server did not start; see " + log);
      }
      pause();
    }
  }

  private static boolean isHealthy(InetSocketAddress address) throws IOException {
    try (Socket socket = new Socket()) {
      socket.connect(address);
      socket.getOutputStream().write(HEALTH);
      byte[] answer = socket.getInputStream().readNBytes(12);
      return new String(answer, StandardCharsets.US_ASCII).equals("HTTP/1.1 200");
    } catch (SocketException e) {
      return false;
    }
  }

  private static void pause() {
    try {
      Thread.sleep(POLL_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
