package dev.gatehouse.app;

import dev.gatehouse.app.Settings.Environment;
import dev.gatehouse.platform.config.Catalogue.Group;
import dev.gatehouse.platform.config.ConfigException;
import dev.gatehouse.platform.config.Origin;
import dev.gatehouse.platform.config.Parsers;
import dev.gatehouse.platform.config.Values;
import dev.gatehouse.platform.config.Variable;
import dev.gatehouse.platform.config.WebAddress;
import dev.gatehouse.platform.http.AddressRange;
import dev.gatehouse.platform.tls.TlsFiles;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Where the server listens and how the world sees it.
final class HttpVariables {
  private static final Pattern HOST_NAME = Pattern.compile("[A-Za-z0-9._:%-]+");

  private static final Variable<String> HOST =
      Variable.open(
          "HOST",
          "`127.0.0.1`, in production `0.0.0.0`",
          HttpVariables::host,
          "The address to listen on.");
  private static final Variable<Integer> PORT =
      Variable.of(
          "PORT", "8000", Parsers.integer(0, 65_535), "The port to listen on; 0 takes a free one.");
  private static final Variable<URI> PUBLIC_URL =
      Variable.of(
          "PUBLIC_URL",
          "http://localhost:8000",
          WebAddress::base,
          "The server's address as browsers see it, with a path if a proxy puts one in front; links"
              + " and token issuers come from it alone. Production refuses http and the default.");
  private static final Variable<List<URI>> PUBLIC_URL_PREVIOUS =
      Variable.open(
          "PUBLIC_URL_PREVIOUS",
          "none",
          Parsers.list(WebAddress::base),
          "Former addresses, whose tokens are still accepted during a move; a list with commas.");
  private static final Variable<List<AddressRange>> TRUSTED_PROXIES =
      Variable.open(
          "TRUSTED_PROXIES",
          "none",
          Parsers.list(AddressRange::parse),
          "Addresses and ranges (`10.0.0.0/8`) of proxies whose `X-Forwarded-For` counts; a list"
              + " with commas.");
  private static final Variable<List<String>> CORS_ORIGINS =
      Variable.of(
          "CORS_ORIGINS",
          "http://localhost:3000",
          Parsers.list(WebAddress::origin),
          "Origins of the apps that may call from a browser, with credentials; a list with commas"
              + " or a JSON array. `*` is refused, `none` allows none.");
  private static final Variable<Boolean> ALLOW_HTTP =
      Variable.of(
          "ALLOW_HTTP",
          "false",
          Parsers.bool(),
          "Lets production start with an http or the default `PUBLIC_URL`.");
  private static final Variable<String> TLS_CERT_FILE =
      Variable.open(
          "TLS_CERT_FILE",
          "unset",
          HttpVariables::file,
          "PEM file of the certificate chain, the server's own certificate first, for TLS by the"
              + " server itself. A renewed file is taken within seconds.");
  private static final Variable<String> TLS_KEY_FILE =
      Variable.open(
          "TLS_KEY_FILE",
          "unset",
          HttpVariables::file,
          "PEM file of the certificate's key: PKCS#8, PKCS#1 or SEC1, without a password.");

  static final Group GROUP =
      new Group(
          "The server",
          List.of(
              HOST,
              PORT,
              PUBLIC_URL,
              PUBLIC_URL_PREVIOUS,
              TRUSTED_PROXIES,
              CORS_ORIGINS,
              ALLOW_HTTP,
              TLS_CERT_FILE,
              TLS_KEY_FILE));

  private HttpVariables() {}

  static Settings.Http read(Values values, Environment where, Path directory) {
    values.assume(HOST, where.isProduction() ? "0.0.0.0" : "127.0.0.1", Origin.DEFAULT);
    URI publicUrl = values.get(PUBLIC_URL);
    if (where.isProduction() && !values.get(ALLOW_HTTP)) {
      requireSafe(publicUrl, values.isSet(PUBLIC_URL));
    }
    return new Settings.Http(
        values.get(HOST),
        values.get(PORT),
        publicUrl,
        values.find(PUBLIC_URL_PREVIOUS).orElse(List.of()),
        values.find(TRUSTED_PROXIES).orElse(List.of()),
        values.get(CORS_ORIGINS),
        tls(values, directory));
  }

  static boolean hostIsSet(Values values) {
    return values.isSet(HOST);
  }

  private static void requireSafe(URI publicUrl, boolean set) {
    if (!set) {
      throw new ConfigException(
          "PUBLIC_URL is needed in production: the https address that browsers use (or set"
              + " ALLOW_HTTP=true).");
    }
    if (!"https".equals(publicUrl.getScheme())) {
      throw new ConfigException(
          "PUBLIC_URL must be https in production, unless ALLOW_HTTP=true is set.");
    }
  }

  private static @Nullable TlsFiles tls(Values values, Path directory) {
    Optional<String> certificates = values.find(TLS_CERT_FILE);
    Optional<String> key = values.find(TLS_KEY_FILE);
    if (certificates.isPresent() != key.isPresent()) {
      throw new ConfigException("TLS_CERT_FILE and TLS_KEY_FILE must be set together.");
    }
    if (certificates.isEmpty() || key.isEmpty()) {
      return null;
    }
    return new TlsFiles(
        Paths.below(directory, certificates.get()), Paths.below(directory, key.get()));
  }

  private static String file(String text) {
    Paths.below(Path.of(""), text.strip());
    return text.strip();
  }

  private static String host(String text) {
    String host = text.strip();
    if (!HOST_NAME.matcher(host).matches()) {
      throw new IllegalArgumentException("must be an address or a host name, without a port");
    }
    return host;
  }
}
