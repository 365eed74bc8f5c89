package dev.gatehouse.platform.mail;

import dev.gatehouse.platform.crypto.Secret;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// A mail server and how to speak to it.
///
/// @param login null to send without signing in
public record SmtpServer(String host, int port, Security security, @Nullable Login login) {
  private static final String COMPLAINT =
      "must be like smtp://user:password@mail.example.com:587 or smtps://...";

  /// How the connection is kept from others.
  public enum Security {
    /// TLS from the first byte (RFC 8314).
    TLS,
    /// STARTTLS, or no mail.
    STARTTLS,
    /// STARTTLS when the server offers it: whoever is in between can take the offer away.
    STARTTLS_IF_OFFERED,
    NONE
  }

  /// Who sends.
  public record Login(String user, Secret password) {}

  /// Reads `smtp://` or `smtps://`, with `%` escapes in user and password. `?starttls=always`,
  /// `if-offered` or `never` is for `smtp://`; when it is missing, a password asks for `always`.
  ///
  /// @throws IllegalArgumentException with what it has to look like, without what it is
  public static SmtpServer parse(String text) {
    URI uri = uri(text);
    boolean tls = "smtps".equalsIgnoreCase(uri.getScheme());
    String path = uri.getRawPath();
    if ((!tls && !"smtp".equalsIgnoreCase(uri.getScheme()))
        || uri.getHost() == null
        || uri.getRawFragment() != null
        || uri.getPort() == 0
        || uri.getPort() > 65_535
        || !(path.isEmpty() || path.equals("/"))) {
      throw new IllegalArgumentException(COMPLAINT);
    }
    Login login = login(uri.getRawUserInfo());
    int port = uri.getPort() > 0 ? uri.getPort() : tls ? 465 : 587;
    String host = uri.getHost().replaceFirst("^\\[(.*)]$", "$1");
    return new SmtpServer(host, port, security(tls, uri.getRawQuery(), login != null), login);
  }

  private static Security security(boolean tls, @Nullable String query, boolean hasPassword) {
    if (tls) {
      if (query != null) {
        throw new IllegalArgumentException("takes no parameters where it begins with smtps://");
      }
      return Security.TLS;
    }
    return switch (query) {
      case null -> hasPassword ? Security.STARTTLS : Security.STARTTLS_IF_OFFERED;
      case "starttls=always" -> Security.STARTTLS;
      case "starttls=if-offered" -> Security.STARTTLS_IF_OFFERED;
      case "starttls=never" -> Security.NONE;
      default ->
          throw new IllegalArgumentException(
              "takes one parameter: starttls=always, starttls=if-offered or starttls=never");
    };
  }

  private static @Nullable Login login(@Nullable String userInfo) {
    if (userInfo == null) {
      return null;
    }
    int colon = userInfo.indexOf(':');
    if (colon < 1) {
      throw new IllegalArgumentException(COMPLAINT);
    }
    return new Login(
        unescape(userInfo.substring(0, colon)),
        new Secret(unescape(userInfo.substring(colon + 1))));
  }

  private static String unescape(String text) {
    return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  /// The cause would show the password.
  private static URI uri(String text) {
    try {
      URI uri = new URI(text.strip());
      if (uri.isOpaque()) {
        throw new IllegalArgumentException(COMPLAINT);
      }
      return uri;
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException(COMPLAINT);
    }
  }
}
