package dev.gatehouse.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.gatehouse.testing.Answer;
import dev.gatehouse.testing.Api;
import dev.gatehouse.testing.Mails;
import dev.gatehouse.testing.TestDatabase;
import dev.gatehouse.testing.TestServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.json.JsonMapper;

/// What nobody may take for a password, and the service that knows those that have leaked.
@SuppressWarnings("NullAway.Init") // set before the tests
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NewPasswordTest {
  private static final String LEAKED = "Leaked1234567";
  private static final String PADDED = "Padded1234567";
  private static final String RESET = "/api/auth/password/reset";
  private static final String OWN = "/api/auth/me/password";
  private static final String ACCEPT = "/api/auth/invitations/accept";
  private static final JsonMapper JSON = new JsonMapper();

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

  /// All but registration took the email, and the command line what has leaked.
  @Test
  void every_door_at_which_a_password_is_set_refuses_the_same() {
    Mails mails = new Mails(api);
    String boss = admin("boss@example.com");
    String access = api.newcomer("Ada.Lovelace1@example.com").access();
    String id = api.me(access).text("id");
    api.post("/api/auth/password/forgot", Map.of("email", "Ada.Lovelace1@example.com"));
    String reset = mails.await("Ada.Lovelace1@example.com", "new password").token();
    Map<String, Object> invited = Map.of("email", "Ada.Lovelace1@x.org", "roles", List.of("user"));
    send("POST", "/api/admin/invitations", boss, invited).expect(201);
    String invitation = mails.await("Ada.Lovelace1@x.org", "invited").token();
    Map<String, String> fresh = Map.of("email", "Ada.Lovelace1@y.org");
    String users = "/api/admin/users";
    List<Door> doors =
        List.of(
            new Door("POST", "/api/v1/auth/register", "", "password", fresh),
            new Door("POST", "/api/auth/register", "", "password", fresh),
            new Door("POST", users, boss, "password", fresh),
            new Door("PATCH", users + "/" + id, boss, "password", Map.of()),
            new Door("PATCH", users + "/" + id, boss, "password", fresh),
            new Door("POST", RESET, "", "new_password", Map.of("token", reset)),
            new Door("POST", ACCEPT, "", "password", Map.of("token", invitation, "name", "Ada")),
            new Door("POST", OWN, access, "new_password", Map.of("current_password", "Test1234")),
            new Door("POST", OWN, "", "new_password", Map.of("password_token", forced(boss))));
    for (Door door : doors) {
      for (String bad : List.of("Ada.Lovelace1", "ADA.lovelace1", "Password123", LEAKED)) {
        Map<String, Object> body = new HashMap<>(door.others);
        body.put(door.member, bad);
        Answer answer = send(door.method, door.path, door.bearer, body).expectProblem(422);
        assertThat(answer.json().at("/errors/0/field").stringValue())
            .as(door.path)
            .isEqualTo(door.member);
      }
    }
    send("POST", RESET, "", Map.of("token", reset, "new_password", "Better12345")).expect(200);
    api.login("Ada.Lovelace1@example.com", "Better12345").expect(200);
  }

  private String admin(String email) {
    api.register(email, "Test1234").expect(201);
    server.sql(
        "INSERT INTO user_roles (user_id, role_id)"
            + " SELECT u.id, r.id FROM users u, roles r WHERE u.email = :e AND r.name = 'admin'",
        Map.of("e", email));
    return Api.pair(api.login(email, "Test1234")).access();
  }

  /// The token of somebody who has to choose another password.
  private String forced(String admin) {
    String email = "Ada.Lovelace1@z.org";
    String id = api.register(email, "Test1234").expect(201).text("id");
    send("POST", "/api/admin/users/" + id + "/password/force-change", admin, Map.of());
    return api.login(email, "Test1234").expect(200).text("password_token");
  }

  private Answer send(String method, String path, String bearer, Object body) {
    List<String> headers = new ArrayList<>(List.of("Content-Type", "application/json"));
    if (!bearer.isEmpty()) {
      headers.addAll(List.of("Authorization", "Bearer " + bearer));
    }
    return api.send(
        method,
        path,
        BodyPublishers.ofString(JSON.writeValueAsString(body)),
        headers.toArray(String[]::new));
  }

  /// A call that sets a password.
  private record Door(
      String method, String path, String bearer, String member, Map<String, ?> others) {}

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
