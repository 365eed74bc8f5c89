package dev.gatehouse.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.platform.crypto.Digests;
import dev.gatehouse.testing.Answer;
import dev.gatehouse.testing.Api;
import dev.gatehouse.testing.OnEveryDatabase;
import dev.gatehouse.testing.TestDatabase;
import dev.gatehouse.testing.TestServer;
import dev.gatehouse.testing.Together;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import org.junit.jupiter.params.Parameter;

/// The first start makes the administrator that `ADMIN_EMAIL` names, by a link that is used once.
@ResourceLock(Resources.SYSTEM_OUT)
@OnEveryDatabase
@Order(1)
class FirstAdminTest {
  private static final String RESET = "/api/auth/password/reset";
  private static final Map<String, String> ADMIN = Map.of("ADMIN_EMAIL", "root@example.com");
  private static final Pattern LINK =
      Pattern.compile("http://localhost:8000/reset#token=(gto_[\\w-]{43})");

  @SuppressWarnings("NullAway.Init") // set before each run of the class
  @Parameter
  TestDatabase kind;

  @Test
  void the_link_sets_the_password_once_and_the_admin_signs_in() {
    Started first = start(() -> TestServer.start(kind, ADMIN));
    try (TestServer server = first.server) {
      Api api = server.api();
      String token = first.token.orElseThrow();
      reset(api, token, "short").expectProblem(422);
      reset(api, "gto_" + "x".repeat(43), "securepass123").expectProblem(401, "Invalid token");
      assertThat(
              Together.times(8, () -> reset(api, token, "securepass123").status()).stream()
                  .sorted())
          .startsWith(200, 401)
          .endsWith(401);
      Answer in =
          api.post(
                  "/api/auth/login",
                  Map.of("email", "root@example.com", "password", "securepass123"))
              .expect(200);
      assertThat(in.json().at("/user/is_admin").booleanValue()).isTrue();
      assertThat(start(server::anotherNode).andClose()).isEmpty();
    }
  }

  @Test
  void a_start_before_the_password_is_set_gives_a_new_link_and_an_old_one_expires() {
    Started first = start(() -> TestServer.start(kind, ADMIN));
    try (TestServer server = first.server) {
      server.time().pass(Duration.ofHours(25));
      reset(server.api(), first.token.orElseThrow(), "securepass123").expectProblem(401);
      String second = start(server::anotherNode).andClose().orElseThrow();
      reset(server.api(), second, "securepass123").expect(200);
    }
  }

  @Test
  void nobody_is_made_where_somebody_has_an_account() {
    try (TestServer server = TestServer.start(kind)) {
      server.api().register("ada@example.com", "Test1234").expect(201);
      assertThat(start(() -> server.anotherNode(ADMIN)).andClose()).isEmpty();
      assertThat(
              start(() -> server.anotherNode(Map.of("ADMIN_EMAIL", "ada@example.com"))).andClose())
          .isEmpty();
      assertThat(server.number("SELECT COUNT(*) AS n FROM users", Map.of())).isEqualTo(1);
    }
  }

  @Test
  void a_link_to_an_address_that_was_changed_since_opens_nothing() {
    Started first = start(() -> TestServer.start(kind, ADMIN));
    Started second = start(first.server::anotherNode);
    try (TestServer server = first.server;
        TestServer other = second.server) {
      reset(server.api(), first.token.orElseThrow(), "securepass123").expect(200);
      reset(other.api(), second.token.orElseThrow(), "otherpass123").expectProblem(401);
      String id =
          server.database().read(tx -> tx.sql("SELECT id FROM users").only(row -> row.text("id")));
      Answer in =
          server
              .api()
              .post(
                  "/api/auth/login",
                  Map.of("email", "root@example.com", "password", "securepass123"))
              .expect(200);
      String link = "gto_" + "y".repeat(43);
      server.sql(
          "INSERT INTO one_time_tokens (id, user_id, purpose, token_hash, epoch, attempts,"
              + " created_at, expires_at) SELECT :token, id, 'password_reset', :hash, auth_epoch,"
              + " 0, created_at, :end FROM users",
          Map.of(
              "token",
              UUID.randomUUID(),
              "hash",
              Digests.sha256(link.getBytes(StandardCharsets.US_ASCII)),
              "end",
              Instant.now().plus(Duration.ofDays(1))));
      assertThat(openLinks(server)).isEqualTo(1);
      server
          .api()
          .send(
              "PATCH",
              "/api/admin/users/" + id,
              BodyPublishers.ofString("{\"email\": \"new@example.com\"}"),
              "Content-Type",
              "application/json",
              "Authorization",
              "Bearer " + in.text("access_token"))
          .expect(200);
      assertThat(openLinks(server)).isZero();
      reset(server.api(), link, "otherpass123").expectProblem(401);
    }
  }

  @Test
  void an_admin_who_was_deactivated_meanwhile_gets_nothing_by_the_link() {
    Started first = start(() -> TestServer.start(kind, ADMIN));
    try (TestServer server = first.server) {
      server.sql("UPDATE users SET auth_epoch = auth_epoch + 1", Map.of());
      reset(server.api(), first.token.orElseThrow(), "securepass123").expectProblem(401);
    }
  }

  private static long openLinks(TestServer server) {
    return server.number(
        "SELECT COUNT(*) AS n FROM one_time_tokens WHERE used_at IS NULL AND purpose = :purpose",
        Map.of("purpose", "password_reset"));
  }

  private static Answer reset(Api api, String token, String password) {
    return api.post(RESET, Map.of("token", token, "new_password", password));
  }

  /// Starts a server and reads what it prints.
  private static synchronized Started start(Supplier<TestServer> starting) {
    PrintStream usual = System.out;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
    try {
      TestServer server = starting.get();
      Matcher link = LINK.matcher(printed.toString(StandardCharsets.UTF_8));
      return new Started(server, link.find() ? Optional.of(link.group(1)) : Optional.empty());
    } finally {
      System.setOut(usual);
    }
  }

  private record Started(TestServer server, Optional<String> token) {
    Optional<String> andClose() {
      server.close();
      return token;
    }
  }
}
