package dev.gatehouse.platform.http;

import dev.gatehouse.platform.tls.Contents;
import dev.gatehouse.platform.tls.TlsException;
import dev.gatehouse.platform.tls.TlsFiles;
import dev.gatehouse.platform.tls.TlsIdentity;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// TLS 1.3 and 1.2 (RFC 9325) by the server itself, with a certificate that may be renewed while it
/// runs: connections that are open keep the one they began with.
final class TlsListener implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(TlsListener.class);
  private static final Duration EVERY = Duration.ofSeconds(2);

  private final TlsFiles files;
  private final InstantSource clock;
  private final SslContextFactory.Server contexts = new SslContextFactory.Server();
  private Contents inUse;
  private volatile TlsIdentity identity;
  private @Nullable Contents refused;
  private boolean told;
  private @Nullable Thread watcher;

  /// @throws TlsException when the files cannot be used
  TlsListener(TlsFiles files, InstantSource clock) throws TlsException {
    this.files = files;
    this.clock = clock;
    this.inUse = files.read();
    this.identity = inUse.identity();
    contexts.setKeyStore(identity.store());
    contexts.setKeyStorePassword("");
    contexts.setIncludeProtocols("TLSv1.3", "TLSv1.2");
    contexts.setRenegotiationAllowed(false);
    warn();
  }

  /// The connector to listen with.
  Connector connector(Server server, HttpConfiguration http, String host, int port) {
    HttpConfiguration https = new HttpConfiguration(http);
    // A load balancer that asks for the health names an address, not a host.
    https.addCustomizer(new SecureRequestCustomizer(false));
    ServerConnector connector =
        new ServerConnector(
            server,
            new SslConnectionFactory(contexts, HttpVersion.HTTP_1_1.asString()),
            new HttpConnectionFactory(https));
    connector.setHost(host);
    connector.setPort(port);
    return connector;
  }

  /// When the certificate in use expires.
  Instant expires() {
    return identity.expires();
  }

  /// Takes a renewed pair within a few seconds.
  void watch() {
    watcher = Thread.ofVirtual().name("tls-files").start(this::follow);
  }

  @Override
  public void close() {
    Thread running = watcher;
    if (running != null) {
      running.interrupt();
    }
  }

  private void follow() {
    while (true) {
      try {
        Thread.sleep(EVERY);
        look();
      } catch (InterruptedException e) {
        return;
      } catch (Exception e) {
        LOG.error("The renewed TLS certificate could not be taken, the old one stays", e);
      }
    }
  }

  /// One file is renewed before the other: a pair is refused aloud when it is seen a second time.
  private void look() throws Exception {
    Contents found;
    try {
      found = files.read();
    } catch (TlsException e) {
      tell(e);
      return;
    }
    if (found.sameAs(inUse)) {
      refused = null;
      told = false;
      return;
    }
    try {
      take(found, found.identity());
    } catch (TlsException e) {
      if (refused != null && refused.sameAs(found)) {
        tell(e);
      } else {
        told = false;
      }
      refused = found;
    }
  }

  private void take(Contents found, TlsIdentity renewed) throws Exception {
    contexts.reload(factory -> factory.setKeyStore(renewed.store()));
    inUse = found;
    identity = renewed;
    refused = null;
    told = false;
    LOG.info("A renewed TLS certificate is in use, valid until {}", renewed.expires());
    warn();
  }

  private void tell(TlsException e) {
    if (!told) {
      told = true;
      LOG.warn("The old TLS certificate stays in use: {}", e.getMessage());
    }
  }

  private void warn() {
    identity.complaint(clock.instant()).ifPresent(LOG::warn);
  }
}
