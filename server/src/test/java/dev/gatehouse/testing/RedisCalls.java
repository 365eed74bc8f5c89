package dev.gatehouse.testing;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

/// Counts what clients ask of a Redis (MONITOR), but for the pulse and what scripts do inside.
public final class RedisCalls implements AutoCloseable {
  private static final long STRAGGLERS_MILLIS = 40;

  private final Socket socket;
  private final Socket marker;
  private final AtomicInteger calls = new AtomicInteger();
  private final AtomicInteger marks = new AtomicInteger();
  private volatile int seen;

  public RedisCalls(TestRedis redis) throws IOException {
    socket = new Socket(InetAddress.getLoopbackAddress(), redis.port());
    marker = new Socket(InetAddress.getLoopbackAddress(), redis.port());
    socket.getOutputStream().write("MONITOR\r\n".getBytes(StandardCharsets.US_ASCII));
    BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
    lines.readLine();
    Thread.ofVirtual().start(() -> count(lines));
  }

  /// The calls since this was last asked, those included that nobody waits for.
  public int take() {
    try {
      Thread.sleep(STRAGGLERS_MILLIS);
      int mark = marks.incrementAndGet();
      String echo = "ECHO mark" + mark + "\r\n";
      marker.getOutputStream().write(echo.getBytes(StandardCharsets.US_ASCII));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
    Eventually.holds("the mark is seen", () -> seen == marks.get());
    return calls.getAndSet(0);
  }

  @Override
  public void close() throws IOException {
    marker.close();
    socket.close();
  }

  private void count(BufferedReader lines) {
    try {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.contains("\"mark")) {
          seen = Integer.parseInt(line.replaceFirst(".*\"mark([0-9]+)\".*", "$1"));
        } else if (!line.contains(" lua] ") && !line.contains("gatehouse:pulse:")) {
          calls.incrementAndGet();
        }
      }
    } catch (IOException closed) {
      // the test is over
    }
  }
}
