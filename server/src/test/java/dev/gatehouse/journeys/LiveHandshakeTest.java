package dev.gatehouse.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.testing.Api;
import dev.gatehouse.testing.LiveSocket;
import dev.gatehouse.testing.OnSqlite;
import dev.gatehouse.testing.RawHttp;
import dev.gatehouse.testing.TestServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Who may open a WebSocket, and what may be sent over one: everything else is refused in words of
/// HTTP, or closes that one socket.
@OnSqlite
class LiveHandshakeTest extends Journey {
  private static final String WS = "/ws";

  /// The first byte of the frame with which an end closes (RFC 6455 section 5.5.1).
  private static final int CLOSING = 0x88;

  private String token = "";

  @Override
  Map<String, String> environment() {
    return Map.of("CORS_ORIGINS", "https://app.example", "PUBLIC_URL", "http://auth.example");
  }

  @BeforeEach
  void signIn() {
    token = newcomer().access();
  }

  @ParameterizedTest
  @CsvSource({
    "https://app.example, 101",
    "http://auth.example, 101",
    "https://evil.example, 403",
    "https://app.example.evil.example, 403",
    "http://app.example, 403",
    "null, 403"
  })
  void a_page_opens_one_from_a_listed_origin_only(String origin, int status) {
    assertThat(status(WS, "Authorization", "Bearer " + token, "Origin", origin)).isEqualTo(status);
  }

  @Test
  void a_cookie_counts_for_nothing() {
    assertThat(status(WS, "Cookie", "__Host-gh_refresh=" + token)).isEqualTo(401);
    assertThat(status(WS)).isEqualTo(401);
    assertThat(status(WS, "Authorization", "Bearer nonsense")).isEqualTo(401);
    assertThat(status("/ws?ticket=nonsense")).isEqualTo(401);
    assertThat(status("/ws?ticket=" + token)).isEqualTo(401);
    assertThat(status("/ws?access_token=" + token)).isEqualTo(401);
  }

  @Test
  void one_credential_is_enough_and_two_are_too_many() {
    String ticket = "&ticket=a";
    assertThat(status("/ws?ticket=a" + ticket)).isEqualTo(400);
    assertThat(status("/ws?ticket=a", "Authorization", "Bearer " + token)).isEqualTo(400);
    assertThat(
            status(
                WS,
                "Authorization",
                "Bearer " + token,
                "Sec-WebSocket-Protocol",
                "bearer, " + token))
        .isEqualTo(400);
  }

  @Test
  void of_the_protocols_bearer_alone_is_answered() {
    try (LiveSocket socket =
        LiveSocket.open(server.port(), WS, "Sec-WebSocket-Protocol", "bearer, " + token)) {
      assertThat(socket.socket().getSubprotocol()).isEqualTo("bearer");
    }
    for (String trick :
        List.of("bearer", token + ", bearer", "bearer, a, " + token, "bearer, bearer, bearer")) {
      String answer = handshake("Sec-WebSocket-Protocol: " + trick + "\r\n");
      assertThat(answer).startsWith("HTTP/1.1 400").doesNotContain("Sec-WebSocket-Protocol:");
    }
    assertThat(handshake("Sec-WebSocket-Protocol: Bearer, " + token + "\r\n"))
        .startsWith("HTTP/1.1 401");
    assertThat(
            handshake("Sec-WebSocket-Protocol: chat\r\nSec-WebSocket-Protocol: " + token + "\r\n"))
        .startsWith("HTTP/1.1 401");
  }

  @Test
  void what_is_no_handshake_is_told_what_would_be() {
    api.bearer("GET", WS, token).expectProblem(426);
    api.bearer("HEAD", WS, token).expect(426);
    api.bearer("POST", WS, token).expect(405);
    String right = "Authorization: Bearer " + token + "\r\n";
    assertThat(request("Sec-WebSocket-Version: 12\r\n" + KEY + right)).startsWith("HTTP/1.1 426");
    assertThat(request("Sec-WebSocket-Version: 13\r\n" + right)).startsWith("HTTP/1.1 426");
    assertThat(request("Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: short\r\n" + right))
        .startsWith("HTTP/1.1 426");
    assertThat(request("Sec-WebSocket-Version: 13\r\n" + KEY + right)).startsWith("HTTP/1.1 101");
  }

