package dev.gatehouse.platform.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.platform.json.Fields;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Whatever goes wrong is told as RFC 9457 wants it, also before any route is found.
class ProblemDocumentsTest {
  private final HttpClient client = HttpClient.newHttpClient();
  private final CountDownLatch slowIsRunning = new CountDownLatch(1);
  private final CountDownLatch slowMayEnd = new CountDownLatch(1);

  @SuppressWarnings("NullAway.Init") // set before each test
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    Router router = new Router();
    router.get("/here", _ -> Response.ok(Map.of()));
    router.post("/name", ProblemDocumentsTest::name);
    router.get("/slow", _ -> slow());
    HttpSettings settings = new HttpSettings("127.0.0.1", 0, Set.of(), List.of(), false);
    server = HttpServer.start(settings, router);
  }

  @AfterEach
  void stop() {
    slowMayEnd.countDown();
    server.close();
    client.close();
  }

  @Test
  void a_method_that_is_not_taken_is_told_which_are() throws Exception {
    HttpResponse<String> answer = send(request("/here").DELETE());
    assertThat(answer.statusCode()).isEqualTo(405);
    assertThat(answer.headers().allValues("Allow")).containsExactly("GET, HEAD");
    assertThat(answer.body()).contains("\"title\":\"Method Not Allowed\"");
  }

  @Test
  void a_body_that_is_no_object_is_an_error_of_the_body() throws Exception {
    assertThat(post("[]").body())
        .contains("\"detail\":\"The body must be a JSON object\"")
        .contains("\"errors\":[{\"field\":\"body\",\"detail\":\"must be a JSON object\"}]");
    assertThat(post("{").body())
        .contains("\"detail\":\"The body is not a valid JSON document\"", "\"field\":\"body\"");
  }

  @Test
  void the_detail_names_every_fault() throws Exception {
    HttpResponse<String> answer = post("{\"last\": 1}");
    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(answer.body())
        .contains("\"title\":\"Unprocessable Content\"")
        .contains("\"detail\":\"first is required; last must be a string\"");
  }

  @Test
  void what_is_not_readable_as_http_is_answered_in_the_same_form() throws Exception {
    assertThat(raw("GET /%zz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"))
        .startsWith("HTTP/1.1 400 ")
        .contains("application/problem+json", "\"status\":400", "X-Content-Type-Options: nosniff");
    String long17k = "x".repeat(17 * 1024);
    assertThat(raw("GET /here HTTP/1.1\r\nHost: x\r\nX-Long: " + long17k + "\r\n\r\n"))
        .startsWith("HTTP/1.1 431 ")
        .contains("application/problem+json", "\"status\":431");
  }

  @Test
  void a_server_that_stops_says_when_to_come_again() throws Exception {
    try (Socket kept = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      write(kept, "GET /here HTTP/1.1\r\nHost: x\r\n\r\n");
      assertThat(kept.getInputStream().readNBytes(12)).asString().isEqualTo("HTTP/1.1 200");
      Thread slow = Thread.startVirtualThread(() -> sendQuietly("/slow"));
      slowIsRunning.await();
      Thread stopping = Thread.startVirtualThread(server::close);
      Thread.sleep(300);
      write(kept, "GET /here HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
      slowMayEnd.countDown();
      String answer = new String(kept.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(answer)
          .contains(
              "HTTP/1.1 503 ",
              "Retry-After: 5",
              "X-Request-Id: ",
              "\"detail\":\"The server is stopping\"");
      stopping.join();
      slow.join();
    }
  }

  private Response slow() {
    slowIsRunning.countDown();
    try {
      slowMayEnd.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return Response.ok(Map.of());
  }

  private static Response name(Request request) {
    Fields in = request.fields();
    in.text("first", 10);
    in.text("last", 10);
    return in.errors().isEmpty()
        ? Response.ok(Map.of())
        : Response.problem(Problem.invalid(in.errors()));
  }

  private HttpResponse<String> post(String body) throws Exception {
    return send(
        request("/name")
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body)));
  }

  private void sendQuietly(String path) {
    try {
      send(request(path));
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path));
  }

  private String raw(String request) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      write(socket, request);
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static void write(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
    socket.getOutputStream().flush();
  }
}
