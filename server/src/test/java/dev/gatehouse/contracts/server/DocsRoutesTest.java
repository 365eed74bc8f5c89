package dev.gatehouse.contracts.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.platform.http.HttpServer;
import dev.gatehouse.platform.http.HttpSettings;
import dev.gatehouse.platform.http.Router;
import dev.gatehouse.testing.OpenApi;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class DocsRoutesTest {
  private static final Pattern LINK = Pattern.compile("(?:src|href)=\"(docs/[^\"]+)\"");

  private final HttpClient client = HttpClient.newHttpClient();

  @SuppressWarnings("NullAway.Init") // set before each test
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    Router router = new Router();
    new DocsRoutes().mount(router);
    HttpSettings settings =
        new HttpSettings("127.0.0.1", 0, Set.of("http://localhost:3000"), List.of(), false);
    server = HttpServer.start(settings, router);
  }

  @AfterEach
  void stop() {
    server.close();
    client.close();
  }

  @Test
  void the_description_is_the_same_in_both_forms() throws Exception {
    HttpResponse<String> yaml = get("/openapi.yaml");
    HttpResponse<String> json = get("/openapi.json");
    OpenApi.check(yaml);
    OpenApi.check(json);
    JsonNode written = OpenApi.parse(yaml.body()).document();
    assertThat(new JsonMapper().readTree(json.body())).isEqualTo(written);
  }

  @Test
  void the_page_has_a_policy_of_its_own_and_no_other() throws Exception {
    HttpResponse<String> page = get("/docs");
    OpenApi.check(page);
    assertThat(page.headers().allValues("Content-Security-Policy"))
        .singleElement()
        .asString()
        .contains("script-src 'self';", "connect-src 'self';", "frame-ancestors 'none'")
        .doesNotContain("unsafe", "http");
  }

  @Test
  void other_answers_keep_the_policy_of_the_server() throws Exception {
    assertThat(get("/openapi.json").headers().allValues("Content-Security-Policy"))
        .containsExactly("default-src 'none'; frame-ancestors 'none'");
  }

  @Test
  void every_file_that_the_page_names_is_there_and_may_be_kept() throws Exception {
    String page = get("/docs").body();
    Matcher links = LINK.matcher(page);
    int found = 0;
    while (links.find()) {
      HttpResponse<String> file = get("/" + links.group(1));
      OpenApi.check(file);
      assertThat(file.statusCode()).isEqualTo(200);
      assertThat(file.body()).isNotEmpty();
      assertThat(links.group(1)).matches("docs/[a-z0-9.-]+\\?v=[0-9a-f]{16}");
      found++;
    }
    assertThat(found).isEqualTo(5);
  }

  @Test
  void nothing_in_the_page_is_inline_or_comes_from_elsewhere() throws Exception {
    String page = get("/docs").body();
    assertThat(page).doesNotContain("//", "{{", "style=", "<style", "onload");
    assertThat(page).doesNotContainPattern("<script[^>]*>[^<]");
  }

  @Test
  void a_slash_too_many_leads_to_the_page() throws Exception {
    HttpResponse<String> answer = get("/docs/");
    assertThat(answer.statusCode()).isEqualTo(308);
    assertThat(answer.headers().firstValue("Location")).contains("../docs");
  }

  @Test
  void no_other_file_of_the_class_path_can_be_had() throws Exception {
    for (String name :
        List.of("docs.html", "index.html", "..%2fopenapi.yaml", "%2e%2e", "swagger-ui.js", "x")) {
      HttpResponse<String> answer = get("/docs/" + name);
      assertThat(answer.statusCode()).as(name).isIn(400, 404);
    }
  }

  @Test
  void a_page_of_a_stranger_may_not_read_the_description() throws Exception {
    HttpRequest request = request("/openapi.json").header("Origin", "https://evil.example").build();
    HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
    assertThat(answer.headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
  }

  private HttpResponse<String> get(String path) throws Exception {
    return client.send(request(path).build(), HttpResponse.BodyHandlers.ofString());
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path));
  }
}
