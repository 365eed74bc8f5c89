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

/// The figures in Micrometer's registry, beside what Micrometer itself knows of the JVM.
final class FigureRegistry {
  private final PrometheusMeterRegistry registry;

  FigureRegistry(Figures figures, Traffic traffic) {
    this.registry = make(figures, traffic);
  }

  byte[] text(String format) {
    return registry.scrape(format).getBytes(StandardCharsets.UTF_8);
  }

  private static PrometheusMeterRegistry make(Figures figures, Traffic traffic) {
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
