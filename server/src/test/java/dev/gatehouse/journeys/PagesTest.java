package dev.gatehouse.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.contracts.pages.Dashboard;
import dev.gatehouse.testing.TestDatabase;
import dev.gatehouse.testing.TestServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What the server does with the dashboard's files. Where the build had no Node there are none, and
/// it says so.
@SuppressWarnings("NullAway.Init") // set before the tests
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PagesTest {
  private static final boolean BUILT = Dashboard.class.getResource("/web/index.html") != null;
  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static final Pattern SCRIPT = Pattern.compile("src=\"(/assets/[^\"]+\\.js)\"");

  @TempDir static Path folder;

  private TestServer server;

  @BeforeAll
  void start() throws IOException {
    Path logo = folder.resolve("logo.svg");
    Files.writeString(logo, "<svg xmlns='http://www.w3.org/2000/svg'><script>1</script></svg>");
    Path css = folder.resolve("brand.css");
    Files.writeString(css, ":root{--gh-radius:0}");
    server =
        TestServer.start(
            TestDatabase.SQLITE,
            Map.of(
                "BRAND_NAME",
                "Acme <b>\"&'",
                "BRAND_COLOR",
                "#aa3311",
                "BRAND_LOGO",
                logo.toString(),
                "BRAND_CSS",
                css.toString()));
  }

  @AfterAll
  void stop() {
    server.close();
  }

  @Test
  void the_root_is_a_page_for_browsers_and_a_message_for_programs() {
    HttpResponse<String> program = get("/");
    assertThat(program.body()).isEqualTo("{\"message\":\"Gatehouse API\"}");
    HttpResponse<String> browser = get("/", "Accept", "text/html,application/xhtml+xml");
    assertThat(header(browser, "Content-Type"))
        .isEqualTo(BUILT ? "text/html;charset=utf-8" : "application/json");
    assertThat(header(browser, "Vary")).contains("Accept");
  }

  @Test
  void every_path_of_the_dashboard_is_the_page_and_others_are_not() {
    for (String path : Dashboard.PAGES) {
      HttpResponse<String> page = get(path.replaceAll("\\{[a-z]+}", "some-thing"));
      assertThat(page.statusCode()).as(path).isEqualTo(BUILT ? 200 : 404);
      assertThat(page.body()).contains(BUILT ? "<div id=\"root\">" : "Node was missing");
    }
    assertThat(get("/no-such-page", "Accept", "text/html").statusCode()).isEqualTo(404);
  }

  @Test
  void no_text_of_an_operator_breaks_out_of_the_page() {
    if (BUILT) {
      String page = get("/login").body();
      assertThat(page)
          .contains("<title>Acme &lt;b&gt;&quot;&amp;&#39;</title>")
          .doesNotContain("Acme <b>")
          .doesNotContain("{{");
    }
  }

  @Test
  void a_page_allows_its_own_scripts_and_nothing_inline_and_is_kept_by_no_cache() {
    if (BUILT) {
      HttpResponse<String> page = get("/dashboard");
      String policy = header(page, "Content-Security-Policy");
      assertThat(policy).contains("default-src 'none'", "script-src 'self';", "base-uri 'none'");
      assertThat(policy).contains("frame-ancestors 'none'").doesNotContain("unsafe");
      assertThat(header(get("/dashboard"), "Content-Security-Policy")).isNotEqualTo(policy);
      assertThat(header(page, "Cache-Control")).isEqualTo("no-store");
      assertThat(page.body()).doesNotContainPattern("<script(?![^>]*\\ssrc=)");
    }
  }

  @Test
  void a_file_is_packed_as_the_browser_wants_it_and_asked_for_once() {
    Matcher script = SCRIPT.matcher(get("/login").body());
    assertThat(script.find()).isEqualTo(BUILT);
    if (BUILT) {
      String path = script.group(1);
      HttpResponse<String> plain = get(path);
      assertThat(header(plain, "Content-Encoding")).isEmpty();
      assertThat(header(plain, "Cache-Control")).isEqualTo("public, max-age=31536000, immutable");
      assertThat(header(plain, "Vary")).contains("Accept-Encoding");
      assertThat(header(get(path, "Accept-Encoding", "gzip, deflate, br"), "Content-Encoding"))
          .isEqualTo("br");
      assertThat(header(get(path, "Accept-Encoding", "gzip, br;q=0"), "Content-Encoding"))
          .isEqualTo("gzip");
      HttpResponse<String> again = get(path, "If-None-Match", header(plain, "ETag"));
      assertThat(again.statusCode()).isEqualTo(304);
      assertThat(again.body()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/assets/..%2Findex.html",
        "/assets/%2e%2e/index.html",
        "/assets/..",
        "/assets/.br",
        "/assets/no-such-file.js",
        "/assets/index.html",
        "/assets//META-INF/MANIFEST.MF",
      })
  void nothing_but_the_dashboards_files_is_served(String path) {
    HttpResponse<String> answer = get(path);
    assertThat(answer.statusCode()).as(path).isIn(400, 404);
    assertThat(answer.body()).doesNotContain("<div id=\"root\">", "Manifest-Version");
  }

  @Test
  void an_operators_colour_and_sheet_come_after_ours() {
    HttpResponse<String> sheet = get("/brand/theme.css");
    assertThat(sheet.body()).isEqualTo(":root{--gh-brand:#aa3311}\n:root{--gh-radius:0}");
    assertThat(header(sheet, "Content-Type")).isEqualTo("text/css; charset=utf-8");
    assertThat(get("/brand/theme.css", "If-None-Match", header(sheet, "ETag")).statusCode())
        .isEqualTo(304);
  }

  @Test
  void a_logo_that_is_a_document_may_do_nothing() {
    HttpResponse<String> logo = get("/brand/logo");
    assertThat(header(logo, "Content-Type")).isEqualTo("image/svg+xml");
    assertThat(header(logo, "Content-Security-Policy"))
        .contains("default-src 'none'", "sandbox")
        .doesNotContain("script-src");
    assertThat(header(logo, "X-Content-Type-Options")).isEqualTo("nosniff");
  }

  private HttpResponse<String> get(String path, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path));
    if (headers.length > 0) {
      request.headers(headers);
    }
    try {
      return CLIENT.send(request.build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static String header(HttpResponse<String> answer, String name) {
    return answer.headers().firstValue(name).orElse("");
  }
}
