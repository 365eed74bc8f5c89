package dev.gatehouse.bench.load;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// One keep-alive connection: sends a request, takes the answer apart as far as its length.
final class Connection implements AutoCloseable {
  private static final byte[] HEADERS_END = "\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] LENGTH = "\ncontent-length:".getBytes(StandardCharsets.US_ASCII);
  private static final int NOT_YET = -1;
  private static final int STATUS_AT = "HTTP/1.1 ".length();

  private final SocketChannel channel;
  private final Conversation conversation;
  private final ByteBuffer out = ByteBuffer.allocateDirect(4096);
  private byte[] answer = new byte[4096];
  private int received;
  private int bodyAt = NOT_YET;
  private int end = NOT_YET;
  private long sentAt;

  Connection(InetSocketAddress server, Conversation conversation) throws IOException {
    this.conversation = conversation;
    this.channel = SocketChannel.open(server);
    channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    channel.configureBlocking(false);
  }

  SocketChannel channel() {
    return channel;
  }

  /// `System.nanoTime()` when the request that is being answered was sent.
  long sentAt() {
    return sentAt;
  }

  void send(long now) throws IOException {
    out.clear().put(conversation.next()).flip();
    sentAt = now;
    received = 0;
    bodyAt = NOT_YET;
    end = NOT_YET;
    while (out.hasRemaining()) {
      channel.write(out);
    }
  }

  /// Reads what has arrived, through `in`; the status once the whole answer is there, otherwise 0.
  int receive(ByteBuffer in) throws IOException {
    int count = channel.read(in.clear());
    if (count < 0) {
      throw new EOFException("the server closed a connection in the middle of an exchange");
    }
    if (received + count > answer.length) {
      answer = Arrays.copyOf(answer, Math.max(answer.length * 2, received + count));
    }
    in.flip().get(answer, received, count);
    received += count;
    if (end == NOT_YET) {
      findEnd();
    }
    if (end == NOT_YET || received < end) {
      return 0;
    }
    int status = number(STATUS_AT);
    conversation.answered(status, answer, bodyAt, end);
    return status;
  }

  private void findEnd() throws IOException {
    int headersEnd = Requests.indexOf(answer, 0, received, HEADERS_END);
    if (headersEnd < 0) {
      return;
    }
    bodyAt = headersEnd + HEADERS_END.length;
    for (int i = 0; i < headersEnd; i++) {
      if (answer[i] == '\n' && isLength(i)) {
        end = bodyAt + number(i + LENGTH.length);
        return;
      }
    }
    throw new IOException("an answer has no Content-Length");
  }

  private boolean isLength(int at) {
    for (int i = 0; i < LENGTH.length; i++) {
      int given = answer[at + i];
      if (LENGTH[i] != (given >= 'A' && given <= 'Z' ? given + 32 : given)) {
        return false;
      }
    }
    return true;
  }

  private int number(int at) {
    int i = at;
    while (answer[i] == ' ') {
      i++;
    }
    int value = 0;
    for (; answer[i] >= '0' && answer[i] <= '9'; i++) {
      value = value * 10 + answer[i] - '0';
    }
    return value;
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
