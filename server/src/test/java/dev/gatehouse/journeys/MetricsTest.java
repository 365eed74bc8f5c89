package dev.gatehouse.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.gatehouse.platform.config.ConfigException;
import dev.gatehouse.testing.Api;
import dev.gatehouse.testing.OnEveryDatabase;
import dev.gatehouse.testing.TestDatabase;
import dev.gatehouse.testing.TestServer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// `/metrics` on a port of its own.
@OnEveryDatabase
class MetricsTest extends Journey {
  private static final Pattern LINE =
      Pattern.compile(
          "[a-z_:][a-zA-Z0-9_:]*(\\{[a-z_]+=\"[^\"]*\"(,[a-z_]+=\"[^\"]*\")*})? [-+0-9.eEINnaf]+");

  @Override
  Map<String, String> environment() {
    return Map.of("METRICS_PORT", "0");
  }

  @Test
  void sign_ins_and_refreshes_are_counted_by_outcome() throws Exception {
    double accepted = value("gatehouse_signins_total{outcome=\"accepted\"}");
    double refused = value("gatehouse_signins_total{outcome=\"refused\"}");
    double rotated = value("gatehouse_refreshes_total{outcome=\"rotated\"}");
    double grace = value("gatehouse_refreshes_total{outcome=\"grace\"}");
    double reused = value("gatehouse_refreshes_total{outcome=\"reused\"}");
    double forged = value("gatehouse_refreshes_total{outcome=\"refused\"}");
    String email = newEmail();
    Api.Pair pair = api.newcomer(email);
    api.login(email, "Wrong-1234").expect(401);
    api.refresh(pair.refresh()).expect(200);
    api.refresh(pair.refresh()).expect(200);
    server.time().pass(Duration.ofSeconds(11));
    api.refresh(pair.refresh(), "User-Agent", "Thief").expect(401);
    api.refresh("gtr_garbage").expect(401);
    assertThat(value("gatehouse_signins_total{outcome=\"accepted\"}")).isEqualTo(accepted + 1);
    assertThat(value("gatehouse_signins_total{outcome=\"refused\"}")).isEqualTo(refused + 1);
    assertThat(value("gatehouse_refreshes_total{outcome=\"rotated\"}")).isEqualTo(rotated + 1);
    assertThat(value("gatehouse_refreshes_total{outcome=\"grace\"}")).isEqualTo(grace + 1);
    assertThat(value("gatehouse_refreshes_total{outcome=\"reused\"}")).isEqualTo(reused + 1);
    assertThat(value("gatehouse_refreshes_total{outcome=\"refused\"}")).isEqualTo(forged + 1);
  }

  @Test
  void requests_are_counted_by_route_and_never_by_path() throws Exception {
    String unmatched = "{method=\"any\",route=\"unmatched\",status=\"4xx\"}";
    double before = value("gatehouse_http_request_duration_seconds_count" + unmatched);
    for (int i = 0; i < 20; i++) {
      api.get("/somewhere-" + i).expect(404);
    }
    api.me("garbage").expect(401);
    String text = metrics().body();
    assertThat(text).doesNotContain("somewhere").contains("route=\"/api/v1/auth/me\"");
    assertThat(value("gatehouse_http_request_duration_seconds_count" + unmatched))
        .isEqualTo(before + 20);
    assertThat(text)
        .contains(
            "gatehouse_http_request_duration_seconds_bucket{method=\"GET\","
                + "route=\"/api/v1/auth/me\",status=\"4xx\",le=\"+Inf\"}");
  }

  @Test
  void every_part_tells_how_it_does() throws Exception {
    api.newcomer(newEmail());
    String text = metrics().body();
    assertThat(text)
        .contains(
            "gatehouse_hash_waiting ",
            "gatehouse_hash_refused_total ",
            "gatehouse_hash_waited_seconds_total ",
            "gatehouse_revocation_feed_age_seconds ",
            "gatehouse_revocation_feed_position ",
            "gatehouse_rate_limit_refused_total ",
            "gatehouse_gc_seconds_total{",
            "jvm_memory_used_bytes{",
            "jvm_threads_live_threads ",
            "process_uptime_seconds ");
    assertThat(value("gatehouse_hash_finished_total")).isPositive();
    assertThat(value("gatehouse_revocation_feed_age_seconds")).isBetween(0.0, 30.0);
    assertThat(text.contains("gatehouse_sqlite_writes_waiting "))
        .isNotEqualTo(text.contains("gatehouse_database_connections_in_use "));
  }

  @Test
  void every_line_is_of_the_format_and_names_nobody() throws Exception {
    String email = newEmail();
    Api.Pair pair = api.newcomer(email);
    api.me(pair.access()).expect(200);
    HttpResponse<String> answer = metrics();
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Content-Type"))
        .contains("text/plain; version=0.0.4; charset=utf-8");
    List<String> lines = answer.body().lines().filter(line -> !line.startsWith("#")).toList();
    assertThat(lines).hasSizeGreaterThan(50).allMatch(line -> LINE.matcher(line).matches());
    assertThat(answer.body()).doesNotContain(email, pair.access(), pair.refresh());
  }

  @Test
  void nothing_else_is_on_that_port_and_the_metrics_are_not_open_on_the_other() throws Exception {
    assertThat(get(server.metricsPort(), "/api/v1/auth/me").statusCode()).isEqualTo(404);
    assertThat(get(server.metricsPort(), "/health").statusCode()).isEqualTo(404);
    api.get("/metrics").expectProblem(401, "Invalid credentials");
  }

  @Test
  void on_the_main_port_they_are_for_who_may_see_the_servers_figures() {
    String email = newEmail();
    Api.Pair user = api.newcomer(email);
    api.get("/metrics", "Authorization", "Bearer " + user.access())
        .expectProblem(403, "You do not hold the permission stats:read");
    server.sql(
        "INSERT INTO user_roles (user_id, role_id) SELECT u.id, r.id FROM users u, roles r"
            + " WHERE u.email = :email AND r.name = 'auditor'",
        Map.of("email", email));
    Api.Pair auditor = Api.pair(api.login(email, "Test1234"));
    assertThat(
            api.get("/metrics", "Authorization", "Bearer " + auditor.access()).expect(200).body())
        .contains("gatehouse_signins_total");
  }

  @Test
  void a_taken_port_stops_the_start_with_one_sentence() {
    String port = Integer.toString(server.metricsPort());
    assertThatExceptionOfType(ConfigException.class)
        .isThrownBy(() -> TestServer.start(TestDatabase.SQLITE, Map.of("METRICS_PORT", port)))
        .withMessage(
            "METRICS_PORT cannot be used: Port %s on 127.0.0.1 is taken or may not be used.", port);
  }

  private double value(String series) throws Exception {
    return metrics()
        .body()
        .lines()
        .filter(line -> line.startsWith(series + " "))
        .mapToDouble(line -> Double.parseDouble(line.substring(series.length() + 1)))
        .findFirst()
        .orElse(0);
  }

  private HttpResponse<String> metrics() throws Exception {
    return get(server.metricsPort(), "/metrics");
  }

  private static HttpResponse<String> get(int port, String path) throws Exception {
    try (HttpClient client = HttpClient.newHttpClient()) {
      URI uri = URI.create("http://127.0.0.1:" + port + path);
      return client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
    }
  }
}
