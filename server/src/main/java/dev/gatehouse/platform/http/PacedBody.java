package dev.gatehouse.platform.http;

import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.TimeUnit;

/// A body of any size, but not of any slowness: nobody holds a place by sending a byte now and
/// then. Time that the reader takes does not count.
final class PacedBody extends InputStream {
  /// For so long a sender may be slow.
  private static final long PATIENCE_SECONDS = 20;

  /// In bytes a second, after that.
  private static final long SLOWEST = 1024;

  private final InputStream in;
  private long received;
  private long waitedNanos;

  PacedBody(InputStream in) {
    this.in = in;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  /// @throws Problem.Found 400 when the body breaks off, 408 when it comes too slowly
  @Override
  public int read(byte[] buffer, int offset, int length) {
    long begin = System.nanoTime();
    int read;
    try {
      read = in.read(buffer, offset, length);
    } catch (IOException e) {
      throw new Problem.Found(Problem.of(400, "The body ended before it was complete"));
    }
    waitedNanos += System.nanoTime() - begin;
    received += Math.max(read, 0);
    long late = TimeUnit.NANOSECONDS.toSeconds(waitedNanos) - PATIENCE_SECONDS;
    if (late > 0 && received < late * SLOWEST) {
      throw new Problem.Found(Problem.of(408, "The body took too long to arrive"));
    }
    return read;
  }
}
