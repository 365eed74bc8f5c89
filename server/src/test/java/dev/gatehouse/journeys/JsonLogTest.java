package dev.gatehouse.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.testing.Answer;
import dev.gatehouse.testing.Api;
import dev.gatehouse.testing.LiveSocket;
import dev.gatehouse.testing.ServerProcess;
import dev.gatehouse.testing.TestDatabase;
import dev.gatehouse.testing.TestServer;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A whole run's log with `LOG_FORMAT=json`, from the start to SIGTERM.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class JsonLogTest {
  private List<JsonNode> lines = List.of();
  private String idOfMe = "";
  private String idOfRefusal = "";

  @BeforeAll
  void run() {
    Map<String, String> environment =
        new HashMap<>(TestServer.environment(TestDatabase.SQLITE.fresh()));
    environment.put("LOG_FORMAT", "json");
    environment.put("LOG_LEVEL", "debug");
    try (ServerProcess process = ServerProcess.start(environment)) {
      Api api = process.api();
      Api.Pair pair = api.newcomer("ada@example.org");
      Answer me =
          api.get(
              Api.V1 + "/me?who=me",
              "Authorization",
              "Bearer " + pair.access(),
              "User-Agent",
              "a \"quoted\"\tagent \\");
      idOfMe = me.expect(200).header("X-Request-Id");
      idOfRefusal = api.me("garbage").expect(401).header("X-Request-Id");
      api.get("/no\u00e4where").expect(404);
      assertThat(LiveSocket.status(process.port(), "/ws", "Authorization", "Bearer garbage"))
          .isEqualTo(401);
      process.terminate();
      assertThat(process.exitCode()).isZero();
      lines = process.output().stream().map(JsonMapper.shared()::readTree).toList();
    }
  }

  @AfterAll
  void forget() {
    lines = List.of();
  }

  @Test
  void every_line_is_one_object_with_time_level_logger_and_message() {
    assertThat(lines).hasSizeGreaterThan(5);
    for (JsonNode line : lines) {
      assertThat(line.isObject()).isTrue();
      assertThat(Instant.parse(line.get("time").stringValue())).isBefore(Instant.now());
      assertThat(line.get("time").stringValue()).hasSize("2026-01-01T00:00:00.000Z".length());
      assertThat(line.get("level").stringValue()).isIn("DEBUG", "INFO", "WARN", "ERROR");
      assertThat(line.get("logger").stringValue()).isNotBlank();
      assertThat(line.get("thread").isString()).isTrue();
      assertThat(line.get("message").stringValue()).isNotBlank();
    }
  }

  @Test
  void the_access_log_has_fields_of_its_own() {
    JsonNode line = access(idOfMe);
    assertThat(new TreeSet<>(line.propertyNames()))
        .isEqualTo(
            new TreeSet<>(
                Set.of(
                    "time",
                    "level",
                    "logger",
                    "thread",
                    "message",
                    "request_id",
                    "method",
                    "path",
                    "route",
                    "status",
                    "duration_ms",
                    "client",
                    "agent")));
    assertThat(line.get("message").stringValue()).isEqualTo("GET /api/v1/auth/me 200");
    assertThat(line.get("method").stringValue()).isEqualTo("GET");
    assertThat(line.get("path").stringValue()).isEqualTo("/api/v1/auth/me");
    assertThat(line.get("route").stringValue()).isEqualTo("/api/v1/auth/me");
    assertThat(line.get("status").intValue()).isEqualTo(200);
    assertThat(line.get("duration_ms").doubleValue()).isPositive();
    assertThat(line.get("client").stringValue()).isEqualTo("127.0.0.1");
    assertThat(line.get("agent").stringValue()).isEqualTo("a ?quoted??agent \\");
  }

  @Test
  void whatever_is_said_of_a_request_names_it() {
    assertThat(lines)
        .filteredOn(line -> line.get("logger").stringValue().endsWith("Gate"))
        .extracting(line -> line.get("request_id").stringValue())
        .containsExactly(idOfRefusal);
  }

  @Test
  void the_access_log_says_why_a_credential_was_refused() {
    assertThat(access(idOfRefusal).get("reason").stringValue()).isEqualTo("malformed");
  }

  @Test
  void it_says_so_of_a_socket_too() {
    assertThat(lines)
        .filteredOn(line -> line.has("route") && line.get("route").stringValue().equals("/ws"))
        .singleElement()
        .satisfies(line -> assertThat(line.get("status").intValue()).isEqualTo(401))
        .satisfies(line -> assertThat(line.get("reason").stringValue()).isEqualTo("malformed"));
  }

  @Test
  void a_path_that_no_route_takes_is_no_route_of_its_own() {
    assertThat(lines)
        .filteredOn(line -> line.has("status") && line.get("status").intValue() == 404)
        .singleElement()
        .satisfies(line -> assertThat(line.get("route").stringValue()).isEqualTo("unmatched"));
  }

  private JsonNode access(String id) {
    return lines.stream()
        .filter(line -> line.get("logger").stringValue().equals("access"))
        .filter(line -> line.get("request_id").stringValue().equals(id))
        .findFirst()
        .orElseThrow();
  }
}
