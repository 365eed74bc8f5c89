package dev.gatehouse.contracts.server;

import dev.gatehouse.platform.http.Request;
import dev.gatehouse.platform.http.Response;
import dev.gatehouse.platform.http.Router;

/// `/openapi.yaml`, `/openapi.json` and `/docs`: what this server can be asked, for programs and
/// for people.
public final class DocsRoutes {
  /// Everything from this server, nothing inline. Swagger UI carries its icons along as data.
  private static final String CONTENT_SECURITY_POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
          + " connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

  private static final String FOR_EVER = "public, max-age=31536000, immutable";
  private static final String ASK_EACH_TIME = "no-cache";

  private final DocsFiles files = new DocsFiles();

  public void mount(Router router) {
    router.get("/openapi.yaml", _ -> description("application/yaml", files.yaml()));
    router.get("/openapi.json", _ -> description(Response.JSON, files.json()));
    router.get("/docs", this::page);
    router.get("/docs/{file}", this::file);
  }

  private static Response description(String contentType, byte[] body) {
    return Response.of(contentType, body).with("Cache-Control", ASK_EACH_TIME);
  }

  /// The page's links are relative, so that it works behind a proxy that puts a path in front; they
  /// would lead astray from `/docs/`.
  private Response page(Request request) {
    if (request.path().endsWith("/")) {
      return Response.redirect("../docs");
    }
    return Response.of("text/html; charset=utf-8", files.page())
        .with("Content-Security-Policy", CONTENT_SECURITY_POLICY)
        .with("Cache-Control", ASK_EACH_TIME);
  }

  private Response file(Request request) {
    return files
        .find(request.path("file"))
        .map(
            file -> Response.of(file.contentType(), file.content()).with("Cache-Control", FOR_EVER))
        .orElseGet(() -> Response.problem(404, "There is nothing at this path"));
  }
}
