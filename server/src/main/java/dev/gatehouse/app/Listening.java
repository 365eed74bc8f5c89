package dev.gatehouse.app;

import dev.gatehouse.platform.config.ConfigException;
import dev.gatehouse.platform.http.HttpServer;
import dev.gatehouse.platform.http.HttpSettings;
import dev.gatehouse.platform.http.Router;
import dev.gatehouse.platform.tls.TlsException;
import java.io.IOException;

/// Opens the ports.
final class Listening {
  private Listening() {}

  /// @throws IOException when the port is taken
  /// @throws ConfigException when the certificate or its key cannot be used
  static HttpServer start(HttpSettings settings, Router router) throws IOException {
    try {
      return HttpServer.start(settings, router);
    } catch (TlsException e) {
      throw new ConfigException(
          "TLS_CERT_FILE and TLS_KEY_FILE cannot be used: " + e.getMessage() + ".", e);
    }
  }
}
