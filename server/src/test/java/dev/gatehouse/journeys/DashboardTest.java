package dev.gatehouse.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.app.Administrators;
import dev.gatehouse.app.Settings;
import dev.gatehouse.platform.crypto.Secret;
import dev.gatehouse.platform.storage.DatabaseSettings;
import dev.gatehouse.testing.Browser;
import dev.gatehouse.testing.TestDatabase;
import dev.gatehouse.testing.TestServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The pages in a real browser against the whole server: the tests of `dashboard/e2e`.
///
/// Where there is no Chromium or no Node, it says aloud that it did not run.
@Order(1)
class DashboardTest {
  private static final Path ROOT = Objects.requireNonNull(Path.of("").toAbsolutePath().getParent());
  private static final String ADMIN = "admin@example.com";
  private static final String PASSWORD = "Adm1n-passw0rd";

  /// As `brand.e2e.ts` expects to see it.
  private static final String LOGO =
      """
      <svg xmlns="http://www.w3.org/2000/svg" width="40" height="20">
        <rect width="40" height="20" fill="#5f3dc4"/>
      </svg>
      """;

  private static final String CSS =
      ":root { --gh-card-light: #f8f9fa; --gh-card-dark: #1a1b1e; --gh-radius: 2px; }";

  @TempDir Path folder;

  @Test
  void people_use_every_page_in_a_browser() throws Exception {
    browse(
        TestDatabase.SQLITE,
        Map.of(),
        List.of("session", "entry", "admin", "looks", "manners", "hostile", "example"));
  }

  @Test
  void people_use_the_pages_with_opaque_sessions_on_postgresql() throws Exception {
    browse(
        TestDatabase.POSTGRESQL,
        Map.of("AUTH_MODE", "session"),
        List.of("session", "entry", "admin"));
  }

  @Test
  void people_use_the_pages_in_an_operators_colours_with_refresh_tokens_in_cookies()
      throws Exception {
    Path logo = folder.resolve("logo.svg");
    Path css = folder.resolve("brand.css");
    Files.writeString(logo, LOGO);
    Files.writeString(css, CSS);
    browse(
        TestDatabase.SQLITE,
        Map.of(
            "AUTH_COOKIES", "true",
            "BRAND_NAME", "Kontor Nord",
            "BRAND_COLOR", "#5f3dc4",
            "BRAND_LOGO", logo.toString(),
            "BRAND_CSS", css.toString()),
        List.of("session", "brand"));
  }

  /// @param which of the files of tests
  private void browse(TestDatabase kind, Map<String, String> more, List<String> which)
      throws Exception {
    Optional<Path> chromium = Browser.find();
    Path runner = ROOT.resolve("node_modules/vitest/vitest.mjs");
    if (chromium.isEmpty() || !Files.exists(runner)) {
      System.out.printf(
          "NOT RUN: the pages in a real browser: %s is missing.%n",
          chromium.isEmpty() ? "Chromium (or name it in CHROMIUM)" : "Node, or its packages");
      return;
    }
    int port = freePort();
    String url = "http://localhost:" + port;
    DatabaseSettings database = kind.ready();
    Map<String, String> environment = new HashMap<>(more);
    environment.put("PORT", Integer.toString(port));
    environment.put("PUBLIC_URL", url);
    String example = "http://localhost:" + freePort();
    environment.put("CORS_ORIGINS", example);
    new Administrators(settings(database, environment))
        .create(Administrators.address(ADMIN), new Secret(PASSWORD), false);
    try (TestServer server = TestServer.on(database, environment)) {
      List<String> command = new ArrayList<>();
      command.addAll(List.of("node", runner.toString(), "run", "--config", "e2e/vitest.config.ts"));
      which.forEach(name -> command.add("e2e/" + name + ".e2e.ts"));
      ProcessBuilder tests =
          new ProcessBuilder(command)
              .directory(ROOT.resolve("dashboard").toFile())
              .redirectErrorStream(true);
      Map<String, String> given = tests.environment();
      given.put("GATEHOUSE_URL", url);
      given.put("EXAMPLE_ORIGIN", example);
      given.put("AUTH_MODE", more.getOrDefault("AUTH_MODE", "jwt"));
      given.put("ADMIN_EMAIL", ADMIN);
      given.put("ADMIN_PASSWORD", PASSWORD);
      given.put("CHROMIUM", chromium.get().toString());
      given.put("SCREENSHOTS", ROOT.resolve("dashboard/screenshots").toString());
      Process process = tests.start();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(process.waitFor()).as(output).isZero();
      assertThat(output).contains("passed");
      assertThat(server.port()).isEqualTo(port);
    }
  }

  private Settings settings(DatabaseSettings database, Map<String, String> more)
      throws IOException {
    Map<String, String> environment = TestServer.environment(database);
    environment.putAll(more);
    return Settings.load(folder, environment, Map.of());
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
