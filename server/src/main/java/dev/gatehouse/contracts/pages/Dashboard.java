package dev.gatehouse.contracts.pages;

import dev.gatehouse.platform.crypto.Randomness;
import dev.gatehouse.platform.http.Request;
import dev.gatehouse.platform.http.Response;
import dev.gatehouse.platform.http.Router;
import dev.gatehouse.platform.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The dashboard: one page for all its paths, and the files that the page asks for. What it shows
/// beyond that it gets from the API, as anybody else does.
public final class Dashboard {
  /// The paths at which the page finds its own way.
  public static final List<String> PAGES =
      List.of(
          "/login",
          "/register",
          "/forgot",
          "/reset",
          "/verify-email",
          "/confirm-email",
          "/undo-email",
          "/invitation",
          "/dashboard",
          "/account",
          "/account/{section}",
          "/admin",
          "/admin/{section}",
          "/admin/{section}/{id}");

  /// What the page is made of.
  public static final List<String> FILES =
      List.of("/assets/{file}", "/brand/theme.css", "/brand/logo");

  private static final String FOR_EVER = "public, max-age=31536000, immutable";
  private static final String ASK_EACH_TIME = "no-cache";
  private static final Pattern BROTLI = accepts("br");
  private static final Pattern GZIP = accepts("gzip");
  private static final int NONCE_BYTES = 18;

  private final PageFiles files = new PageFiles();
  private final Brand brand;
  private final Map<String, Object> settings;
  private final Randomness random;

  /// @param settings what the page has to know before it can ask for anything
  public Dashboard(Brand brand, Map<String, Object> settings, Randomness random) {
    this.brand = brand;
    this.settings = settings;
    this.random = random;
  }

  /// Whether this build has a dashboard.
  public boolean isBuilt() {
    return files.page().isPresent();
  }

  public void mount(Router router) {
    router.get("/", this::root);
    PAGES.forEach(path -> router.get(path, _ -> page()));
    router.get("/assets/{file}", this::asset);
    router.get("/brand/theme.css", request -> sheet(request));
    router.get("/brand/logo", request -> logo(request));
  }

  private Response root(Request request) {
    String accept = request.header("Accept");
    return accept != null && accept.contains("text/html") && isBuilt()
        ? page().with("Vary", "Accept, Origin")
        : Response.ok(Map.of("message", "Gatehouse API")).with("Vary", "Accept, Origin");
  }

  private Response page() {
    Optional<PageFiles.File> page = files.page();
    if (page.isEmpty()) {
      return Response.problem(404, "The dashboard was left out of this build: Node was missing");
    }
    String nonce = Base64.getEncoder().encodeToString(random.bytes(NONCE_BYTES));
    String html =
        new String(page.get().content(), StandardCharsets.UTF_8)
            .replace("{{nonce}}", nonce)
            .replace("{{name}}", escaped(brand.name()))
            .replace(
                "{{settings}}", escaped(new String(Json.write(settings), StandardCharsets.UTF_8)));
    return Response.of(page.get().contentType(), html.getBytes(StandardCharsets.UTF_8))
        .with("Content-Security-Policy", policy(nonce))
        .with("Cache-Control", "no-store");
  }

  /// Scripts and styles from this server alone; the nonce is for the styles that the components
  /// write at run time.
  private static String policy(String nonce) {
    return "default-src 'none'; script-src 'self'; style-src 'self' 'nonce-"
        + nonce
        + "'; img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; manifest-src 'self';"
        + " base-uri 'none'; form-action 'self'; frame-ancestors 'none'";
  }

  private Response asset(Request request) {
    String accepted = Optional.ofNullable(request.header("Accept-Encoding")).orElse("");
    for (String encoding : encodings(accepted)) {
      Optional<PageFiles.File> file = files.asset(request.path("file"), encoding);
      if (file.isPresent()) {
        Response answer =
            file(request, file.get(), FOR_EVER).with("Vary", "Accept-Encoding, Origin");
        return encoding.isEmpty() ? answer : answer.with("Content-Encoding", encoding);
      }
    }
    return Response.problem(404, "There is nothing at this path");
  }

  private static List<String> encodings(String accepted) {
    if (BROTLI.matcher(accepted).find()) {
      return List.of("br", "gzip", "");
    }
    return GZIP.matcher(accepted).find() ? List.of("gzip", "") : List.of("");
  }

  private Response sheet(Request request) {
    return file(
        request, PageFiles.File.of("text/css; charset=utf-8", brand.sheet()), ASK_EACH_TIME);
  }

  /// A picture may be a document of its own (SVG): opened by itself it may do nothing.
  private Response logo(Request request) {
    Brand.@Nullable Logo logo = brand.logo();
    return logo == null
        ? Response.problem(404, "No logo is set")
        : file(request, PageFiles.File.of(logo.contentType(), logo.content()), ASK_EACH_TIME)
            .with(
                "Content-Security-Policy",
                "default-src 'none'; style-src 'unsafe-inline'; sandbox");
  }

  private static Response file(Request request, PageFiles.File file, String caching) {
    String known = request.header("If-None-Match");
    Response answer =
        known != null && known.contains(file.tag())
            ? Response.notModified()
            : Response.of(file.contentType(), file.content());
    return answer.with("ETag", file.tag()).with("Cache-Control", caching);
  }

  private static Pattern accepts(String encoding) {
    return Pattern.compile("(?:^|[, ])" + encoding + "(?![^,]*;\\s*q=0(?:\\.0*)?(?:[,\\s]|$))");
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }
}
