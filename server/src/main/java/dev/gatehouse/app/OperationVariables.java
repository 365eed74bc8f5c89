package dev.gatehouse.app;

import dev.gatehouse.platform.config.Catalogue.Group;
import dev.gatehouse.platform.config.ConfigException;
import dev.gatehouse.platform.config.Parsers;
import dev.gatehouse.platform.config.Values;
import dev.gatehouse.platform.config.Variable;
import dev.gatehouse.platform.config.WebAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What the server tells of itself: figures and traces. The names that start with `OTEL_` are
/// OpenTelemetry's own.
final class OperationVariables {
  private static final Variable<Optional<Integer>> METRICS_PORT =
      Variable.open(
          "METRICS_PORT",
          "off",
          OperationVariables::port,
          "A port of its own for the Prometheus metrics, asked without a credential: on `HOST` when"
              + " that is set, otherwise on 127.0.0.1. With or without it `/metrics` on `PORT`"
              + " answers callers with the permission `stats:read`.");
  private static final Variable<URI> ENDPOINT =
      Variable.open(
              "OTEL_EXPORTER_OTLP_ENDPOINT",
              "unset: no traces",
              WebAddress::base,
              "Where traces are sent, in OTLP over HTTP; `/v1/traces` is added.")
          .maskedUrl();
  private static final Variable<String> PROTOCOL =
      Variable.of(
          "OTEL_EXPORTER_OTLP_PROTOCOL",
          "http/protobuf",
          OperationVariables::protocol,
          "Only `http/protobuf` is spoken.");
  private static final Variable<Map<String, String>> HEADERS =
      Variable.open(
              "OTEL_EXPORTER_OTLP_HEADERS",
              "none",
              OperationVariables::pairs,
              "Headers that go with them: `name=value`, a list with commas, `%` escapes.")
          .secret();
  private static final Variable<String> SERVICE_NAME =
      Variable.of(
          "OTEL_SERVICE_NAME",
          "gatehouse",
          Parsers.text(),
          "What this server is called in traces.");
  private static final Variable<Map<String, String>> RESOURCE =
      Variable.open(
          "OTEL_RESOURCE_ATTRIBUTES",
          "none",
          OperationVariables::pairs,
          "More about this server: `name=value`, a list with commas, `%` escapes.");
  private static final Variable<Double> SHARE =
      Variable.of(
          "OTEL_TRACES_SAMPLER_ARG",
          "1",
          OperationVariables::share,
          "The share of traces that are kept, from 0 to 1, of those that begin here; a caller's own"
              + " decision is followed.");

  static final Group GROUP =
      new Group(
          "Metrics and traces",
          List.of(METRICS_PORT, ENDPOINT, PROTOCOL, HEADERS, SERVICE_NAME, RESOURCE, SHARE));

  private OperationVariables() {}

  static OperationSettings read(Values values, Settings.Http http, boolean hostIsSet) {
    Integer port = values.find(METRICS_PORT).flatMap(set -> set).orElse(null);
    if (port != null && port != 0 && port == http.port()) {
      throw new ConfigException("METRICS_PORT and PORT must not be the same.");
    }
    return new OperationSettings(port, hostIsSet ? http.host() : "127.0.0.1", traces(values));
  }

  private static OperationSettings.@Nullable Traces traces(Values values) {
    // Checked in any case: a bad value is told where no traces are sent, too.
    values.get(PROTOCOL);
    Map<String, String> headers = values.find(HEADERS).orElse(Map.of());
    Map<String, String> resource = values.find(RESOURCE).orElse(Map.of());
    double share = values.get(SHARE);
    return values
        .find(ENDPOINT)
        .map(endpoint ->
            new OperationSettings.Traces(
                URI.create(endpoint + "/v1/traces"),
                headers,
                values.get(SERVICE_NAME),
                resource,
                share))
        .orElse(null);
  }

  private static Optional<Integer> port(String text) {
    return text.strip().equalsIgnoreCase("off")
        ? Optional.empty()
        : Optional.of(Parsers.integer(0, 65_535).parse(text));
  }

  private static String protocol(String text) {
    String word = text.strip().toLowerCase(Locale.ROOT);
    if (!word.equals("http/protobuf")) {
      throw new IllegalArgumentException("must be http/protobuf");
    }
    return word;
  }

  private static double share(String text) {
    try {
      double share = Double.parseDouble(text.strip());
      if (share >= 0 && share <= 1) {
        return share;
      }
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("must be a number from 0 to 1", e);
    }
    throw new IllegalArgumentException("must be a number from 0 to 1");
  }

  private static Map<String, String> pairs(String text) {
    Map<String, String> pairs = new LinkedHashMap<>();
    for (String pair : text.split(",", -1)) {
      int equals = pair.indexOf('=');
      if (equals < 1) {
        throw new IllegalArgumentException("must be like name=value,name=value");
      }
      String value = pair.substring(equals + 1).strip().replace("+", "%2B");
      pairs.put(
          pair.substring(0, equals).strip(), URLDecoder.decode(value, StandardCharsets.UTF_8));
    }
    return Map.copyOf(pairs);
  }
}
