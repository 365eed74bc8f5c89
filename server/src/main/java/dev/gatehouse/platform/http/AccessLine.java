package dev.gatehouse.platform.http;

import dev.gatehouse.platform.logs.LogFields;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/// One answered request in the access log.
///
/// @param path as sent, without the query
/// @param route the template that took it
/// @param reason why its credential was refused; null when none was
record AccessLine(
    String method,
    String path,
    String route,
    int status,
    long micros,
    String id,
    String client,
    String agent,
    @Nullable String reason)
    implements LogFields {

  @Override
  public String summary() {
    return method + " " + path + " " + status;
  }

  @Override
  public void writeTo(BiConsumer<String, Object> fields) {
    fields.accept("request_id", id);
    fields.accept("method", method);
    fields.accept("path", path);
    fields.accept("route", route);
    fields.accept("status", status);
    fields.accept("duration_ms", micros / 1000.0);
    fields.accept("client", client);
    fields.accept("agent", agent);
    if (reason != null) {
      fields.accept("reason", reason);
    }
  }

  @Override
  public String toString() {
    return method
        + " "
        + path
        + " "
        + status
        + " "
        + micros
        + "us id="
        + id
        + " client="
        + client
        + " agent=\""
        + agent
        + "\""
        + (reason == null ? "" : " reason=" + reason);
  }
}
