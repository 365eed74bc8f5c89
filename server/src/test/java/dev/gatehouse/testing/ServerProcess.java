package dev.gatehouse.testing;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The real server in a process of its own, that can be killed.
public final class ServerProcess implements AutoCloseable {
  private static final Pattern LISTENS = Pattern.compile("listens on http://[^:]+:(\\d+)");
  private static final int PATIENCE_SECONDS = 240;

  private final Process process;
  private final Path folder;
  private final List<String> output = new CopyOnWriteArrayList<>();
  private final CompletableFuture<Integer> port = new CompletableFuture<>();
  private final Thread reader;

  private ServerProcess(List<String> before, Map<String, String> environment) {
    List<String> command = new ArrayList<>(before);
    command.addAll(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "--enable-native-access=ALL-UNNAMED",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Xmx256m",
            "-cp",
            System.getProperty("java.class.path"),
            "dev.gatehouse.Main",
            "serve"));
    try {
      folder = Files.createTempDirectory("gatehouse-process");
      ProcessBuilder builder =
          new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
      builder.environment().putAll(environment);
      process = builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    reader = Thread.ofVirtual().start(() -> read(process.getInputStream()));
  }

  /// Starts `gatehouse serve`, without waiting for it.
  public static ServerProcess start(Map<String, String> environment) {
    return new ServerProcess(List.of(), environment);
  }

  /// The same with words before the command, `setpriv` and its options for one.
  public static ServerProcess startUnder(List<String> before, Map<String, String> environment) {
    return new ServerProcess(before, environment);
  }

  public Api api() {
    return new Api(port());
  }

  /// Waits until the server listens.
  public int port() {
    try {
      return port.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new IllegalStateException("the server did not start: " + output, e);
    }
  }

  /// SIGKILL: the process gets no chance to put anything away.
  public void kill() {
    process.destroyForcibly();
    exitCode();
  }

  /// SIGSTOP: the process stands still, its connections stay.
  public void freeze() {
    Signals.send("STOP", process.pid());
  }

  /// SIGCONT.
  public void thaw() {
    Signals.send("CONT", process.pid());
  }

  /// SIGTERM; unlike [Process#destroy] it leaves the output open to its last line.
  public void terminate() {
    process.toHandle().destroy();
  }

  /// Lets no file grow beyond `bytes` (RLIMIT_FSIZE); `unlimited` for any size.
  public void limitFileSize(String bytes) throws IOException, InterruptedException {
    Process limiter =
        new ProcessBuilder(
                "prlimit", "--pid", Long.toString(process.pid()), "--fsize=" + bytes + ":")
            .inheritIO()
            .start();
    if (limiter.waitFor() != 0) {
      throw new IllegalStateException("prlimit did not set the limit");
    }
  }

  /// Waits for the end.
  public int exitCode() {
    try {
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        throw new IllegalStateException("the server did not end: " + output);
      }
      reader.join();
      return process.exitValue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /// Every line that it wrote, errors included.
  public List<String> output() {
    return List.copyOf(output);
  }

  @Override
  public void close() {
    kill();
    TestFiles.delete(folder);
  }

  private void read(InputStream in) {
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        output.add(line);
        Matcher listens = LISTENS.matcher(line);
        if (listens.find()) {
          port.complete(Integer.valueOf(listens.group(1)));
        }
      }
    } catch (IOException e) {
      output.add("(unreadable: " + e.getMessage() + ")");
    }
    port.completeExceptionally(new IllegalStateException("it ended"));
  }
}
