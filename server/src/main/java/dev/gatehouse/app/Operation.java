package dev.gatehouse.app;

import dev.gatehouse.app.metrics.Exposition;
import dev.gatehouse.app.traces.OtelTracing;
import dev.gatehouse.platform.config.ConfigException;
import dev.gatehouse.platform.http.HttpServer;
import dev.gatehouse.platform.http.HttpSettings;
import dev.gatehouse.platform.http.Request;
import dev.gatehouse.platform.http.Response;
import dev.gatehouse.platform.http.Router;
import dev.gatehouse.platform.http.Tracing;
import dev.gatehouse.platform.storage.Database;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What the server tells of itself while it runs: metrics and traces.
final class Operation implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Operation.class);

  private final OperationSettings settings;
  private final @Nullable OtelTracing traces;
  private volatile @Nullable Exposition exposition;
  private @Nullable HttpServer own;

  Operation(Settings settings) {
    this.settings = settings.operation();
    OperationSettings.Traces wanted = settings.operation().traces();
    this.traces = wanted == null ? null : OtelTracing.start(wanted);
  }

  /// Who follows the requests, or null.
  @Nullable Tracing tracing() {
    return traces;
  }

  /// `database`, whose units of work are followed when requests are.
  Database followed(Database database) {
    return traces == null ? database : traces.follow(database);
  }

  /// Listens on the port of the metrics, if there is one.
  ///
  /// @throws ConfigException when that port is taken
  void listen() {
    Integer port = settings.metricsPort();
    if (port == null) {
      return;
    }
    Router router = new Router();
    router.get("/metrics", this::metrics);
    HttpSettings plain = new HttpSettings(settings.metricsHost(), port, Set.of(), List.of(), false);
    try {
      own = HttpServer.start(plain, router);
    } catch (IOException e) {
      throw new ConfigException("METRICS_PORT cannot be used: " + e.getMessage() + ".", e);
    }
    LOG.info("Metrics are at http://{}:{}/metrics", settings.metricsHost(), own.port());
  }

  /// Shows these figures from now on.
  void show(Exposition figures) {
    exposition = figures;
  }

  /// The port of the metrics alone; 0 when there is none.
  int metricsPort() {
    return own == null ? 0 : own.port();
  }

  Response metrics(Request request) {
    Exposition ready = exposition;
    return ready == null
        ? Response.problem(503, "The server is starting")
        : Response.of(Exposition.CONTENT_TYPE, ready.text()).with("Cache-Control", "no-store");
  }

  @Override
  public void close() {
    if (own != null) {
      own.close();
    }
    if (traces != null) {
      traces.close();
    }
  }
}
