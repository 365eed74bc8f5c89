package dev.gatehouse.platform.http;

import dev.gatehouse.platform.json.Json;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;
import org.jspecify.annotations.Nullable;

/// An open WebSocket (RFC 6455) on which the server speaks and the client listens.
///
/// What the client sends is passed over, up to a kilobyte a message and some frames a minute.
/// Whoever does not take in what is sent is cut off, and so is whoever answers no ping.
public final class Socket {
  /// The most characters of a message from the client, and the most bytes of a frame.
  static final int LONGEST_MESSAGE = 1024;

  private static final int MOST_UNSENT = 64;
  private static final int FRAMES_A_MINUTE = 60;
  private static final int BUFFER = 1024;
  private static final long MINUTE = Duration.ofMinutes(1).toNanos();
  private static final long PING_EVERY = Duration.ofSeconds(30).toNanos();
  private static final long PATIENCE = Duration.ofSeconds(75).toNanos();
  private static final long FAREWELL = Duration.ofSeconds(5).toNanos();
  private static final Duration IDLE = Duration.ofMinutes(2);

  private static final int NOT_TEXT = 1003;
  private static final int TOO_MUCH = 1008;
  private static final int TOO_LARGE = 1009;

  private final Listener listener;
  private final AtomicInteger unsent = new AtomicInteger();
  private final AtomicBoolean over = new AtomicBoolean();
  private volatile @Nullable Session session;
  private volatile long heard = System.nanoTime();
  private volatile long closing;
  private long pinged = System.nanoTime();
  private long minute = System.nanoTime();
  private int frames;
  private int message;

  Socket(Listener listener) {
    this.listener = listener;
  }

  Endpoint endpoint() {
    return new Endpoint(this);
  }

  /// Sends `frame` as JSON, without waiting.
  public void send(Object frame) {
    Session open = session;
    if (open != null && mayQueue(open)) {
      String text = new String(Json.write(frame), StandardCharsets.UTF_8);
      open.sendText(text, Callback.from(unsent::decrementAndGet, _ -> open.disconnect()));
    }
  }

  /// Closes it for this reason; what follows is not sent any more. Whoever does not answer to that
  /// is cut off by [#keepAlive].
  public void close(int code, String reason) {
    Session open = session;
    if (open != null) {
      closing = closing == 0 ? System.nanoTime() | 1 : closing;
      open.close(code, reason, Callback.from(() -> {}, _ -> open.disconnect()));
    }
  }

  /// To be called now and then: asks whether the client is there, and lets go of one that is not.
  public void keepAlive() {
    Session open = session;
    long now = System.nanoTime();
    if (open == null) {
      return;
    }
    if (now - heard > PATIENCE || (closing != 0 && now - closing > FAREWELL)) {
      open.disconnect();
    } else if (now - pinged > PING_EVERY && mayQueue(open)) {
      pinged = now;
      open.sendPing(
          ByteBuffer.allocate(0), Callback.from(unsent::decrementAndGet, _ -> open.disconnect()));
    }
  }

  /// Whether one more may wait for a client to take it in.
  private boolean mayQueue(Session open) {
    if (unsent.incrementAndGet() <= MOST_UNSENT) {
      return true;
    }
    open.disconnect();
    return false;
  }

  private void begin(Session open) {
    open.setIdleTimeout(IDLE);
    open.setMaxTextMessageSize(LONGEST_MESSAGE);
    open.setMaxBinaryMessageSize(LONGEST_MESSAGE);
    open.setMaxFrameSize(LONGEST_MESSAGE);
    open.setInputBufferSize(BUFFER);
    open.setOutputBufferSize(BUFFER);
    session = open;
    listener.opened(this);
  }

  /// Frames come one after the other.
  private void received() {
    long now = System.nanoTime();
    heard = now;
    if (now - minute > MINUTE) {
      minute = now;
      frames = 0;
    }
    frames++;
    if (frames > FRAMES_A_MINUTE) {
      close(TOO_MUCH, "too many messages");
    }
  }

  /// What a message adds up to, of which nothing is kept.
  private void measure(int length, boolean last) {
    message += length;
    if (message > LONGEST_MESSAGE) {
      close(TOO_LARGE, "too long a message");
    }
    message = last ? 0 : message;
  }

  private void end() {
    if (over.compareAndSet(false, true)) {
      listener.closed();
    }
  }

  /// Is told of a socket.
  public interface Listener {
    void opened(Socket socket);

    /// Once, whoever closed it.
    void closed();
  }

  /// What the HTTP library calls; it reaches public types only.
  public static final class Endpoint implements Session.Listener.AutoDemanding {
    private final Socket socket;

    private Endpoint(Socket socket) {
      this.socket = socket;
    }

    @Override
    public void onWebSocketOpen(Session session) {
      socket.begin(session);
    }

    /// Every piece counts: a message in many pieces is as much work as many messages.
    @Override
    public void onWebSocketPartialText(String piece, boolean last) {
      socket.received();
      socket.measure(piece.length(), last);
    }

    @Override
    public void onWebSocketBinary(ByteBuffer payload, Callback callback) {
      callback.succeed();
      socket.close(NOT_TEXT, "text alone is read");
    }

    @Override
    public void onWebSocketPing(ByteBuffer payload) {
      socket.received();
      Session open = socket.session;
      if (open != null && socket.mayQueue(open)) {
        open.sendPong(
            payload, Callback.from(socket.unsent::decrementAndGet, _ -> open.disconnect()));
      }
    }

    @Override
    public void onWebSocketPong(ByteBuffer payload) {
      socket.received();
    }

    /// Whatever it was, the socket ends with it: [#onWebSocketClose] follows.
    @Override
    public void onWebSocketError(Throwable cause) {}

    @Override
    public void onWebSocketClose(int statusCode, String reason, Callback callback) {
      callback.succeed();
      socket.end();
    }
  }
}
