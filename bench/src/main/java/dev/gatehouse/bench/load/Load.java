package dev.gatehouse.bench.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import org.HdrHistogram.Histogram;

/// Holds conversations with a server on the calling thread: a closed loop, each connection sends
/// its next request when it has its answer.
public final class Load {
  private static final int READ_BYTES = 64 * 1024;
  private static final long LONGEST_MICROS = Duration.ofMinutes(2).toMillis() * 1000;
  private static final int DIGITS = 3;
  private static final long TICK_MILLIS = 50;

  private final ByteBuffer in = ByteBuffer.allocateDirect(READ_BYTES);
  private final Histogram micros = new Histogram(LONGEST_MICROS, DIGITS);
  private boolean counting;
  private boolean sending = true;
  private int waiting;
  private long failures;

  private Load() {}

  /// Holds the conversations for `warmUp` and then for `time`, and measures the latter.
  ///
  /// @param serverNanos the processor time that the server has used so far
  public static Measured run(
      int port,
      List<? extends Conversation> conversations,
      Duration warmUp,
      Duration time,
      LongSupplier serverNanos) {
    try {
      return new Load().hold(port, conversations, warmUp, time, serverNanos);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Measured hold(
      int port,
      List<? extends Conversation> conversations,
      Duration warmUp,
      Duration time,
      LongSupplier serverNanos)
      throws IOException {
    List<Connection> connections = new ArrayList<>();
    try (Selector selector = Selector.open()) {
      for (Conversation conversation : conversations) {
        connections.add(connect(port, conversation, selector));
      }
      exchange(selector, System.nanoTime() + warmUp.toNanos());
      counting = true;
      long client = ownNanos();
      long server = serverNanos.getAsLong();
      long begin = System.nanoTime();
      exchange(selector, begin + time.toNanos());
      double seconds = (System.nanoTime() - begin) / 1e9;
      client = ownNanos() - client;
      server = serverNanos.getAsLong() - server;
      counting = false;
      drain(selector);
      return new Measured(micros.getTotalCount(), failures, seconds, micros.copy(), client, server);
    } finally {
      for (Connection connection : connections) {
        connection.close();
      }
    }
  }

  private Connection connect(int port, Conversation conversation, Selector selector)
      throws IOException {
    InetSocketAddress server = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    Connection connection = new Connection(server, conversation);
    connection.channel().register(selector, SelectionKey.OP_READ, connection);
    connection.send(System.nanoTime());
    waiting++;
    return connection;
  }

  private void exchange(Selector selector, long until) throws IOException {
    while (System.nanoTime() < until) {
      selector.select(this::ready, TICK_MILLIS);
    }
  }

  /// Takes the answers that are still under way: an unread one would break a chain of tokens.
  private void drain(Selector selector) throws IOException {
    sending = false;
    while (waiting > 0) {
      selector.select(this::ready, TICK_MILLIS);
    }
  }

  private void ready(SelectionKey key) {
    Connection connection = (Connection) key.attachment();
    try {
      int status = connection.receive(in);
      if (status == 0) {
        return;
      }
      long now = System.nanoTime();
      if (counting) {
        count(status, now - connection.sentAt());
      }
      if (sending) {
        connection.send(now);
      } else {
        waiting--;
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void count(int status, long nanos) {
    if (status / 100 == 2) {
      micros.recordValue(Math.min(LONGEST_MICROS, nanos / 1000));
    } else {
      failures++;
    }
  }

  private static long ownNanos() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }
}
