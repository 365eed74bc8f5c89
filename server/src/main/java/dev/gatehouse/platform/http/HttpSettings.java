package dev.gatehouse.platform.http;

import dev.gatehouse.platform.tls.TlsFiles;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// How the server listens and whom it believes.
///
/// @param corsOrigins the origins whose pages may read answers, credentials included
/// @param trustedProxies the peers whose `X-Forwarded-For` and `X-Request-Id` count
/// @param strictTransport whether browsers are told to use https alone (RFC 6797)
/// @param tls what to speak TLS with, or null to speak plain HTTP
/// @param tracing who follows each request, or null
public record HttpSettings(
    String host,
    int port,
    Set<String> corsOrigins,
    List<AddressRange> trustedProxies,
    boolean strictTransport,
    @Nullable TlsFiles tls,
    @Nullable Tracing tracing) {

  /// The same, with somebody who follows each request, or nobody.
  public HttpSettings with(@Nullable Tracing follower) {
    return new HttpSettings(
        host, port, corsOrigins, trustedProxies, strictTransport, tls, follower);
  }

  /// Plain HTTP, without traces.
  public HttpSettings(
      String host,
      int port,
      Set<String> corsOrigins,
      List<AddressRange> trustedProxies,
      boolean strictTransport) {
    this(host, port, corsOrigins, trustedProxies, strictTransport, null, null);
  }
}
