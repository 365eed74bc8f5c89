package dev.gatehouse.app.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.gatehouse.app.Server;
import dev.gatehouse.app.Settings;
import dev.gatehouse.app.Store;
import dev.gatehouse.platform.http.HttpServer;
import dev.gatehouse.platform.http.HttpSettings;
import dev.gatehouse.platform.http.Request;
import dev.gatehouse.platform.http.Response;
import dev.gatehouse.platform.http.Router;
import dev.gatehouse.testing.Certificates;
import dev.gatehouse.testing.TestDatabase;
import dev.gatehouse.testing.TestServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class SmokeTestCommandTest {
  private static final String PREFIX = "/api/v1/auth";

  @TempDir Path folder;
  private final StringWriter out = new StringWriter();

  @ParameterizedTest
  @ValueSource(strings = {"ES256", "EdDSA", "RS256", "HS256"})
  void a_real_server_passes_every_step(String algorithm) throws IOException {
    Map<String, String> environment =
        Map.of("PORT", "0", "DB_PATH", "test.db", "JWT_ALGORITHM", algorithm, "BCRYPT_ROUNDS", "4");
    Settings settings = Settings.load(folder, environment, Map.of());
    try (Server server = Server.start(settings, Store.openForServing(settings))) {
      assertThat(run(server.port())).as(out.toString()).isZero();
    }
    assertThat(lines()).hasSize(24).last().isEqualTo("All 23 steps passed.");
    assertThat(lines())
        .contains("ok    register 201", "ok    access token, signed with " + algorithm);
    assertThat(lines().subList(0, 23)).allMatch(line -> line.startsWith("ok    "));
  }

  @ParameterizedTest
  @CsvSource({
    "jwt, jwt, false",
    "session, session, false",
    "auto, jwt, false",
    "auto, session, false",
    "auto, jwt, true"
  })
  void a_real_server_passes_every_step_of_the_contract_it_speaks(
      String contract, String mode, boolean cookies) throws IOException {
    Map<String, String> environment =
        Map.of(
            "PORT", "0",
            "DB_PATH", "test.db",
            "BCRYPT_ROUNDS", "4",
            "AUTH_MODE", mode,
            "AUTH_COOKIES", Boolean.toString(cookies));
    Settings settings = Settings.load(folder, environment, Map.of());
    try (Server server = Server.start(settings, Store.openForServing(settings))) {
      assertThat(run(server.port(), contract)).as(out.toString()).isZero();
    }
    assertThat(lines()).hasSizeGreaterThan(13).contains("ok    " + mode + ": logout 200");
    assertThat(lines().subList(0, lines().size() - 1)).allMatch(line -> line.startsWith("ok    "));
  }

  @Test
  void the_journey_of_a_contract_that_the_server_does_not_speak_fails() throws IOException {
    Map<String, String> environment =
        Map.of("PORT", "0", "DB_PATH", "test.db", "BCRYPT_ROUNDS", "4");
    Settings settings = Settings.load(folder, environment, Map.of());
    try (Server server = Server.start(settings, Store.openForServing(settings))) {
      assertThat(run(server.port(), "session")).isEqualTo(1);
    }
    assertThat(lines()).anyMatch(line -> line.startsWith("FAIL  session: register"));
  }

  @Test
  void a_step_that_fails_says_what_was_expected_and_what_came() throws IOException {
    Router router = healthy();
    router.post(PREFIX + "/register", _ -> Response.problem(400, "No more room"));
    try (HttpServer server = start(router)) {
      assertThat(run(server.port())).isEqualTo(1);
    }
    assertThat(lines())
        .contains("ok    health 200", "FAIL  register: expected 201, got 400 \"No more room\"")
        .last()
        .isEqualTo("1 of 3 steps failed.");
  }

  @Test
  void a_password_that_the_server_sends_back_is_not_printed() throws IOException {
    Router router = healthy();
    router.post(
        PREFIX + "/register",
        request -> Response.problem(400, "I know " + request.fields().secret("password").reveal()));
    try (HttpServer server = start(router)) {
      assertThat(run(server.port())).isEqualTo(1);
    }
    assertThat(out.toString()).contains("got 400 \"I know [redacted]\"").doesNotContain("Sm0ke-");
  }

  @Test
  void a_server_that_lets_everybody_in_fails_and_its_tokens_are_not_printed() throws IOException {
    Router router = healthy();
    router.post(PREFIX + "/register", SmokeTestCommandTest::registerAnybody);
    router.post(PREFIX + "/login", _ -> Response.ok(tokens()));
    router.post(PREFIX + "/refresh", _ -> Response.ok(tokens()));
    router.post(PREFIX + "/logout", _ -> Response.problem(400, "gtr_fixed is not known"));
    router.get(PREFIX + "/me", _ -> Response.ok(Map.of()));
    try (HttpServer server = start(router)) {
      assertThat(run(server.port())).isEqualTo(1);
    }
    assertThat(lines())
        .contains(
            "FAIL  register the same email again: expected 400, got 201",
            "FAIL  login with a wrong password: expected 401, got 200",
            "FAIL  me without a token: expected 401, got 200",
            "FAIL  refresh: expected two new tokens, got 200",
            "FAIL  logout: expected 200, got 400 \"[redacted] is not known\"",
            "FAIL  jwks: expected 200, got 404 \"There is nothing at this path\"",
            "FAIL  access token, signed with unknown: the access token is not a JWT",
            "FAIL  me after the logout: expected 401, got 200");
    assertThat(out.toString()).doesNotContain("gtr_fixed", "fixed.access.token");
  }

  @Test
  void an_error_that_is_no_problem_document_fails() throws IOException {
    Router router = healthy();
    router.post(PREFIX + "/register", SmokeTestCommandTest::registerAnybody);
    router.post(
        PREFIX + "/login", _ -> Response.json(401, Map.of("detail", "Invalid email or password")));
    try (HttpServer server = start(router)) {
      assertThat(run(server.port())).isEqualTo(1);
    }
    assertThat(out.toString())
        .contains("FAIL  login with a wrong password: expected a problem document");
  }

  @Test
  void a_certificate_that_nobody_vouches_for_is_refused_as_such() throws Exception {
    Certificates.localhost().write(folder.resolve("cert.pem"), folder.resolve("key.pem"));
    Map<String, String> tls =
        Map.of(
            "TLS_CERT_FILE", folder.resolve("cert.pem").toString(),
            "TLS_KEY_FILE", folder.resolve("key.pem").toString());
    try (TestServer server = TestServer.start(TestDatabase.SQLITE, tls)) {
      SmokeTestCommand command = new SmokeTestCommand();
      new CommandLine(command).parseArgs("--url", "https://localhost:" + server.port());
      assertThatExceptionOfType(Refusal.class)
          .isThrownBy(command::call)
          .withMessage(
              "The server at https://localhost:%d shows no certificate that this Java trusts; name"
                  + " a store with GATEHOUSE_JAVA_OPTS=-Djavax.net.ssl.trustStore=FILE.",
              server.port());
    }
  }

  @Test
  void where_nothing_listens_it_says_so() throws IOException {
    int port;
    try (ServerSocket socket = new ServerSocket(0)) {
      port = socket.getLocalPort();
    }
    SmokeTestCommand command = new SmokeTestCommand();
    CommandLine line = new CommandLine(command);
    line.parseArgs("--url", "http://localhost:" + port);
    assertThatExceptionOfType(Refusal.class)
        .isThrownBy(command::call)
        .withMessage("No server answers at http://localhost:%d; is it running there?", port);
    assertThat(Cli.run("smoke-test", "--url", "http://localhost:" + port)).isEqualTo(2);
  }

  @Test
  void a_call_that_can_not_be_used_is_refused() {
    assertThat(Cli.run("smoke-test", "--url", "nonsense")).isEqualTo(2);
    assertThat(Cli.run("smoke-test", "--url", "ftp://localhost")).isEqualTo(2);
    assertThat(Cli.run("smoke-test", "--timeout", "0")).isEqualTo(2);
    assertThat(Cli.run("smoke-test", "--timeout", "soon")).isEqualTo(2);
    assertThat(Cli.run("smoke-test", "--contract", "v9")).isEqualTo(2);
    assertThat(Cli.run("smoke-test", "surplus")).isEqualTo(2);
  }

  private int run(int port) {
    return run(port, "v1");
  }

  private int run(int port, String contract) {
    CommandLine line = new CommandLine(new SmokeTestCommand());
    line.setOut(new PrintWriter(out));
    return line.execute(
        "--url", "http://localhost:" + port, "--timeout", "20", "--contract", contract);
  }

  private List<String> lines() {
    return out.toString().lines().toList();
  }

  private static Router healthy() {
    Router router = new Router();
    router.get("/health", _ -> Response.ok(Map.of("status", "healthy")));
    router.get("/", _ -> Response.ok(Map.of("message", "Gatehouse API")));
    return router;
  }

  private static Response registerAnybody(Request request) {
    String email = request.fields().text("email", 254);
    Map<String, Object> user =
        Map.of(
            "id",
            "01987c4e-5d2a-7c3b-9e41-6f0a8d2b1c57",
            "email",
            email,
            "full_name",
            "Smoke Test",
            "is_active",
            true);
    return Response.created(user);
  }

  private static Map<String, Object> tokens() {
    return Map.of(
        "access_token", "fixed.access.token",
        "refresh_token", "gtr_fixed",
        "token_type", "bearer",
        "expires_in", 1800);
  }

  private static HttpServer start(Router router) throws IOException {
    return HttpServer.start(new HttpSettings("127.0.0.1", 0, Set.of(), List.of(), false), router);
  }
}
