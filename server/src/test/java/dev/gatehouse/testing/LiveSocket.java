package dev.gatehouse.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A client of `/ws`. Every frame is held against the schema `Frame`.
public final class LiveSocket implements WebSocket.Listener, AutoCloseable {
  private static final JsonMapper JSON = new JsonMapper();
  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static final Duration PATIENCE = Duration.ofSeconds(40);

  private final BlockingQueue<JsonNode> frames = new LinkedBlockingQueue<>();
  private final CompletableFuture<Integer> closed = new CompletableFuture<>();
  private final StringBuilder text = new StringBuilder();
  private volatile @Nullable WebSocket socket;

  private LiveSocket() {}

  /// Opens a socket.
  ///
  /// @param path `/ws` with or without a query
  /// @param headers names and values in turn; `Sec-WebSocket-Protocol` takes `bearer, <token>`
  /// @throws AssertionError when it is refused
  public static LiveSocket open(int port, String path, String... headers) {
    LiveSocket live = new LiveSocket();
    WebSocket.Builder builder = CLIENT.newWebSocketBuilder();
    for (int i = 0; i < headers.length; i += 2) {
      if (headers[i].equals("Sec-WebSocket-Protocol")) {
        String[] protocols = headers[i + 1].split(", *");
        String[] more = List.of(protocols).subList(1, protocols.length).toArray(String[]::new);
        builder.subprotocols(protocols[0], more);
      } else {
        builder.header(headers[i], headers[i + 1]);
      }
    }
    live.socket = builder.buildAsync(URI.create("ws://127.0.0.1:" + port + path), live).join();
    return live;
  }

  /// With a bearer credential in the header.
  public static LiveSocket bearer(int port, String token) {
    return open(port, "/ws", "Authorization", "Bearer " + token);
  }

  /// The status of a refusal; 101 when there was none.
  public static int status(int port, String path, String... headers) {
    try {
      open(port, path, headers).close();
      return 101;
    } catch (CompletionException e) {
      if (e.getCause() instanceof WebSocketHandshakeException refused) {
        HttpResponse<?> answer = refused.getResponse();
        assertThat(answer.headers().firstValue("Content-Type"))
            .hasValue("application/problem+json");
        return answer.statusCode();
      }
      throw e;
    }
  }

  public WebSocket socket() {
    WebSocket open = socket;
    if (open == null) {
      throw new IllegalStateException("not open");
    }
    return open;
  }

  /// The next frame of this type; others are passed over.
  public JsonNode next(String type) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    try {
      while (true) {
        JsonNode frame = frames.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
        if (frame == null) {
          throw new AssertionError("no frame " + type + " came");
        }
        if (frame.get("type").stringValue().equals(type)) {
          return frame;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /// What has come and was not asked for yet.
  public List<JsonNode> rest() {
    List<JsonNode> rest = new ArrayList<>();
    frames.drainTo(rest);
    return rest;
  }

  /// The code with which the server closes it, once it does; 1006 when it just goes away.
  public int closeCode() {
    return closed.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
  }

  public boolean isClosed() {
    return closed.isDone();
  }

  @Override
  public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
    text.append(data);
    if (last) {
      JsonNode frame = JSON.readTree(text.toString());
      text.setLength(0);
      assertThat(OpenApi.ofTheServer().faults("/components/schemas/Frame", frame)).isEmpty();
      frames.add(frame);
    }
    from.request(1);
    return CompletableFuture.completedFuture(null);
  }

  @Override
  public CompletionStage<?> onClose(WebSocket from, int statusCode, String reason) {
    closed.complete(statusCode);
    return CompletableFuture.completedFuture(null);
  }

  @Override
  public void onError(WebSocket from, Throwable error) {
    closed.complete(1006);
  }

  @Override
  public void close() {
    socket().abort();
  }
}
