package dev.gatehouse.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/// Stands before a mail server that speaks in clear, and speaks TLS in its place: from the first
/// byte, or once STARTTLS is said (RFC 3207).
public final class TlsFront implements AutoCloseable {
  private final List<String> inClear = new CopyOnWriteArrayList<>();
  private final ServerSocket listening;
  private final SSLContext identity;
  private final boolean startTls;
  private final int backend;
  private volatile @Nullable Cut cut;

  /// @param address where clients come to; a free port of it is taken
  /// @param startTls whether TLS has to be asked for
  public TlsFront(SSLContext identity, String address, boolean startTls, int backend)
      throws IOException {
    this.identity = identity;
    this.startTls = startTls;
    this.backend = backend;
    this.listening = new ServerSocket();
    listening.bind(new InetSocketAddress(InetAddress.getByName(address), 0));
    Thread.ofVirtual().start(this::accept);
  }

  public int port() {
    return listening.getLocalPort();
  }

  /// Hangs up as soon as a client has said this under TLS, which still gets to the server when
  /// `passedOn`.
  public void cutAt(String said, boolean passedOn) {
    cut = new Cut(said, passedOn);
  }

  /// What clients said before TLS began.
  public List<String> inClear() {
    return List.copyOf(inClear);
  }

  private void accept() {
    try {
      while (true) {
        Socket client = listening.accept();
        Thread.ofVirtual().start(() -> serve(client));
      }
    } catch (IOException e) {
      // closed
    }
  }

  private void serve(Socket client) {
    try (client;
        Socket server = new Socket(InetAddress.getLoopbackAddress(), backend)) {
      if (startTls) {
        promise(client, server);
      }
      try (SSLSocket secret = tls(client)) {
        Thread back = Thread.ofVirtual().start(() -> pass(server, secret));
        converse(secret, server);
        back.join();
      }
    } catch (IOException e) {
      // one of them has gone
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private SSLSocket tls(Socket client) throws IOException {
    SSLSocket made =
        (SSLSocket) identity.getSocketFactory().createSocket(client, null, client.getPort(), true);
    made.setUseClientMode(false);
    made.startHandshake();
    return made;
  }

  /// Up to the word STARTTLS, answered.
  private void promise(Socket client, Socket server) throws IOException {
    say(client, line(server.getInputStream()));
    while (true) {
      String line = line(client.getInputStream());
      inClear.add(line);
      String word = line.split(" ", 2)[0].toUpperCase(Locale.ROOT);
      switch (word) {
        case "EHLO" -> say(client, "250-front\r\n250 STARTTLS");
        case "STARTTLS" -> {
          say(client, "220 go ahead");
          return;
        }
        default -> say(client, "530 5.7.0 STARTTLS first");
      }
    }
  }

  private static String line(InputStream in) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        throw new IOException("gone");
      }
      line.write(next);
    }
    return line.toString(StandardCharsets.UTF_8).strip();
  }

  private static void say(Socket to, String line) throws IOException {
    to.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.UTF_8));
    to.getOutputStream().flush();
  }

  private void converse(SSLSocket client, Socket server) throws IOException {
    Cut at = cut;
    if (at == null) {
      pass(client, server);
      return;
    }
    StringBuilder said = new StringBuilder();
    byte[] buffer = new byte[4096];
    for (int n = client.getInputStream().read(buffer);
        n >= 0;
        n = client.getInputStream().read(buffer)) {
      said.append(new String(buffer, 0, n, StandardCharsets.UTF_8));
      boolean over = said.indexOf(at.said) >= 0;
      if (!over || at.passedOn) {
        server.getOutputStream().write(buffer, 0, n);
      }
      if (over) {
        client.setSoLinger(true, 0); // no close_notify, as when a cable is pulled
        client.close();
        if (at.passedOn) {
          server.shutdownOutput();
        } else {
          server.close();
        }
        return;
      }
    }
  }

  private static void pass(Socket from, Socket to) {
    try {
      from.getInputStream().transferTo(to.getOutputStream());
      to.shutdownOutput();
    } catch (IOException e) {
      // one of them has gone
    }
  }

  @Override
  public void close() throws IOException {
    listening.close();
  }

  private record Cut(String said, boolean passedOn) {}
}
