package dev.gatehouse.platform.outbound;

import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import javax.net.ssl.SSLContext;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.transport.HttpClientTransportOverHTTP;
import org.eclipse.jetty.http.HttpCookieStore;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.ClientConnector;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.jspecify.annotations.Nullable;

/// Jetty's client with everything off that the rules of [OutboundClient] do without. It starts with
/// the first request, as most servers never make one.
final class OutboundTransport implements AutoCloseable {
  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final Duration IDLE = Duration.ofSeconds(15);
  private static final int CONNECTIONS = 8;
  private static final int THREADS = 8;
  private static final int LONGEST_HEADERS = 16 * 1_024;

  private final CheckedResolver resolver;
  private final @Nullable SSLContext trusted;
  private final ReentrantLock lock = new ReentrantLock();
  private @Nullable HttpClient started;

  OutboundTransport(CheckedResolver resolver, @Nullable SSLContext trusted) {
    this.resolver = resolver;
    this.trusted = trusted;
  }

  HttpClient client() {
    lock.lock();
    try {
      HttpClient known = started;
      if (known == null) {
        known = start();
        started = known;
      }
      return known;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    lock.lock();
    try {
      if (started != null) {
        started.stop();
      }
    } catch (Exception e) {
      throw new IllegalStateException("The client for requests to others does not stop", e);
    } finally {
      lock.unlock();
    }
  }

  private HttpClient start() {
    HttpClient client = new HttpClient(new HttpClientTransportOverHTTP(connector()));
    client.setSocketAddressResolver(resolver);
    client.setFollowRedirects(false);
    client.setHttpCookieStore(new HttpCookieStore.Empty());
    client.setUserAgentField(new HttpField(HttpHeader.USER_AGENT, "Gatehouse"));
    client.setMaxConnectionsPerDestination(CONNECTIONS);
    client.setMaxResponseHeadersSize(LONGEST_HEADERS);
    client.setDestinationIdleTimeout(IDLE.toMillis());
    try {
      client.start();
    } catch (Exception e) {
      throw new IllegalStateException("The client for requests to others does not start", e);
    }
    // Only after the start: it brings handlers of redirects and challenges, and decoders.
    client.getProtocolHandlers().clear();
    client.getContentDecoderFactories().clear();
    return client;
  }

  /// Names in certificates are checked against the host of the URL, which is also what SNI says,
  /// whatever address it was found at.
  private ClientConnector connector() {
    SslContextFactory.Client tls = new SslContextFactory.Client();
    tls.setEndpointIdentificationAlgorithm("HTTPS");
    if (trusted != null) {
      tls.setSslContext(trusted);
    }
    QueuedThreadPool threads = new QueuedThreadPool(THREADS, 2);
    threads.setName("outbound");
    threads.setDaemon(true);
    ClientConnector connector = new ClientConnector();
    connector.setSelectors(1);
    connector.setExecutor(threads);
    connector.setConnectTimeout(CONNECT);
    connector.setIdleTimeout(IDLE);
    connector.setSslContextFactory(tls);
    return connector;
  }
}
