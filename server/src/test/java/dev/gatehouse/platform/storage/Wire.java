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
import java.util.concurrent.atomic.AtomicReference;

/// The network between a pool and its database server, which can be cut and mended.
final class Wire implements AutoCloseable {
  private final int target;
  private final int port;
  private final Queue<Socket> open = new ConcurrentLinkedQueue<>();
  private final AtomicReference<String> deafAfter = new AtomicReference<>("");
  private volatile ServerSocket door;

  Wire(int target) throws IOException {
    this.target = target;
    this.door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    this.port = door.getLocalPort();
    Thread.ofVirtual().start(() -> accept(door));
  }

  int port() {
    return port;
  }

  /// Ends every connection; new ones are refused.
  void cut() throws IOException {
    door.close();
    drop();
  }

  /// Ends every connection; new ones are let through.
  void drop() throws IOException {
    for (Socket socket = open.poll(); socket != null; socket = open.poll()) {
      socket.close();
    }
  }

  void mend() throws IOException {
    ServerSocket next = new ServerSocket(port, 50, InetAddress.getLoopbackAddress());
    door = next;
    Thread.ofVirtual().start(() -> accept(next));
  }

  /// The next time that the client sends `word`, it reaches the server, and no answer comes back.
  void loseTheAnswerTo(String word) {
    deafAfter.set(word);
  }

  @Override
  public void close() throws IOException {
    cut();
  }

  private void accept(ServerSocket listening) {
    while (!listening.isClosed()) {
      try {
        Socket client = listening.accept();
        Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
        open.add(client);
        open.add(server);
        Thread.ofVirtual().start(() -> pump(client, server, true));
        Thread.ofVirtual().start(() -> pump(server, client, false));
      } catch (IOException closed) {
        // cut, or the server is not there
      }
    }
  }

  private void pump(Socket from, Socket to, boolean fromClient) {
    byte[] buffer = new byte[65536];
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        String word = deafAfter.get();
        String sent = new String(buffer, 0, n, StandardCharsets.ISO_8859_1);
        if (fromClient && !word.isEmpty() && sent.contains(word)) {
          deafAfter.set("");
          from.close();
          out.write(buffer, 0, n);
          out.flush();
          Thread.sleep(300);
          return;
        }
        out.write(buffer, 0, n);
        out.flush();
      }
    } catch (IOException closed) {
      // cut
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
