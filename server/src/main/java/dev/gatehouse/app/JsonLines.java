package dev.gatehouse.app;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.encoder.EncoderBase;
import dev.gatehouse.platform.logs.LogFields;
import dev.gatehouse.platform.logs.RequestScope;
import java.io.ByteArrayOutputStream;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/// One JSON object a line: `time`, `level`, `logger`, `message`, `thread`; `request_id` on lines
/// about a request; `exception` and `stack`; the access log's own fields.
final class JsonLines extends EncoderBase<ILoggingEvent> {
  private static final JsonFactory JSON = new JsonFactory();
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSX").withZone(ZoneOffset.UTC);
  private static final byte[] NOTHING = {};

  @Override
  public byte[] encode(ILoggingEvent event) {
    ByteArrayOutputStream line = new ByteArrayOutputStream(512);
    try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), line)) {
      json.writeStartObject();
      json.writeStringProperty("time", TIME.format(event.getInstant()));
      json.writeStringProperty("level", event.getLevel().toString());
      json.writeStringProperty("logger", event.getLoggerName());
      json.writeStringProperty("thread", event.getThreadName());
      writeMessage(json, event);
      writeException(json, event.getThrowableProxy());
      json.writeEndObject();
    }
    line.write('\n');
    return line.toByteArray();
  }

  @Override
  public byte[] headerBytes() {
    return NOTHING;
  }

  @Override
  public byte[] footerBytes() {
    return NOTHING;
  }

  private static void writeMessage(JsonGenerator json, ILoggingEvent event) {
    Object[] arguments = event.getArgumentArray();
    if (arguments != null && arguments.length == 1 && arguments[0] instanceof LogFields fields) {
      json.writeStringProperty("message", fields.summary());
      fields.writeTo((name, value) -> writeField(json, name, value));
    } else {
      json.writeStringProperty("message", event.getFormattedMessage());
      RequestScope.id().ifPresent(id -> json.writeStringProperty("request_id", id));
    }
  }

  private static void writeField(JsonGenerator json, String name, Object value) {
    switch (value) {
      case Integer number -> json.writeNumberProperty(name, number);
      case Long number -> json.writeNumberProperty(name, number);
      case Double number -> json.writeNumberProperty(name, number);
      default -> json.writeStringProperty(name, value.toString());
    }
  }

  private static void writeException(JsonGenerator json, @Nullable IThrowableProxy thrown) {
    if (thrown != null) {
      json.writeStringProperty("exception", thrown.getClassName());
      json.writeStringProperty("stack", ThrowableProxyUtil.asString(thrown));
    }
  }
}
