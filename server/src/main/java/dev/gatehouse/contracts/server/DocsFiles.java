package dev.gatehouse.contracts.server;

import dev.gatehouse.platform.crypto.Digests;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.yaml.YAMLMapper;

/// The files of the documentation, read from the class path when they are first asked for and then
/// kept: 1.7 MB once somebody has opened the page, nothing before. Safe for use by many threads.
final class DocsFiles {
  private static final String DESCRIPTION = "/openapi.yaml";
  private static final String OWN = "/docs/";
  private static final String WEBJAR = "/META-INF/resources/webjars/swagger-ui/";
  private static final String WEBJAR_VERSION =
      "/META-INF/maven/org.webjars/swagger-ui/pom.properties";
  private static final int DIGEST_BYTES = 8;

  private static final Map<String, String> CONTENT_TYPES =
      Map.of(
          "docs.css", "text/css; charset=utf-8",
          "docs.js", "text/javascript; charset=utf-8",
          "favicon-32x32.png", "image/png",
          "swagger-ui.css", "text/css; charset=utf-8",
          "swagger-ui-bundle.js", "text/javascript; charset=utf-8");

  private final Map<String, byte[]> kept = new ConcurrentHashMap<>();

  /// The OpenAPI description as it was written.
  byte[] yaml() {
    return kept.computeIfAbsent(DESCRIPTION, DocsFiles::read);
  }

  /// The same as JSON.
  byte[] json() {
    return kept.computeIfAbsent(
        "/openapi.json",
        _ -> new JsonMapper().writeValueAsBytes(new YAMLMapper().readTree(read(DESCRIPTION))));
  }

  /// The page. It names each of its files with a digest of its content.
  byte[] page() {
    byte[] known = kept.get("/docs");
    if (known != null) {
      return known;
    }
    String page = new String(read(OWN + "docs.html"), StandardCharsets.UTF_8);
    for (String name : CONTENT_TYPES.keySet()) {
      byte[] digest = Digests.sha256(content(name));
      String version = HexFormat.of().formatHex(Arrays.copyOf(digest, DIGEST_BYTES));
      page = page.replace("{{" + name + "}}", version);
    }
    byte[] made = page.getBytes(StandardCharsets.UTF_8);
    kept.put("/docs", made);
    return made;
  }

  /// The file of the page with this name; there are five.
  Optional<File> find(String name) {
    String contentType = CONTENT_TYPES.get(name);
    return contentType == null
        ? Optional.empty()
        : Optional.of(new File(contentType, content(name)));
  }

  private byte[] content(String name) {
    String place = name.startsWith("docs.") ? OWN : WEBJAR + webjarVersion() + "/";
    return kept.computeIfAbsent(place + name, DocsFiles::read);
  }

  private static String webjarVersion() {
    Properties properties = new Properties();
    try (InputStream in = open(WEBJAR_VERSION)) {
      properties.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return properties.getProperty("version");
  }

  private static byte[] read(String path) {
    try (InputStream in = open(path)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static InputStream open(String path) throws IOException {
    InputStream in = DocsFiles.class.getResourceAsStream(path);
    if (in == null) {
      throw new IOException(path + " is missing from this build");
    }
    return in;
  }

  /// One file as it goes over the wire.
  @SuppressWarnings("ArrayRecordComponent") // written once to the wire, never compared
  record File(String contentType, byte[] content) {}
}
