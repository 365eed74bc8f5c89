package dev.gatehouse.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// A load balancer as people run them: the nodes in turn, and another one for a call that may be
/// repeated when a node does not answer or says 503. It does not know which nodes are up.
public final class RetryingProxy implements AutoCloseable {
  private static final int ROUNDS = 20;
  private static final Duration BETWEEN_ROUNDS = Duration.ofMillis(100);
  private static final Set<String> DROPPED =
      Set.of("connection", "content-length", "host", "upgrade", "http2-settings");

  /// Beside GET: a repeated refresh gets the same token, a repeated logout the same answer.
  private static final Set<String> REPEATABLE = Set.of(Api.V1 + "/refresh", Api.V1 + "/logout");

  private final List<Integer> nodes;
  private final HttpServer door;
  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(2))
          .build();
  private final AtomicInteger turn = new AtomicInteger();
  private final AtomicInteger repeated = new AtomicInteger();

  /// @param nodes the ports of the nodes
  public RetryingProxy(List<Integer> nodes) {
    this.nodes = List.copyOf(nodes);
    try {
      door = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    door.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    door.createContext("/", this::serve);
    door.start();
  }

  public Api api() {
    return new Api(door.getAddress().getPort());
  }

  /// How many calls were repeated.
  public int repeated() {
    return repeated.get();
  }

  @Override
  public void close() {
    door.stop(0);
    client.close();
  }

  private void serve(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      HttpResponse<byte[]> answer = forward(exchange, body);
      if (answer == null) {
        exchange.sendResponseHeaders(502, -1);
        return;
      }
      answer
          .headers()
          .map()
          .forEach((name, values) -> {
            if (!DROPPED.contains(name.toLowerCase(Locale.ROOT))) {
              exchange.getResponseHeaders().put(name, values);
            }
          });
      int length = answer.body().length;
      exchange.sendResponseHeaders(answer.statusCode(), length == 0 ? -1 : length);
      exchange.getResponseBody().write(answer.body());
    }
  }

  private @Nullable HttpResponse<byte[]> forward(HttpExchange exchange, byte[] body) {
    String path = exchange.getRequestURI().getPath();
    boolean repeatable = exchange.getRequestMethod().equals("GET") || REPEATABLE.contains(path);
    HttpResponse<byte[]> last = null;
    for (int i = 0; i < (repeatable ? ROUNDS * nodes.size() : 1); i++) {
      pauseAfter(i);
      try {
        last = client.send(request(exchange, body), BodyHandlers.ofByteArray());
        if (last.statusCode() != 503) {
          return last;
        }
      } catch (IOException e) {
        last = null;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return null;
      }
    }
    return last;
  }

  private HttpRequest request(HttpExchange exchange, byte[] body) {
    int port = nodes.get(Math.floorMod(turn.getAndIncrement(), nodes.size()));
    URI address = URI.create("http://127.0.0.1:" + port + exchange.getRequestURI());
    HttpRequest.Builder request =
        HttpRequest.newBuilder(address)
            .timeout(Duration.ofSeconds(20))
            .method(exchange.getRequestMethod(), BodyPublishers.ofByteArray(body));
    exchange
        .getRequestHeaders()
        .forEach((name, values) -> {
          if (!DROPPED.contains(name.toLowerCase(Locale.ROOT))) {
            values.forEach(value -> request.header(name, value));
          }
        });
    return request.build();
  }

  private void pauseAfter(int tries) {
    if (tries > 0) {
      repeated.incrementAndGet();
    }
    if (tries > 0 && tries % nodes.size() == 0) {
      try {
        Thread.sleep(BETWEEN_ROUNDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