  @Test
  void a_header_of_websockets_changes_no_other_call() {
    api.get(Api.V1 + "/me", "Authorization", "Bearer " + token).expect(200);
    String answer =
        RawHttp.exchange(
            server.port(),
            "GET /api/v1/auth/me HTTP/1.1\r\nHost: a\r\nConnection: close\r\n"
                + "Sec-WebSocket-Version: 13\r\nAuthorization: Bearer "
                + token
                + "\r\n\r\n");
    assertThat(answer).startsWith("HTTP/1.1 200");
  }

  @Test
  void an_upgrade_passes_the_edge_like_every_other_request() {
    String answer = handshake("Authorization: Bearer " + token + "\r\n");
    assertThat(answer).startsWith("HTTP/1.1 101").contains("X-Request-Id: ", "nosniff");
    assertThat(
            handshake(
                "Sec-WebSocket-Extensions: permessage-deflate\r\n"
                    + "Authorization: Bearer "
                    + token
                    + "\r\n"))
        .doesNotContain("Sec-WebSocket-Extensions");
    try (TestServer strict = server.anotherNode(Map.of("RATE_LIMIT_DEFAULT", "1/minute"))) {
      LiveSocket.status(strict.port(), WS);
      assertThat(LiveSocket.status(strict.port(), WS, "Authorization", "Bearer " + token))
          .isEqualTo(429);
    }
  }

