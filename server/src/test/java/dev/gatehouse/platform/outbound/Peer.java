package dev.gatehouse.platform.outbound;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsExchange;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SSLContext;

/// Somebody else's server, on an address of this machine, and what it was asked.
final class Peer implements AutoCloseable {
  private final HttpServer server;
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private final List<String> serverNames = new CopyOnWriteArrayList<>();

  private Peer(HttpServer server, Answering answering) {
    this.server = server;
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext(
        "/",
        exchange -> {
          asked.add(exchange.getRequestHeaders().getFirst("Host") + exchange.getRequestURI());
          if (exchange instanceof HttpsExchange tls
              && tls.getSSLSession() instanceof ExtendedSSLSession session) {
            session.getRequestedServerNames().forEach(name -> serverNames.add(name.toString()));
          }
          try (exchange) {
            answering.answer(exchange);
          }
        });
    server.start();
  }

  static Peer at(String address, Answering answering) throws IOException {
    return new Peer(
        HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral(address), 0), 0), answering);
  }

  static Peer at(String address, int port, Answering answering) throws IOException {
    return new Peer(
        HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral(address), port), 0),
        answering);
  }

  static Peer tls(SSLContext identity, Answering answering) throws IOException {
    HttpsServer server =
        HttpsServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(identity));
    return new Peer(server, answering);
  }

  int port() {
    return server.getAddress().getPort();
  }

  /// `Host` and path of each request, in order.
  List<String> asked() {
    return asked;
  }

  List<String> serverNames() {
    return serverNames;
  }

  @Override
  public void close() {
    server.stop(0);
  }

  interface Answering {
    void answer(HttpExchange exchange) throws IOException;
  }
}
