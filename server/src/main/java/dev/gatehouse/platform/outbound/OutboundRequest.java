package dev.gatehouse.platform.outbound;

import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/// What is asked of somebody else.
///
/// @param contentType of the body; empty where there is none
/// @param within the time that all of it may take, the search for the host included
public record OutboundRequest(
    String method,
    URI target,
    Map<String, String> headers,
    String contentType,
    String body,
    Duration within) {
  private static final Duration USUAL = Duration.ofSeconds(10);

  public OutboundRequest {
    headers = Map.copyOf(headers);
  }

  public static OutboundRequest get(URI target) {
    return new OutboundRequest("GET", target, Map.of(), "", "", USUAL);
  }

  public static OutboundRequest post(URI target, String contentType, String body) {
    return new OutboundRequest("POST", target, Map.of(), contentType, body, USUAL);
  }

  /// The same with one more header.
  public OutboundRequest with(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(name, value);
    return new OutboundRequest(method, target, more, contentType, body, within);
  }

  /// The same with another time limit.
  public OutboundRequest within(Duration limit) {
    return new OutboundRequest(method, target, headers, contentType, body, limit);
  }

  /// A URL may hold a credential.
  @Override
  public String toString() {
    return "OutboundRequest[" + method + "]";
  }
}