  @Test
  void the_twenty_first_socket_of_a_user_is_one_too_many() {
    String mine = newcomer().access();
    List<LiveSocket> open = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      open.add(LiveSocket.bearer(server.port(), mine));
    }
    assertThat(status(WS, "Authorization", "Bearer " + mine)).isEqualTo(429);
    assertThat(status(WS, "Authorization", "Bearer " + token)).isEqualTo(101);
    open.removeLast().close();
    dev.gatehouse.testing.Eventually.holds(
        "there is a place again", () -> status(WS, "Authorization", "Bearer " + mine) == 101);
    open.forEach(LiveSocket::close);
  }

  @Test
  void too_much_closes_the_socket_and_no_other() {
    try (LiveSocket quiet = LiveSocket.bearer(server.port(), token);
        LiveSocket large = LiveSocket.bearer(server.port(), token);
        LiveSocket many = LiveSocket.bearer(server.port(), token);
        LiveSocket binary = LiveSocket.bearer(server.port(), token)) {
      quiet.socket().sendText("{\"type\": \"hello\"}", true).join();
      large.socket().sendText("x".repeat(2000), true).join();
      assertThat(large.closeCode()).isEqualTo(1009);
      binary.socket().sendBinary(ByteBuffer.wrap(new byte[10]), true).join();
      assertThat(binary.closeCode()).isEqualTo(1003);
      for (int i = 0; i < 70 && !many.isClosed(); i++) {
        many.socket().sendPing(ByteBuffer.wrap(new byte[] {1})).exceptionally(_ -> null).join();
      }
      assertThat(many.closeCode()).isEqualTo(1008);
      assertThat(quiet.isClosed()).isFalse();
    }
  }

  @Test
  void bytes_that_are_no_frames_close_the_socket_and_leave_the_server_well() throws IOException {
    for (String nonsense :
        List.of("\u00ff\u00ff\u00ff", "\u0081\u0002ab", "GET / HTTP/1.1\r\n\r\n")) {
      try (Socket raw = RawHttp.open(server.port())) {
        raw.getOutputStream()
            .write(
                (head(
                            "Sec-WebSocket-Version: 13\r\n"
                                + KEY
                                + "Authorization: Bearer "
                                + token
                                + "\r\n")
                        + nonsense)
                    .getBytes(StandardCharsets.ISO_8859_1));
        assertThat(RawHttp.readAll(raw)).startsWith("HTTP/1.1 101");
      }
    }
    api.get("/health").expect(200);
  }

  /// A message that never ends, in frames that hold nothing, is as much work as as many messages.
  @Test
  void frames_that_hold_nothing_and_frames_that_claim_to_hold_everything_close_the_socket()
      throws IOException {
    String mask = "\0\0\0\0";
    String empties = "\u0001\u0080" + mask + ("\0\u0080" + mask).repeat(100);
    String huge = "\u0081\u00ff\u007f\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff" + mask;
    String pieces = "\u0001\u00fe\u0003\u0084" + mask + "x".repeat(900);
    String tooMuch = pieces + "\0" + pieces.substring(1);
    assertThat(closeCode(empties)).isEqualTo(1008);
    assertThat(closeCode(huge)).isEqualTo(1009);
    assertThat(closeCode(tooMuch)).isEqualTo(1009);
    api.get("/health").expect(200);
  }

  /// It is told nothing, but it would hold a place for as long as it goes on sending.
  @Test
  void whoever_does_not_answer_the_closing_frame_is_cut_off() throws IOException {
    String mine = newcomer().access();
    try (Socket raw = RawHttp.open(server.port())) {
      String right = "Sec-WebSocket-Version: 13\r\n" + KEY + "Authorization: Bearer " + mine;
      raw.getOutputStream().write(head(right + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
      assertThat(answerHead(raw)).startsWith("HTTP/1.1 101");
      api.logout(mine).expect(200);
      assertThat(RawHttp.readAll(raw)).contains("\u0088").contains("the session has ended");
    }
  }

  @Test
  void a_ping_is_answered_with_what_it_held() throws IOException {
    try (Socket raw = RawHttp.open(server.port())) {
      String right = "Sec-WebSocket-Version: 13\r\n" + KEY + "Authorization: Bearer " + token;
      String ping = "\u0089\u0082\0\0\0\0hi";
      raw.getOutputStream()
          .write((head(right + "\r\n") + ping).getBytes(StandardCharsets.ISO_8859_1));
      assertThat(answerHead(raw)).startsWith("HTTP/1.1 101");
      assertThat(raw.getInputStream().readNBytes(4)).containsExactly(0x8a, 2, 'h', 'i');
    }
  }

  /// The code in the closing frame that comes after these bytes were sent.
  private int closeCode(String bytes) throws IOException {
    try (Socket raw = RawHttp.open(server.port())) {
      String right = "Sec-WebSocket-Version: 13\r\n" + KEY + "Authorization: Bearer " + token;
      raw.getOutputStream()
          .write((head(right + "\r\n") + bytes).getBytes(StandardCharsets.ISO_8859_1));
      InputStream in = raw.getInputStream();
      for (int next = in.read(); next != CLOSING; next = in.read()) {
        assertThat(next).as("there is more").isNotNegative();
      }
      assertThat(in.read()).as("length").isGreaterThanOrEqualTo(2);
      return in.read() << 8 | in.read();
    }
  }

  @Test
  void a_server_that_stops_says_so() {
    TestServer other = server.anotherNode();
    try (LiveSocket socket = LiveSocket.bearer(other.port(), token)) {
      other.close();
      assertThat(socket.closeCode()).isEqualTo(1001);
    }
  }

  @Test
  void an_opaque_token_opens_one_until_it_is_replaced() {
    try (TestServer session = server.anotherNode(Map.of("AUTH_MODE", "session"))) {
      String opaque =
          session
              .api()
              .post(
                  "/api/auth/register",
                  Map.of("email", newEmail(), "name", "A", "password", "securepassword123"))
              .json()
              .at("/data/token")
              .stringValue();
      String ticket =
          session
              .api()
              .bearer("POST", "/api/auth/ws/ticket", opaque)
              .expect(200)
              .json()
              .at("/data/ticket")
              .stringValue();
      try (LiveSocket header = LiveSocket.bearer(session.port(), opaque);
          LiveSocket away = LiveSocket.bearer(server.port(), opaque);
          LiveSocket byTicket = LiveSocket.open(session.port(), "/ws?ticket=" + ticket)) {
        session.api().bearer("POST", "/api/auth/refresh", opaque).expect(200);
        assertThat(header.closeCode()).isEqualTo(4401);
        assertThat(away.closeCode()).isEqualTo(4401);
        assertThat(byTicket.closeCode()).isEqualTo(4401);
      }
    }
  }

  private static final String KEY = "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n";

  private String handshake(String headers) {
    return request("Sec-WebSocket-Version: 13\r\n" + KEY + headers);
  }

  /// What comes up to the end of the head of the answer; the connection is left then.
  private String request(String headers) {
    try (Socket raw = RawHttp.open(server.port())) {
      raw.getOutputStream().write(head(headers).getBytes(StandardCharsets.ISO_8859_1));
      return answerHead(raw);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static String answerHead(Socket raw) throws IOException {
    StringBuilder answer = new StringBuilder();
    while (!answer.toString().endsWith("\r\n\r\n")) {
      int next = raw.getInputStream().read();
      if (next < 0) {
        break;
      }
      answer.append((char) next);
    }
    return answer.toString();
  }

  private static String head(String headers) {
    return "GET /ws HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        + headers
        + "\r\n";
  }

  private int status(String path, String... headers) {
    return LiveSocket.status(server.port(), path, headers);
  }
}
