package dev.gatehouse.platform.json;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Optional;

/// A stream of lines, read as they arrive: however long it is, one line of it is held.
public final class Lines {
  private static final int CHUNK = 16 * 1024;

  private final InputStream in;
  private final int longest;
  private final byte[] chunk = new byte[CHUNK];
  private int position;
  private int filled;
  private long number;

  /// @param longest the most bytes of a line, without its end
  public Lines(InputStream in, int longest) {
    this.in = in;
    this.longest = longest;
  }

  /// The next line without its end (LF, or CR and LF); empty after the last.
  ///
  /// @throws UncheckedIOException when the stream can't be read
  public Optional<Line> next() {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    boolean any = false;
    boolean tooLong = false;
    for (int next = read(); next >= 0; next = read()) {
      any = true;
      if (next == '\n') {
        break;
      }
      if (line.size() > longest) {
        tooLong = true; // the rest of it is passed over
      } else {
        line.write(next);
      }
    }
    if (!any) {
      return Optional.empty();
    }
    number++;
    byte[] bytes = withoutReturn(line.toByteArray());
    boolean whole = !tooLong && bytes.length <= longest;
    return Optional.of(whole ? new Line.Whole(number, bytes) : new Line.TooLong(number));
  }

  private static byte[] withoutReturn(byte[] line) {
    return line.length > 0 && line[line.length - 1] == '\r'
        ? Arrays.copyOf(line, line.length - 1)
        : line;
  }

  private int read() {
    if (position == filled) {
      try {
        filled = Math.max(0, in.read(chunk));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      position = 0;
      if (filled == 0) {
        return -1;
      }
    }
    return chunk[position++] & 0xff;
  }

  /// One line and its number, from 1.
  public sealed interface Line {
    long number();

    /// A line within the limit.
    @SuppressWarnings("ArrayRecordComponent") // read once, never compared
    record Whole(long number, byte[] bytes) implements Line {}

    /// One that is over it, of which nothing is kept.
    record TooLong(long number) implements Line {}
  }
}
