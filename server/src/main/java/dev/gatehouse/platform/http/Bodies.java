package dev.gatehouse.platform.http;

import dev.gatehouse.platform.json.Lines;
import io.javalin.http.Context;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Reading bodies within their limits.
final class Bodies {
  /// The most bytes that a body may have.
  static final int MAX_BYTES = 64 * 1024;

  private static final int MAX_DROPPED_BYTES = 2 * 1024 * 1024;

  /// How long a body may take, so that nobody holds a place by sending a byte now and then.
  private static final long MAX_NANOS = TimeUnit.SECONDS.toNanos(20);

  /// JSON lines have no registered type; these are in use.
  private static final Set<String> LINES =
      Set.of("application/x-ndjson", "application/jsonl", "application/x-jsonlines");

  private static final long MAX_DROP_NANOS = TimeUnit.SECONDS.toNanos(2);

  private Bodies() {}

  /// The body, or a refusal. Of one that is too large the rest is taken in and dropped, up to a
  /// point: a client that is still sending would not see the answer.
  static byte[] read(Context context) {
    if (context.req().getContentLengthLong() > MAX_DROPPED_BYTES) {
      throw tooLarge();
    }
    long deadline = System.nanoTime() + MAX_NANOS;
    try (InputStream in = context.req().getInputStream()) {
      ByteArrayOutputStream body = new ByteArrayOutputStream();
      byte[] chunk = new byte[4096];
      long received = 0;
      for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
        received += read;
        if (received <= MAX_BYTES) {
          body.write(chunk, 0, read);
        }
        if (received > MAX_DROPPED_BYTES) {
          throw tooLarge();
        }
        if (System.nanoTime() - deadline > 0) {
          throw new Problem.Found(Problem.of(408, "The body took too long to arrive"));
        }
      }
      if (received > MAX_BYTES) {
        throw tooLarge();
      }
      return body.toByteArray();
    } catch (IOException e) {
      throw new Problem.Found(Problem.of(400, "The body ended before it was complete"));
    }
  }

  /// A body of JSON lines, of any size; `longest` is the most bytes of a line.
  static Lines lines(Context context, int longest) {
    if (!LINES.contains(mediaType(context.req().getContentType()))) {
      throw new Problem.Found(Problem.of(415, "The body must be sent as application/x-ndjson"));
    }
    try {
      return new Lines(new PacedBody(context.req().getInputStream()), longest);
    } catch (IOException e) {
      throw new Problem.Found(Problem.of(400, "The body ended before it was complete"));
    }
  }

  private static String mediaType(@Nullable String contentType) {
    return contentType == null
        ? ""
        : contentType.toLowerCase(Locale.ROOT).split(";", -1)[0].strip();
  }

  /// Takes in and drops a body that nobody looked at, before a refusal is answered: the connection
  /// would be closed with it, and with the connection the client's next call. One that is large,
  /// slow or held back by `Expect` is left alone.
  static void drop(Context context) {
    long length = context.req().getContentLengthLong();
    boolean chunked = length < 0 && context.header("Transfer-Encoding") != null;
    boolean small = chunked || (length > 0 && length <= MAX_BYTES);
    if (!small || context.header("Expect") != null) {
      return;
    }
    long deadline = System.nanoTime() + MAX_DROP_NANOS;
    byte[] chunk = new byte[4096];
    try {
      InputStream in = context.req().getInputStream();
      long received = 0;
      int read = in.read(chunk);
      while (read >= 0 && received <= MAX_BYTES && System.nanoTime() - deadline < 0) {
        received += read;
        read = in.read(chunk);
      }
    } catch (IOException e) {
      // It was read before, or the client is gone.
    }
  }

  static void requireJson(Context context) {
    if (!isJson(context.req().getContentType())) {
      throw new Problem.Found(Problem.of(415, "The body must be sent as application/json"));
    }
  }

  /// `application/json`, with no charset but UTF-8 (RFC 8259 section 8.1).
  static boolean isJson(@Nullable String contentType) {
    if (contentType == null) {
      return false;
    }
    String[] parts = contentType.toLowerCase(Locale.ROOT).split(";", -1);
    if (!parts[0].strip().equals("application/json")) {
      return false;
    }
    for (int i = 1; i < parts.length; i++) {
      String parameter = parts[i].strip().replace("\"", "");
      if (parameter.startsWith("charset=") && !parameter.equals("charset=utf-8")) {
        return false;
      }
    }
    return true;
  }

  static boolean isForm(@Nullable String contentType) {
    return contentType != null
        && contentType
            .toLowerCase(Locale.ROOT)
            .split(";", 2)[0]
            .strip()
            .equals("application/x-www-form-urlencoded");
  }

  private static Problem.Found tooLarge() {
    return new Problem.Found(
        Problem.of(413, "The body has more than " + MAX_BYTES / 1024 + " KiB"));
  }
}
