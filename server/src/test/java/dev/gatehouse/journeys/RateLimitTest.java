package dev.gatehouse.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.testing.Answer;
import dev.gatehouse.testing.Api;
import dev.gatehouse.testing.RawHttp;
import dev.gatehouse.testing.TestDatabase;
import dev.gatehouse.testing.TestServer;
import dev.gatehouse.testing.Together;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Each client may ask so often, whatever it asks for. Each test is a client of its own.
@SuppressWarnings("NullAway.Init") // set before the tests
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RateLimitTest {
  private static final String FROM = "X-Forwarded-For";

  private final AtomicInteger clients = new AtomicInteger();
  private TestServer server;
  private Api api;

  @BeforeAll
  void start() {
    server = server("3/minute", Map.of("TRUSTED_PROXIES", "127.0.0.1"));
    api = server.api();
  }

  @AfterAll
  void stop() {
    server.close();
  }

  @Test
  void the_request_after_the_last_one_is_refused_with_a_problem_that_says_when_to_come_again() {
    String me = client();
    for (int left = 2; left >= 0; left--) {
      Answer answer = api.get("/", FROM, me).expect(200);
      assertThat(answer.header("RateLimit-Policy")).isEqualTo("\"default\";q=3;w=60");
      assertThat(answer.header("RateLimit")).startsWith("\"default\";r=" + left + ";t=");
    }
    Answer refused =
        api.get("/", FROM, me).expectProblem(429, "Too many requests; try again later");
    assertThat(refused.header("Retry-After")).matches("59|60");
    assertThat(refused.header("RateLimit")).matches("\"default\";r=0;t=(59|60)");
    assertThat(refused.header("RateLimit-Policy")).isEqualTo("\"default\";q=3;w=60");
    assertThat(refused.header("X-Content-Type-Options")).isEqualTo("nosniff");
    api.send("HEAD", "/", BodyPublishers.noBody(), FROM, me).expect(429);
    api.post(Api.V1 + "/login", "{}", FROM, me).expectProblem(429);
  }

  @Test
  void by_default_it_is_two_hundred_a_minute_over_all_calls_together() {
    try (TestServer standard = server("200/minute", Map.of())) {
      List<Integer> refused =
          Together.times(
              4,
              () -> {
                int count = 0;
                for (int i = 0; i < 60; i++) {
                  String path = i % 2 == 0 ? "/" : "/.well-known/jwks.json";
                  count += standard.api().get(path).status() == 429 ? 1 : 0;
                }
                return count;
              });
      assertThat(refused.stream().mapToInt(Integer::intValue).sum()).isEqualTo(40);
    }
  }

  @Test
  void the_next_window_lets_everybody_in_again() {
    String me = client();
    api.get("/", FROM, me).expect(200);
    server.time().pass(Duration.ofSeconds(40));
    assertThat(statuses(me, me, me)).containsExactly(200, 200, 429);
    server.time().pass(Duration.ofSeconds(20));
    assertThat(statuses(me, me, me, me)).containsExactly(200, 200, 200, 429);
  }

  @Test
  void of_several_limits_each_holds_and_the_nearest_is_told() {
    try (TestServer strict = server("4/hour;2/minute", Map.of())) {
      Api one = strict.api();
      Answer first = one.get("/").expect(200);
      assertThat(first.header("RateLimit-Policy"))
          .isEqualTo("\"default-60\";q=2;w=60, \"default-3600\";q=4;w=3600");
      assertThat(first.header("RateLimit")).startsWith("\"default-60\";r=1;");
      one.get("/").expect(200);
      assertThat(one.get("/").expect(429).header("RateLimit")).startsWith("\"default-60\";r=0");
      strict.time().pass(Duration.ofMinutes(1));
      one.get("/").expect(200);
      one.get("/").expect(200);
      strict.time().pass(Duration.ofMinutes(1));
      assertThat(one.get("/").expect(429).header("RateLimit")).startsWith("\"default-3600\";r=0");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/health",
        "/health/ready",
        "/health/live",
        "/docs",
        "/openapi.yaml",
        "/openapi.json"
      })
  void health_and_static_files_are_never_refused(String path) {
    String me = client();
    assertThat(statuses(me, me, me, me)).endsWith(429);
    assertThat(api.get(path, FROM, me).expect(200).header("RateLimit")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/health/../api/v1/auth/me",
        "/health/%2e%2e/api/v1/auth/me",
        "/health;/../api/v1/auth/me",
        "//health/../api/v1/auth/me",
        "/health/..;/api/v1/auth/me",
        "/docs/..%2fapi/v1/auth/me",
        "/docs/../api/v1/auth/me",
        "/healthy",
        "/docs2",
        "/openapi.yaml/x",
        "http://health/api/v1/auth/me"
      })
  void nothing_passes_for_an_unlimited_path(String path) {
    String me = client();
    assertThat(statuses(me, me, me, me)).endsWith(429);
    String request =
        "GET "
            + path
            + " HTTP/1.1\r\nHost: health\r\nX-Forwarded-For: "
            + me
            + "\r\nConnection: close\r\n\r\n";
    assertThat(RawHttp.status(RawHttp.exchange(server.port(), request))).isIn(400, 429);
  }

  @Test
  void calls_that_do_not_exist_and_bad_bodies_count_too() {
    String me = client();
    api.get("/nothing", FROM, me).expect(404);
    api.send("DELETE", "/", BodyPublishers.noBody(), FROM, me).expect(405);
    api.post(Api.V1 + "/login", "{", FROM, me).expect(422);
    api.get("/", FROM, me).expect(429);
  }

  @Test
  void a_preflight_is_not_counted_and_a_refusal_can_be_read_by_the_page_that_met_it() {
    String me = client();
    String[] page = {FROM, me, "Origin", "http://localhost:3000"};
    assertThat(statuses(me, me, me, me)).endsWith(429);
    api.send(
            "OPTIONS",
            "/",
            BodyPublishers.noBody(),
            FROM,
            me,
            "Origin",
            "http://localhost:3000",
            "Access-Control-Request-Method",
            "GET")
        .expect(204);
    Answer refused = api.get("/", page).expect(429);
    assertThat(refused.header("Access-Control-Allow-Origin")).isEqualTo("http://localhost:3000");
    assertThat(refused.header("Access-Control-Expose-Headers")).contains("Retry-After, RateLimit");
  }

  @Test
  void an_invented_X_Forwarded_For_gains_nothing() {
    try (TestServer direct = server("2/minute", Map.of())) {
      List<Integer> answers =
          List.of("192.0.2.1", "192.0.2.2", "::1", "127.0.0.1").stream()
              .map(from ->
                  direct.api().get("/", FROM, from, "X-Real-IP", from, "Forwarded", "for=" + from))
              .map(Answer::status)
              .toList();
      assertThat(answers).containsExactly(200, 200, 429, 429);
    }
  }

  @Test
  void behind_a_trusted_proxy_only_what_the_proxy_wrote_counts() {
    String me = client();
    assertThat(
            statuses(
                "198.51.100.1, " + me,
                "198.51.100.2," + me + ":4711",
                "127.0.0.1, " + me + ", 127.0.0.1",
                "garbage, " + me))
        .containsExactly(200, 200, 200, 429);
    assertThat(statuses(client())).containsExactly(200);
  }

  @Test
  void an_IPv6_client_is_its_network_of_64_bits_however_it_is_written() {
    assertThat(
            statuses(
                "2001:db8:1:2::1",
                "2001:db8:1:2:ffff::9",
                "[2001:0db8:1:2::3]:4711",
                "[2001:db8:1:2::4]",
                "2001:db8:1:3::1"))
        .containsExactly(200, 200, 200, 429, 200);
  }

  @Test
  void an_IPv4_address_in_the_clothes_of_IPv6_is_the_same_client() {
    String me = client();
    assertThat(statuses(me, "::ffff:" + me, "[::ffff:" + me + "]:1", me))
        .containsExactly(200, 200, 200, 429);
  }

  @Test
  void a_call_that_reads_every_user_has_a_limit_of_its_own() {
    try (TestServer wide = server("1000/minute", Map.of())) {
      for (int i = 0; i < 30; i++) {
        wide.api().get("/api/admin/users/export").expect(401);
      }
      Answer refused = wide.api().get("/api/admin/users/export").expectProblem(429);
      assertThat(refused.header("RateLimit-Policy")).isEqualTo("\"users-export\";q=30;w=60");
      assertThat(refused.header("Retry-After")).matches("[1-9][0-9]*");
      wide.api().get("/api/admin/users").expect(401);
    }
  }

  @Test
  void off_means_that_nobody_counts() {
    try (TestServer open = TestServer.start(TestDatabase.SQLITE)) {
      assertThat(open.api().get("/").expect(200).header("RateLimit")).isEmpty();
    }
  }

  /// An address that has asked for nothing yet.
  private String client() {
    return "203.0.113." + clients.incrementAndGet();
  }

  private List<Integer> statuses(String... forwarded) {
    return List.of(forwarded).stream().map(from -> api.get("/", FROM, from).status()).toList();
  }

  private static TestServer server(String limit, Map<String, String> more) {
    Map<String, String> environment = new HashMap<>(more);
    environment.put("RATE_LIMIT_DEFAULT", limit);
    return TestServer.start(TestDatabase.SQLITE, environment);
  }
}
