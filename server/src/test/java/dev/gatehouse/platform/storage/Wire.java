package dev.gatehouse.platform.storage;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

/// The network between a pool and its database server, which can be cut and mended.
public final class Wire implements AutoCloseable {
  private final int target;
  private final int port;
  private final Queue<Socket> open = new ConcurrentLinkedQueue<>();
  private final AtomicReference<String> deafAfter = new AtomicReference<>("");
  private final AtomicReference<String> markOfDeaf = new AtomicReference<>("");
  private ServerSocket door;
  private Thread porter;

  public Wire(int target) throws IOException {
    this.target = target;
    this.door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    this.port = door.getLocalPort();
    this.porter = porter(door);
  }

  public int port() {
    return port;
  }

  /// Ends every connection; new ones are refused.
  public void cut() throws IOException {
    door.close();
    try {
      porter.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    drop();
  }

  /// Ends every connection; new ones are let through.
  public void drop() throws IOException {
    for (Socket socket = open.poll(); socket != null; socket = open.poll()) {
      socket.close();
    }
  }

  public void mend() throws IOException {
    door = new ServerSocket(port, 50, InetAddress.getLoopbackAddress());
    porter = porter(door);
  }

  /// The next time that the client sends `word` on a connection on which it sent `mark` before, it
  /// reaches the server, and no answer comes back. A pool that fills sends the like of it too.
  public void loseTheAnswerTo(String word, String mark) {
    markOfDeaf.set(mark);
    deafAfter.set(word);
  }

  @Override
  public void close() throws IOException {
    cut();
  }

  private Thread porter(ServerSocket listening) {
    return Thread.ofPlatform().daemon().start(() -> accept(listening));
  }

  private void accept(ServerSocket listening) {
    while (!listening.isClosed()) {
      try {
        Socket client = listening.accept();
        Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
        open.add(client);
        open.add(server);
        AtomicBoolean deaf = new AtomicBoolean();
        Thread.ofVirtual().start(() -> send(client, server, deaf));
        Thread.ofVirtual().start(() -> receive(server, client, deaf));
      } catch (IOException closed) {
        // cut, or the server is not there
      }
    }
  }

  private void send(Socket client, Socket server, AtomicBoolean deaf) {
    byte[] buffer = new byte[65536];
    boolean marked = false;
    try (client;
        server) {
      InputStream in = client.getInputStream();
      OutputStream out = server.getOutputStream();
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        String word = deafAfter.get();
        String sent = new String(buffer, 0, n, StandardCharsets.ISO_8859_1);
        marked = marked || sent.contains(markOfDeaf.get());
        if (marked && !word.isEmpty() && sent.contains(word)) {
          deafAfter.set("");
          deaf.set(true);
        }
        out.write(buffer, 0, n);
        out.flush();
      }
    } catch (IOException closed) {
      // cut
    }
  }

  private static void receive(Socket server, Socket client, AtomicBoolean deaf) {
    byte[] buffer = new byte[65536];
    try (server;
        client) {
      InputStream in = server.getInputStream();
      OutputStream out = client.getOutputStream();
      for (int n = in.read(buffer); n >= 0 && !deaf.get(); n = in.read(buffer)) {
        out.write(buffer, 0, n);
        out.flush();
      }
    } catch (IOException closed) {
      // cut
    }
  }
}
