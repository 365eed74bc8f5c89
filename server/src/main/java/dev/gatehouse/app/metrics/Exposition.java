package dev.gatehouse.app.metrics;

import dev.gatehouse.platform.http.Traffic;
import dev.gatehouse.platform.metrics.Figures;
import dev.gatehouse.platform.metrics.Figures.Figure;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// All figures as text (Prometheus exposition format 0.0.4).
///
/// The parts of the server count for themselves, from the start; the registry that reads them is
/// made when it is first asked for.
public final class Exposition {
  /// The `Content-Type` of [#text].
  public static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

  private final Figures figures;
  private final Traffic traffic;
  private @Nullable PrometheusMeterRegistry registry;

  public Exposition(Figures figures, Traffic traffic) {
    this.figures = figures;
    this.traffic = traffic;
  }

  /// Every figure as it is now.
  public byte[] text() {
    return registry().scrape(CONTENT_TYPE).getBytes(StandardCharsets.UTF_8);
  }

  private synchronized PrometheusMeterRegistry registry() {
    PrometheusMeterRegistry known = registry;
    if (known == null) {
      known = make();
      registry = known;
    }
    return known;
  }

  private PrometheusMeterRegistry make() {
    PrometheusMeterRegistry made = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    new JvmMemoryMetrics().bindTo(made);
    new JvmThreadMetrics().bindTo(made);
    new ClassLoaderMetrics().bindTo(made);
    new ProcessorMetrics().bindTo(made);
    new UptimeMetrics().bindTo(made);
    new FileDescriptorMetrics().bindTo(made);
    made.getPrometheusRegistry().register(new RouteCollector(traffic));
    figures.all().forEach(figure -> bind(figure, made));
    return made;
  }

  private static void bind(Figure figure, PrometheusMeterRegistry registry) {
    String name = "gatehouse." + figure.name();
    List<Tag> labels =
        figure.labels().entrySet().stream()
            .map(label -> Tag.of(label.getKey(), label.getValue()))
            .toList();
    switch (figure.kind()) {
      case GAUGE ->
          Gauge.builder(name, figure.value()::getAsDouble)
              .description(figure.help())
              .tags(labels)
              .register(registry);
      case COUNTER ->
          FunctionCounter.builder(name, figure.value(), value -> value.getAsDouble())
              .description(figure.help())
              .tags(labels)
              .register(registry);
    }
  }
}
