package dev.gatehouse.app;

import java.net.URI;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What the server tells of itself.
///
/// @param metricsPort a port of its own for the metrics; 0 takes any free one, null for none
/// @param traces null when none are sent
public record OperationSettings(
    @Nullable Integer metricsPort, String metricsHost, @Nullable Traces traces) {
  /// Where traces go.
  ///
  /// @param headers may hold a credential
  /// @param share of the traces that begin here, from 0 to 1
  public record Traces(
      URI endpoint,
      Map<String, String> headers,
      String serviceName,
      Map<String, String> attributes,
      double share) {
    @Override
    public String toString() {
      return "Traces[" + serviceName + "]";
    }
  }
}
