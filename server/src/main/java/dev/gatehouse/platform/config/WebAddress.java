package dev.gatehouse.platform.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.regex.Pattern;

/// Addresses of web sites as configuration names them, written as browsers write them: scheme and
/// host in lower case, no default port (RFC 3986 section 6.2, RFC 6454 section 6.2).
public final class WebAddress {
  private static final Pattern PREFIX = Pattern.compile("(?:/[A-Za-z0-9_~-][A-Za-z0-9._~-]*)*");

  private WebAddress() {}

  /// `scheme://host[:port]`. One trailing slash is forgiven, since pydantic writes one.
  ///
  /// @throws IllegalArgumentException for anything else, `*` among it
  public static String origin(String text) {
    if (text.equals("*")) {
      throw new IllegalArgumentException(
          "must name each origin: * would let every site act with the user's credentials");
    }
    String complaint = "must hold origins like https://app.example.com or http://localhost:3000";
    URI uri = parse(text, complaint);
    String path = uri.getRawPath();
    if (!path.isEmpty() && !path.equals("/")) {
      throw new IllegalArgumentException(complaint);
    }
    return site(uri, complaint);
  }

  /// `http(s)://host[:port][/prefix]`; trailing slashes are cut.
  ///
  /// @throws IllegalArgumentException for anything else
  public static URI base(String text) {
    String complaint =
        "must be an address like https://auth.example.com, with no more behind it than a path";
    URI uri = parse(text.strip(), complaint);
    String path = uri.getRawPath().replaceFirst("/+$", "");
    String site = site(uri, complaint);
    boolean web = site.startsWith("https://") || site.startsWith("http://");
    if (!web || !PREFIX.matcher(path).matches()) {
      throw new IllegalArgumentException(complaint);
    }
    return URI.create(site + path);
  }

  private static URI parse(String text, String complaint) {
    try {
      URI uri = new URI(text);
      if (uri.isOpaque()
          || uri.getScheme() == null
          || uri.getHost() == null
          || uri.getRawUserInfo() != null
          || uri.getRawQuery() != null
          || uri.getRawFragment() != null) {
        throw new IllegalArgumentException(complaint);
      }
      return uri;
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException(complaint, e);
    }
  }

  private static String site(URI uri, String complaint) {
    String scheme = uri.getScheme().toLowerCase(Locale.ROOT);
    int port = uri.getPort();
    if (port == 0 || port > 65_535) {
      throw new IllegalArgumentException(complaint);
    }
    boolean usual =
        port == -1
            || (port == 80 && scheme.equals("http"))
            || (port == 443 && scheme.equals("https"));
    String host = uri.getHost().toLowerCase(Locale.ROOT);
    return scheme + "://" + host + (usual ? "" : ":" + port);
  }
}
