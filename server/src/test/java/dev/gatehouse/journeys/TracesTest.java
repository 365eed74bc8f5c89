package dev.gatehouse.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.testing.Api;
import dev.gatehouse.testing.Collector;
import dev.gatehouse.testing.Collector.Span;
import dev.gatehouse.testing.ServerProcess;
import dev.gatehouse.testing.TestDatabase;
import dev.gatehouse.testing.TestServer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Traces by OTLP, as a collector receives them.
class TracesTest {
  private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
  private static final String CALLER = "00f067aa0ba902b7";

  @Test
  void a_callers_trace_goes_on_in_one_span_a_request_with_the_database_below_it() throws Exception {
    try (Collector collector = new Collector()) {
      Map<String, String> environment =
          Map.of(
              "OTEL_EXPORTER_OTLP_ENDPOINT", collector.endpoint(),
              "OTEL_EXPORTER_OTLP_HEADERS", "Authorization=Bearer%20of-the-collector",
              "OTEL_SERVICE_NAME", "auth",
              "OTEL_RESOURCE_ATTRIBUTES", "deployment.environment.name=test");
      String id;
      try (TestServer server = TestServer.start(TestDatabase.SQLITE, environment)) {
        Api api = server.api();
        api.register("ada@example.org", "Test1234").expect(201);
        id =
            api.login(
                    "ada@example.org",
                    "Test1234",
                    "traceparent",
                    "00-" + TRACE + "-" + CALLER + "-01")
                .expect(200)
                .header("X-Request-Id");
        api.get("/nowhere?token=secret").expect(404);
      }
      Span login = only(collector.spans(), "POST /api/v1/auth/login");
      assertThat(login.trace()).isEqualTo(TRACE);
      assertThat(login.parent()).isEqualTo(CALLER);
      assertThat(login.kind()).isEqualTo(2);
      assertThat(login.attributes())
          .containsEntry("http.request.method", "POST")
          .containsEntry("http.route", "/api/v1/auth/login")
          .containsEntry("http.response.status_code", "200")
          .containsEntry("url.path", "/api/v1/auth/login")
          .containsEntry("url.scheme", "http")
          .containsEntry("client.address", "127.0.0.1")
          .containsEntry("gatehouse.request_id", id);
      assertThat(login.resource())
          .containsEntry("service.name", "auth")
          .containsEntry("deployment.environment.name", "test");
      assertThat(collector.spans())
          .filteredOn(span -> span.parent().equals(login.id()))
          .extracting(Span::name)
          .contains("database read", "database write")
          .allMatch(name -> name.startsWith("database "));
      assertThat(only(collector.spans(), "GET").attributes())
          .doesNotContainKey("http.route")
          .containsEntry("url.path", "/nowhere");
      assertThat(collector.spans().toString()).doesNotContain("secret", "Test1234");
      assertThat(collector.authorizations()).isNotEmpty().containsOnly("Bearer of-the-collector");
    }
  }

  @Test
  void a_caller_that_does_not_sample_is_obeyed() throws Exception {
    try (Collector collector = new Collector()) {
      Map<String, String> environment = Map.of("OTEL_EXPORTER_OTLP_ENDPOINT", collector.endpoint());
      try (TestServer server = TestServer.start(TestDatabase.SQLITE, environment)) {
        server.api().get("/health", "traceparent", "00-" + TRACE + "-" + CALLER + "-00");
        server.api().get("/health/live");
      }
      assertThat(collector.spans()).extracting(Span::name).containsExactly("GET /health/live");
    }
  }

  @Test
  void a_collector_that_is_away_is_no_trouble() {
    Map<String, String> environment = Map.of("OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:9");
    try (TestServer server = TestServer.start(TestDatabase.SQLITE, environment)) {
      server.api().get("/health").expect(200);
    }
  }

  @Test
  void without_an_endpoint_no_class_of_it_and_of_the_metrics_is_loaded() {
    Map<String, String> environment =
        new HashMap<>(TestServer.environment(TestDatabase.SQLITE.fresh()));
    environment.put("JAVA_TOOL_OPTIONS", "-Xlog:class+load=info");
    try (ServerProcess process = ServerProcess.start(environment)) {
      process.api().newcomer("ada@example.org");
      process.terminate();
      assertThat(process.exitCode()).isZero();
      assertThat(process.output()).hasSizeGreaterThan(1000);
      assertThat(process.output().stream().filter(TracesTest::isOfALibrary)).isEmpty();
    }
  }

  private static boolean isOfALibrary(String line) {
    return line.contains("io.opentelemetry.")
        || line.contains("io.micrometer.")
        || line.contains("io.prometheus.");
  }

  private static Span only(List<Span> spans, String name) {
    assertThat(spans).filteredOn(span -> span.name().equals(name)).hasSize(1);
    return spans.stream().filter(span -> span.name().equals(name)).findFirst().orElseThrow();
  }
}
