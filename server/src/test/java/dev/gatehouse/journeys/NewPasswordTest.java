package dev.gatehouse.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.gatehouse.testing.Answer;
import dev.gatehouse.testing.Api;
import dev.gatehouse.testing.TestDatabase;
import dev.gatehouse.testing.TestServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// What nobody may take for a password, and the service that knows those that have leaked.
@SuppressWarnings("NullAway.Init") // set before the tests
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NewPasswordTest {
  private static final String LEAKED = "Leaked1234567";
  private static final String PADDED = "Padded1234567";

  private final List<String> asked = new CopyOnWriteArrayList<>();
  private HttpServer service;
  private TestServer server;
  private Api api;
  private volatile int status = 200;

  @BeforeAll
  void start() throws IOException {
    service = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    service.createContext(
        "/range/",
        exchange -> {
          asked.add(
              exchange.getRequestURI().getPath()
                  + " "
                  + exchange.getRequestHeaders().getFirst("Add-Padding"));
          String lines = suffix(LEAKED) + ":42\r\n" + suffix(PADDED) + ":0\r\n";
          byte[] body = lines.getBytes(StandardCharsets.US_ASCII);
          exchange.sendResponseHeaders(status, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    service.start();
    server =
        TestServer.start(
            TestDatabase.SQLITE,
            Map.of(
                "PWNED_PASSWORDS_URL",
                "http://localhost:" + service.getAddress().getPort() + "/range",
                "OUTBOUND_ALLOW",
                "localhost"));
    api = server.api();
  }

  @AfterAll
  void stop() {
    server.close();
    service.stop(0);
  }

  @Test
  void a_common_password_is_refused_with_its_reason() {
    refused(
        api.register("common@example.com", "Password123"),
        "must not be one of the most common passwords");
  }

  @Test
  void the_examples_of_the_old_documentation_are_still_taken() {
    api.register("one@example.com", "Test1234").expect(201);
    api.register("two@example.com", "TestPass123").expect(201);
    for (String password : List.of("securepass123", "securepassword123")) {
      api.post(
              "/api/auth/register",
              Map.of("email", password + "@x.org", "password", password + "!"))
          .expect(201);
      api.post(
              "/api/auth/register",
              Map.of("email", "a" + password + "@x.org", "password", password))
          .expect(201);
    }
  }

  @Test
  void the_email_is_no_password_and_neither_is_its_first_part() {
    String sentence = "must not be the email address or what stands before its @";
    refused(api.register("Grace.Hopper1@example.com", "Grace.Hopper1@example.com"), sentence);
    refused(api.register("grace.hopper1@example.com", "Grace.Hopper1"), sentence);
  }

  @Test
  void a_leaked_password_is_refused_and_only_five_digits_of_its_hash_go_out() {
    refused(api.register("leaked@example.com", LEAKED), "must not be a password that has leaked");
    assertThat(asked).contains("/range/" + sha1(LEAKED).substring(0, 5) + " true");
    assertThat(asked).noneMatch(path -> path.contains(suffix(LEAKED)));
  }

  @Test
  void padding_in_the_answer_is_no_leak() {
    api.register("padded@example.com", PADDED).expect(201);
  }

  @Test
  void a_service_that_fails_stops_nobody() {
    status = 503;
    try {
      api.register("unanswered@example.com", LEAKED).expect(201);
    } finally {
      status = 200;
    }
  }

  private static void refused(Answer answer, String detail) {
    answer.expectProblem(422);
    assertThat(answer.json().at("/errors/0/detail").stringValue()).isEqualTo(detail);
  }

  private static String suffix(String password) {
    return sha1(password).substring(5);
  }

  private static String sha1(String password) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-1");
      return HexFormat.of()
          .withUpperCase()
          .formatHex(digest.digest(password.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
