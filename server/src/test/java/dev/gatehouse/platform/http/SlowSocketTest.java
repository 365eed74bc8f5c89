package dev.gatehouse.platform.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// Who opens a WebSocket and does not take in what is sent.
class SlowSocketTest {
  /// Bytes of a frame: far more than fit in the buffers of both ends, times [#MOST].
  private static final int FRAME = 256 * 1024;

  /// Frames that may wait in the server.
  private static final int WAITING = 64;

  /// Frames that both machines may have taken in before that.
  private static final int UNDER_WAY = 128;

  @Test
  void a_client_that_reads_nothing_is_cut_off_before_much_waits_for_it() throws Exception {
    Held held = new Held();
    Router router = new Router();
    router.get(
        "/ws",
        request ->
            request.asksForSocket()
                ? Response.upgrade(new Upgrade(null, held))
                : Response.problem(426, "This path speaks WebSocket"));
    HttpSettings settings = new HttpSettings("127.0.0.1", 0, Set.of(), List.of(), false);
    try (HttpServer server = HttpServer.start(settings, router);
        java.net.Socket client = deaf(server.port())) {
      Socket socket = held.opened.get(20, TimeUnit.SECONDS);
      String frame = "x".repeat(FRAME);
      for (int i = 0; i < WAITING + UNDER_WAY; i++) {
        socket.send(frame);
      }
      assertThat(held.closed).succeedsWithin(20, TimeUnit.SECONDS);
      assertThat(client.isClosed()).isFalse();
    }
  }

  /// Opens a WebSocket with the smallest of buffers, and never reads.
  private static java.net.Socket deaf(int port) throws IOException {
    java.net.Socket client = new java.net.Socket();
    client.setReceiveBufferSize(1024);
    client.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    String head =
        """
        GET /ws HTTP/1.1
        Host: here
        Upgrade: websocket
        Connection: Upgrade
        Sec-WebSocket-Version: 13
        Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==

        """;
    client
        .getOutputStream()
        .write(head.replace("\n", "\r\n").getBytes(StandardCharsets.ISO_8859_1));
    return client;
  }

  private static final class Held implements Socket.Listener {
    private final CompletableFuture<Socket> opened = new CompletableFuture<>();
    private final CompletableFuture<Boolean> closed = new CompletableFuture<>();

    @Override
    public void opened(Socket socket) {
      opened.complete(socket);
    }

    @Override
    public void closed() {
      closed.complete(true);
    }
  }
}
