package dev.gatehouse.platform.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.gatehouse.platform.json.Lines;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Bodies larger than any memory: taken in line by line, and written piece by piece.
class StreamedBodiesTest {
  private static final int LONGEST = 100;

  private final HttpClient client = HttpClient.newHttpClient();
  private final CountDownLatch firstLineRead = new CountDownLatch(1);

  @SuppressWarnings("NullAway.Init") // set before each test
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    Router router = new Router();
    router.post("/lines", this::count);
    router.get("/long", _ -> Response.stream(Response.LINES, StreamedBodiesTest::write));
    router.get(
        "/broken",
        _ ->
            Response.stream(
                Response.LINES,
                out -> {
                  out.write("{}\n".repeat(100_000).getBytes(StandardCharsets.UTF_8));
                  throw new IllegalStateException("the database is gone, as this test wants it");
                }));
    server = HttpServer.start(new HttpSettings("127.0.0.1", 0, Set.of(), List.of(), false), router);
  }

  @AfterEach
  void stop() {
    server.close();
    client.close();
  }

  @Test
  void a_body_far_over_the_limit_of_others_is_read_line_by_line() throws Exception {
    byte[] lines = "{\"n\":1}\r\n".repeat(1000).getBytes(StandardCharsets.UTF_8);
    HttpResponse<String> answer =
        send(request("/lines").POST(BodyPublishers.ofByteArrays(Collections.nCopies(600, lines))));
    assertThat(answer.body()).isEqualTo("{\"lines\":600000,\"bytes\":4200000,\"too_long\":[]}");
  }

  @Test
  void a_line_is_read_before_the_next_is_sent() throws Exception {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      String head =
          """
          POST /lines HTTP/1.1
          Host: here
          Connection: close
          Transfer-Encoding: chunked
          Content-Type: application/x-ndjson

          """
              .replace("\n", "\r\n");
      OutputStream out = socket.getOutputStream();
      out.write((head + "3\r\n{}\n\r\n").getBytes(StandardCharsets.US_ASCII));
      out.flush();
      assertThat(firstLineRead.await(20, TimeUnit.SECONDS)).isTrue();
      out.write("3\r\n{}\n\r\n0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      out.flush();
      String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
      assertThat(answer).contains("\"lines\":2");
    }
  }

  @Test
  void a_line_that_is_too_long_is_passed_over_and_told_by_its_number() throws Exception {
    String body = "{}\n" + "x".repeat(LONGEST + 1) + "\n" + "y".repeat(LONGEST) + "\n\n{}";
    assertThat(post(body, "application/x-ndjson").body())
        .isEqualTo("{\"lines\":4,\"bytes\":104,\"too_long\":[2]}");
    assertThat(post("x".repeat(200_000), "application/jsonl").body())
        .isEqualTo("{\"lines\":0,\"bytes\":0,\"too_long\":[1]}");
  }

  @Test
  void lines_of_another_type_are_refused() throws Exception {
    assertThat(post("{}", "text/plain").statusCode()).isEqualTo(415);
    assertThat(post("{}", "application/json").statusCode()).isEqualTo(415);
  }

  @Test
  void a_long_answer_arrives_whole() throws Exception {
    HttpResponse<InputStream> answer =
        client.send(request("/long").build(), HttpResponse.BodyHandlers.ofInputStream());
    assertThat(answer.headers().firstValue("Content-Type")).hasValue(Response.LINES);
    long bytes = 0;
    try (InputStream in = answer.body()) {
      byte[] buffer = new byte[65_536];
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        bytes += read;
      }
    }
    assertThat(bytes).isEqualTo(20_000_000);
  }

  @Test
  void an_answer_that_breaks_off_does_not_look_whole() {
    assertThatExceptionOfType(IOException.class).isThrownBy(() -> send(request("/broken")));
  }

  private Response count(Request request) {
    Lines lines = request.lines(LONGEST);
    long whole = 0;
    long bytes = 0;
    List<Long> tooLong = new ArrayList<>();
    for (Optional<Lines.Line> line = lines.next(); line.isPresent(); line = lines.next()) {
      firstLineRead.countDown();
      switch (line.get()) {
        case Lines.Line.Whole(long number, byte[] text) -> {
          whole++;
          bytes += text.length;
        }
        case Lines.Line.TooLong(long number) -> tooLong.add(number);
      }
    }
    Map<String, Object> counted = new LinkedHashMap<>();
    counted.put("lines", whole);
    counted.put("bytes", bytes);
    counted.put("too_long", tooLong);
    return Response.ok(counted);
  }

  private static void write(OutputStream out) throws IOException {
    byte[] piece = "x".repeat(10_000).getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < 2_000; i++) {
      out.write(piece);
    }
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
        .header("Content-Type", "application/x-ndjson");
  }

  private HttpResponse<String> post(String body, String type) throws Exception {
    return send(
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + "/lines"))
            .header("Content-Type", type)
            .POST(BodyPublishers.ofString(body)));
  }

  private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }
}
