import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// Opens idle WebSockets on a server at the loopback address, 20 a user, and holds them.
///
/// `java bench/IdleSockets.java PORT COUNT SECONDS`, with `ulimit -n` above COUNT, against a server that was
/// started with `RATE_LIMIT_DEFAULT=off BCRYPT_ROUNDS=4`. What the server's memory is before and
/// after is read from outside (`ps -o rss`, `jcmd GC.heap_info`).
final class IdleSockets {
  private static final int OF_A_USER = 20;

  public static void main(String[] arguments) throws Exception {
    int port = Integer.parseInt(arguments[0]);
    int count = Integer.parseInt(arguments[1]);
    List<Socket> open = new ArrayList<>();
    String token = "";
    long begun = System.nanoTime();
    for (int i = 0; i < count; i++) {
      if (i % OF_A_USER == 0) {
        token = newcomer(port, "idle" + begun + "x" + i + "@example.com");
      }
      open.add(open(port, token));
    }
    System.out.printf("%d open after %d ms%n", open.size(), (System.nanoTime() - begun) / 1_000_000);
    Thread.sleep(Long.parseLong(arguments[2]) * 1000);
    int alive = 0;
    for (Socket socket : open) {
      socket.setSoTimeout(1);
      alive += isAlive(socket) ? 1 : 0;
    }
    System.out.println(alive + " alive");
  }

  private static String newcomer(int port, String email) throws Exception {
    String body = "{\"email\":\"" + email + "\",\"password\":\"Test1234\"}";
    HttpRequest register =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api/auth/register"))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    String answer = CLIENT.send(register, HttpResponse.BodyHandlers.ofString()).body();
    return answer.replaceAll("(?s).*\"access_token\":\"([^\"]+)\".*", "$1");
  }

  private static Socket open(int port, String token) throws Exception {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
    String head =
        "GET /ws HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
            + "Authorization: Bearer "
            + token
            + "\r\n\r\n";
    socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
    InputStream in = socket.getInputStream();
    StringBuilder answer = new StringBuilder();
    while (!answer.toString().endsWith("\r\n\r\n")) {
      int next = in.read();
      if (next < 0) {
        break;
      }
      answer.append((char) next);
    }
    if (!answer.toString().startsWith("HTTP/1.1 101")) {
      throw new IllegalStateException(answer.toString());
    }
    return socket;
  }

  private static boolean isAlive(Socket socket) {
    try {
      return socket.getInputStream().read() >= 0;
    } catch (java.net.SocketTimeoutException e) {
      return true;
    } catch (java.io.IOException e) {
      return false;
    }
  }

  private static final HttpClient CLIENT = HttpClient.newHttpClient();
}
