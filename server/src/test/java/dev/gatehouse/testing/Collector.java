package dev.gatehouse.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/// Receives traces by OTLP over HTTP, and reads the few fields of its protobuf that tests ask for
/// (opentelemetry/proto/trace/v1/trace.proto).
public final class Collector implements AutoCloseable {
  private final HttpServer server;
  private final Queue<Span> spans = new ConcurrentLinkedQueue<>();
  private final Queue<String> authorizations = new ConcurrentLinkedQueue<>();

  public Collector() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/v1/traces", this::receive);
    server.start();
  }

  /// What `OTEL_EXPORTER_OTLP_ENDPOINT` has to be.
  public String endpoint() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  public List<Span> spans() {
    return List.copyOf(spans);
  }

  /// The `Authorization` header of each batch.
  public List<String> authorizations() {
    return List.copyOf(authorizations);
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private void receive(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    authorizations.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
    for (Message batch : new Message(body).messages(1)) {
      Map<String, String> resource = attributes(batch.messages(1).getFirst(), 1);
      for (Message scope : batch.messages(2)) {
        scope.messages(2).forEach(span -> spans.add(span(span, resource)));
      }
    }
    exchange.sendResponseHeaders(200, -1);
    exchange.close();
  }

  private static Span span(Message span, Map<String, String> resource) {
    List<Message> status = span.messages(15);
    return new Span(
        span.hex(1),
        span.hex(2),
        span.hex(4),
        span.text(5),
        (int) span.number(6),
        status.isEmpty() ? 0 : (int) status.getFirst().number(3),
        attributes(span, 9),
        resource);
  }

  private static Map<String, String> attributes(Message message, int field) {
    Map<String, String> attributes = new HashMap<>();
    for (Message pair : message.messages(field)) {
      Message value = pair.messages(2).getFirst();
      boolean text = value.has(1);
      attributes.put(pair.text(1), text ? value.text(1) : Long.toString(value.number(3)));
    }
    return attributes;
  }

  /// One received span.
  ///
  /// @param parent empty at the root
  /// @param kind 2 for a server, 3 for a client
  /// @param status 2 for an error
  public record Span(
      String trace,
      String id,
      String parent,
      String name,
      int kind,
      int status,
      Map<String, String> attributes,
      Map<String, String> resource) {}

  /// A protobuf message: its fields, not interpreted.
  private static final class Message {
    private final Map<Integer, List<byte[]>> fields = new HashMap<>();

    Message(byte[] bytes) {
      ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
      while (in.hasRemaining()) {
        long key = varint(in);
        byte[] value =
            switch ((int) key & 7) {
              case 0 -> ByteBuffer.allocate(8).putLong(varint(in)).array();
              case 1 -> take(in, 8);
              case 2 -> take(in, (int) varint(in));
              case 5 -> take(in, 4);
              default -> throw new UncheckedIOException(new IOException("no protobuf"));
            };
        fields.computeIfAbsent((int) (key >> 3), _ -> new ArrayList<>()).add(value);
      }
    }

    boolean has(int field) {
      return fields.containsKey(field);
    }

    List<Message> messages(int field) {
      return fields.getOrDefault(field, List.of()).stream().map(Message::new).toList();
    }

    String text(int field) {
      return new String(bytes(field), StandardCharsets.UTF_8);
    }

    String hex(int field) {
      return HexFormat.of().formatHex(bytes(field));
    }

    long number(int field) {
      return has(field) ? ByteBuffer.wrap(bytes(field)).getLong() : 0;
    }

    private byte[] bytes(int field) {
      return fields.getOrDefault(field, List.of(new byte[0])).getFirst();
    }

    private static byte[] take(ByteBuffer in, int length) {
      byte[] bytes = new byte[length];
      in.get(bytes);
      return bytes;
    }

    private static long varint(ByteBuffer in) {
      long value = 0;
      for (int shift = 0; ; shift += 7) {
        byte next = in.get();
        value |= (long) (next & 0x7f) << shift;
        if (next >= 0) {
          return value;
        }
      }
    }
  }
}
