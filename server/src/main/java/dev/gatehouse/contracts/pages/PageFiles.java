package dev.gatehouse.contracts.pages;

import dev.gatehouse.platform.crypto.Digests;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The files of the dashboard, read from the class path when they are first asked for and then
/// kept. There are none where it was built without Node. Safe for use by many threads.
final class PageFiles {
  private static final String FOLDER = "/web/";
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]{0,127}");
  private static final int DIGEST_BYTES = 12;
  private static final Map<String, String> CONTENT_TYPES =
      Map.of(
          "js", "text/javascript; charset=utf-8",
          "css", "text/css; charset=utf-8",
          "svg", "image/svg+xml",
          "png", "image/png",
          "woff2", "font/woff2",
          "webmanifest", "application/manifest+json");

  private final Map<String, Optional<File>> kept = new ConcurrentHashMap<>();

  /// The page that every path of the dashboard begins with; empty when there is no dashboard.
  Optional<File> page() {
    return kept.computeIfAbsent("index.html", name -> read(name, "text/html; charset=utf-8"));
  }

  /// A file beside it, which never changes under its name.
  ///
  /// @param encoding `br`, `gzip` or nothing: how its content may be packed
  Optional<File> asset(String name, String encoding) {
    String contentType = contentType(name);
    if (contentType == null || !NAME.matcher(name).matches()) {
      return Optional.empty();
    }
    String suffix =
        switch (encoding) {
          case "br" -> ".br";
          case "gzip" -> ".gz";
          default -> "";
        };
    return kept("assets/" + name + suffix, contentType);
  }

  /// Only what exists is kept, so that nobody can fill the memory with names.
  private Optional<File> kept(String path, String contentType) {
    Optional<File> known = kept.get(path);
    if (known != null) {
      return known;
    }
    Optional<File> found = read(path, contentType);
    found.ifPresent(file -> kept.put(path, Optional.of(file)));
    return found;
  }

  private static Optional<File> read(String path, String contentType) {
    try (InputStream in = PageFiles.class.getResourceAsStream(FOLDER + path)) {
      return in == null ? Optional.empty() : Optional.of(File.of(contentType, in.readAllBytes()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static @Nullable String contentType(String name) {
    String extension = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    return CONTENT_TYPES.get(extension);
  }

  /// One file as it goes over the wire.
  ///
  /// @param tag its entity tag (RFC 9110 section 8.8.3)
  @SuppressWarnings("ArrayRecordComponent") // written to the wire, never compared
  record File(String contentType, byte[] content, String tag) {
    static File of(String contentType, byte[] content) {
      byte[] digest = Arrays.copyOf(Digests.sha256(content), DIGEST_BYTES);
      return new File(contentType, content, '"' + HexFormat.of().formatHex(digest) + '"');
    }
  }
}
