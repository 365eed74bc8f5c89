package dev.gatehouse.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;

/// Bytes on a socket, for requests that no client would send. Every byte is a character of
/// ISO-8859-1.
public final class RawHttp {
  private static final int PATIENCE_MILLIS = 45_000;

  private RawHttp() {}

  /// Sends `request` as it is and returns all that comes until the server closes the connection;
  /// ask for that with `Connection: close`.
  public static String exchange(int port, String request) {
    try (Socket socket = open(port)) {
      try {
        OutputStream out = socket.getOutputStream();
        out.write(request.getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
      } catch (SocketException e) {
        // The server has heard enough; what it says is still to be read.
      }
      return readAll(socket);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static Socket open(int port) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout(PATIENCE_MILLIS);
    return socket;
  }

  /// All that comes until the connection ends, one way or the other.
  public static String readAll(Socket socket) throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    InputStream in = socket.getInputStream();
    byte[] chunk = new byte[4096];
    try {
      for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
        all.write(chunk, 0, read);
      }
    } catch (SocketException e) {
      // Reset: the server closed with bytes of ours unread.
    }
    return all.toString(StandardCharsets.ISO_8859_1);
  }

  /// The status in the first line of `answer`; 0 when there was none.
  public static int status(String answer) {
    return answer.startsWith("HTTP/1.") ? Integer.parseInt(answer.substring(9, 12)) : 0;
  }
}
