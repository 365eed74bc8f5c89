package dev.gatehouse.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.testing.Answer;
import dev.gatehouse.testing.Api;
import dev.gatehouse.testing.OnSqlite;
import dev.gatehouse.testing.RawHttp;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What arrives at the socket when the other end is no well-meaning client.
@OnSqlite
@SuppressWarnings("StringConcatToTextBlock") // lines on the wire end with CR LF
@Order(1)
class BadHttpTest extends Journey {
  private static final String END = "Host: x\r\nConnection: close\r\n\r\n";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "nonsense\r\n\r\n",
        "GET\r\n\r\n",
        "GET / HTTP/9.9\r\nHost: x\r\n\r\n",
        "GET / HTTP/1.1\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: x\r\nHost: y\r\nConnection: close\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: x\r\nA\u0000: b\r\nConnection: close\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: x\r\nA: \u0000\r\nConnection: close\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: x\r\n no: name\r\nConnection: close\r\n\r\n",
        "GET /\u0000 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
        "GET /%00 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
        "GET /%zz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
        "GET /a/%2e%2e/b HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
        "POST /api/v1/auth/login HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n",
        "POST /api/v1/auth/login HTTP/1.1\r\n"
            + "Host: x\r\n"
            + "Content-Length: 1\r\n"
            + "Content-Length: 2\r\n\r\n"
            + "{}",
        "POST /api/v1/auth/login HTTP/1.1\r\n"
            + "Host: x\r\n"
            + "Content-Length: 2\r\n"
            + "Transfer-Encoding: chunked\r\n\r\n"
            + "{}",
        "POST /api/v1/auth/login HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: nonsense\r\n\r\n",
        "GET http://[ HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
      })
  void bad_http_is_a_problem_document_that_names_no_software(String request) {
    String answer = RawHttp.exchange(server.port(), request);
    assertThat(RawHttp.status(answer)).as(answer).isBetween(400, 505);
    assertThat(RawHttp.status(answer)).as(answer).isNotEqualTo(500);
    assertThat(answer)
        .contains("application/problem+json", "\"detail\":", "X-Request-Id:", "nosniff")
        .doesNotContainIgnoringCase("jetty")
        .doesNotContainIgnoringCase("javalin")
        .doesNotContainIgnoringCase("java.")
        .doesNotContain("Server:");
  }

  @Test
  void headers_of_17_kib_are_431() {
    String answer =
        RawHttp.exchange(
            server.port(),
            "GET /health HTTP/1.1\r\nX-Big: " + "x".repeat(17 * 1024) + "\r\n" + END);
    assertThat(RawHttp.status(answer)).as(answer).isEqualTo(431);
    assertThat(answer).contains("application/problem+json", "too large");
  }

  @Test
  void a_path_of_17_kib_is_refused() {
    String answer =
        RawHttp.exchange(server.port(), "GET /" + "x".repeat(17 * 1024) + " HTTP/1.1\r\n" + END);
    assertThat(RawHttp.status(answer)).as(answer).isIn(414, 431);
    assertThat(answer).contains("application/problem+json");
  }

  @Test
  void a_repeated_authorization_header_is_400() {
    String token = newcomer().access();
    api.get(Api.V1 + "/me", "Authorization", "Bearer " + token, "Authorization", "Bearer " + token)
        .expectProblem(400);
    api.get(Api.V1 + "/me", "Authorization", "Bearer " + token, "Authorization", "Basic eDp5")
        .expectProblem(400);
  }

  @Test
  void a_credential_anywhere_but_in_the_header_counts_for_nothing() {
    String token = newcomer().access();
    api.get(Api.V1 + "/me?access_token=" + token + "&token=" + token).expectProblem(401);
    api.get(Api.V1 + "/me", "Cookie", "access_token=" + token + "; session=" + token).expect(401);
    api.get(Api.V1 + "/me", "Authorization", token).expect(401);
    api.get(Api.V1 + "/me", "Authorization", "Token " + token).expect(401);
    api.get(Api.V1 + "/me", "Authorization", "bearer " + token).expect(200);
    api.get(Api.V1 + "/me", "Authorization", "Bearer   " + token).expect(200);
  }

  @Test
  void what_is_not_there_is_404_and_what_takes_another_method_405() {
    api.get("/nowhere").expectProblem(404);
    api.post(Api.V1 + "/nowhere", "{}").expectProblem(404);
    Map<String, String> calls =
        Map.of(
            Api.V1 + "/register",
            "POST",
            Api.V1 + "/login",
            "POST",
            Api.V1 + "/refresh",
            "POST",
            Api.V1 + "/logout",
            "POST",
            Api.V1 + "/me",
            "GET, HEAD",
            "/health",
            "GET, HEAD");
    calls.forEach((path, allowed) -> {
      for (String method : List.of("PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "NONSENSE")) {
        Answer answer = api.send(method, path, BodyPublishers.noBody());
        assertThat(answer.status()).as("%s %s", method, path).isEqualTo(405);
        assertThat(answer.header("Allow")).as("%s %s", method, path).isEqualTo(allowed);
        answer.expectProblem(405);
      }
    });
    api.get(Api.V1 + "/login").expectProblem(405);
  }

  @Test
  void head_answers_as_get_without_a_body() {
    for (String path : List.of("/health", "/", "/.well-known/jwks.json")) {
      Answer head = api.send("HEAD", path, BodyPublishers.noBody()).expect(200);
      assertThat(head.body()).isEmpty();
      assertThat(head.header("Content-Type")).isEqualTo(api.get(path).header("Content-Type"));
    }
    assertThat(api.send("HEAD", Api.V1 + "/me", BodyPublishers.noBody()).status()).isEqualTo(401);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "//api/v1/auth/me",
        "/api//v1/auth/me",
        "/api/v1/auth/me;jsessionid=1",
        "/api/v1/auth;x=1/me",
        "/api/v1/auth/%2e%2e/auth/me",
        "/api/v1/auth/%6de",
        "/api/v1/auth/../auth/me",
        "/api/v1/auth/./me",
        "/api/v1/auth%2fme",
        "/api/v1/auth/me%00",
        "/api/v1/auth/me%20",
        "/api/v1/auth/ME",
        "/api/v1/auth\\me",
        "/api/v1/auth/me%0d%0aX-Evil:1",
        "/api/v1/auth/%c0%ae",
        "/%ff",
        "*",
        "http://evil.example/api/v1/auth/me"
      })
  void no_spelling_of_a_path_gets_around_the_credential(String path) {
    String answer = RawHttp.exchange(server.port(), "GET " + path + " HTTP/1.1\r\n" + END);
    assertThat(RawHttp.status(answer)).as(answer).isBetween(400, 499);
    assertThat(answer)
        .contains("application/problem+json")
        .doesNotContain("evil", "Evil", "Location");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/api/admin/users", "/api/auth/sessions", "/nothing/here"})
  void a_refusal_before_the_body_has_come_leaves_the_connection_to_the_next_call(String path)
      throws Exception {
    try (Socket socket = RawHttp.open(server.port())) {
      OutputStream out = socket.getOutputStream();
      String head = "POST " + path + " HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n";
      out.write((head + "Content-Length: 14\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1));
      out.flush();
      Thread.sleep(100); // a body that comes in a packet of its own
      out.write("{\"unknown\": 1}".getBytes(StandardCharsets.ISO_8859_1));
      out.flush();
      Thread.sleep(100);
      out.write(("GET /health HTTP/1.1\r\n" + END).getBytes(StandardCharsets.ISO_8859_1));
      out.flush();
      assertThat(RawHttp.readAll(socket)).contains("{\"status\":\"healthy\"}");
    }
  }

  @Test
  void a_path_that_cannot_be_read_ends_the_connection_and_the_answer_says_so() {
    String answer =
        RawHttp.exchange(
            server.port(),
            "DELETE /api/auth/sessions/%00 HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc");
    assertThat(answer).startsWith("HTTP/1.1 400").contains("Connection: close");
  }

  @Test
  void a_content_length_that_lies_harms_the_liar_alone() throws IOException {
    String head = "POST /api/v1/auth/login HTTP/1.1\r\nContent-Type: application/json\r\n";
    String huge =
        RawHttp.exchange(server.port(), head + "Content-Length: 99999999\r\n" + END + "{}");
    assertThat(RawHttp.status(huge)).as(huge).isEqualTo(413);
    String max =
        RawHttp.exchange(
            server.port(), head + "Content-Length: 9223372036854775808\r\n" + END + "{}");
    assertThat(RawHttp.status(max)).as(max).isBetween(400, 499);
    try (Socket socket = RawHttp.open(server.port())) {
      socket
          .getOutputStream()
          .write(
              (head + "Content-Length: 100\r\n" + END + "{}").getBytes(StandardCharsets.US_ASCII));
      socket.shutdownOutput();
      assertThat(RawHttp.status(RawHttp.readAll(socket))).isIn(0, 400);
    }
    api.get("/health").expect(200);
  }

  @Test
  void a_client_that_sends_a_byte_now_and_then_is_cut_off() throws Exception {
    long begun = System.nanoTime();
    try (Socket socket = RawHttp.open(server.port())) {
      OutputStream out = socket.getOutputStream();
      String head =
          "POST /api/v1/auth/login HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
              + "Content-Length: 60000\r\n\r\n";
      out.write(head.getBytes(StandardCharsets.US_ASCII));
      Thread trickle = Thread.ofVirtual().start(() -> trickle(out));
      String answer = RawHttp.readAll(socket);
      trickle.interrupt();
      trickle.join();
      assertThat(RawHttp.status(answer)).as(answer).isEqualTo(408);
      assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(40));
    }
    api.get("/health").expect(200);
  }

  @Test
  void an_origin_that_is_listed_may_read_and_no_other() {
    Answer listed = api.get("/health", "Origin", "http://localhost:3000");
    assertThat(listed.header("Access-Control-Allow-Origin")).isEqualTo("http://localhost:3000");
    assertThat(listed.header("Access-Control-Allow-Credentials")).isEqualTo("true");
    assertThat(listed.header("Vary")).contains("Origin");
    for (String origin :
        List.of(
            "null",
            "http://localhost:3001",
            "https://localhost:3000",
            "http://localhost:3000.evil.example",
            "http://evil.example",
            "http://LOCALHOST:3000",
            "http://localhost:3000/",
            "*")) {
      for (Answer answer : List.of(api.get("/health", "Origin", origin), preflight(origin))) {
        assertThat(answer.http().headers().map().keySet())
            .as(origin)
            .noneMatch(name -> name.startsWith("access-control-"));
        assertThat(answer.header("Vary")).contains("Origin");
      }
    }
  }

  @Test
  void a_preflight_says_what_a_listed_page_may_send() {
    Answer answer = preflight("http://localhost:3000").expect(204);
    assertThat(answer.header("Access-Control-Allow-Origin")).isEqualTo("http://localhost:3000");
    assertThat(answer.header("Access-Control-Allow-Methods")).contains("POST", "GET");
    assertThat(answer.header("Access-Control-Allow-Headers"))
        .contains("Authorization", "Content-Type");
    assertThat(answer.header("Access-Control-Allow-Credentials")).isEqualTo("true");
  }

  @Test
  void an_error_may_be_read_by_a_listed_page_too() {
    Answer answer = api.get(Api.V1 + "/me", "Origin", "http://localhost:3000").expect(401);
    assertThat(answer.header("Access-Control-Allow-Origin")).isEqualTo("http://localhost:3000");
    assertThat(answer.header("Access-Control-Expose-Headers")).contains("X-Request-Id");
  }

  @Test
  void a_strange_user_agent_is_stored_and_breaks_nothing() {
    for (String agent :
        List.of("\u00e9\u00ff".repeat(300), "\t", "x".repeat(5000), "'; DROP TABLE users; --")) {
      String body = "{\"email\":\"%s\",\"password\":\"%s\"}".formatted(newEmail(), PASSWORD);
      for (String call : List.of("register", "login")) {
        String answer =
            RawHttp.exchange(
                server.port(),
                "POST /api/v1/auth/"
                    + call
                    + " HTTP/1.1\r\nUser-Agent: "
                    + agent
                    + "\r\nContent-Type: application/json\r\nContent-Length: "
                    + body.length()
                    + "\r\n"
                    + END
                    + body);
        assertThat(RawHttp.status(answer)).as(answer).isIn(200, 201);
      }
    }
  }

  @Test
  void a_stranger_names_no_request_id_and_no_address() {
    Answer answer =
        api.get("/health", "X-Request-Id", "12345678abcdef", "X-Forwarded-For", "198.51.100.9");
    assertThat(answer.header("X-Request-Id")).isNotEqualTo("12345678abcdef");
    newcomer("X-Forwarded-For", "198.51.100.9");
    assertThat(
            server.number(
                "SELECT COUNT(*) AS n FROM user_sessions WHERE ip_address = '198.51.100.9'",
                Map.of()))
        .isZero();
  }

  private Answer preflight(String origin) {
    return api.send(
        "OPTIONS",
        Api.V1 + "/login",
        BodyPublishers.noBody(),
        "Origin",
        origin,
        "Access-Control-Request-Method",
        "POST",
        "Access-Control-Request-Headers",
        "content-type");
  }

  private static void trickle(OutputStream out) {
    try {
      while (true) {
        out.write(' ');
        out.flush();
        Thread.sleep(500);
      }
    } catch (SocketException | InterruptedException e) {
      // Cut off, as it should be.
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
