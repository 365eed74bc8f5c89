package dev.gatehouse.platform.outbound;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import org.eclipse.jetty.util.Promise;
import org.eclipse.jetty.util.SocketAddressResolver;

/// Finds the addresses of a host, once for each connection, and hands on only what was checked: the
/// client connects to these very addresses, so an answer that changes afterwards changes nothing.
///
/// One internal address among several refuses the host: an honest name has none.
final class CheckedResolver implements SocketAddressResolver {
  private final OutboundRules rules;
  private final Names names;

  /// A look-up cannot be stopped: those whose request gave up count until they end.
  private final Semaphore places = new Semaphore(OutboundClient.AT_ONCE);

  CheckedResolver(OutboundRules rules, Names names) {
    this.rules = rules;
    this.names = names;
  }

  @Override
  public void resolve(
      String host,
      int port,
      Map<String, Object> context,
      Promise<List<InetSocketAddress>> promise) {
    if (!places.tryAcquire()) {
      promise.failed(new IOException("too many look-ups are under way"));
      return;
    }
    // Not on the caller's thread: the time that a request may take covers the look-up too.
    Thread.ofPlatform()
        .name("outbound-lookup")
        .daemon()
        .start(() -> {
          try {
            promise.succeeded(
                check(host).stream().map(address -> new InetSocketAddress(address, port)).toList());
          } catch (IOException | RuntimeException e) {
            promise.failed(e);
          } finally {
            places.release();
          }
        });
  }

  private List<InetAddress> check(String host) throws IOException {
    String bare = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    InetAddress[] found = names.find(bare);
    if (found.length == 0) {
      throw new UnknownHostException(host);
    }
    List<InetAddress> checked = new ArrayList<>();
    for (InetAddress address : found) {
      if (!rules.mayReach(host, address)) {
        throw new Unreachable();
      }
      // With the name as it was asked for: TLS is told it, and holds the certificate against it.
      checked.add(InetAddress.getByAddress(bare, address.getAddress()));
    }
    return checked;
  }

  /// How names become addresses.
  @FunctionalInterface
  interface Names {
    InetAddress[] find(String host) throws UnknownHostException;
  }

  /// The host is internal.
  static final class Unreachable extends IOException {
    private static final long serialVersionUID = 1;

    Unreachable() {
      super("the host is internal");
    }
  }
}
