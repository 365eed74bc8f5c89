package dev.gatehouse.app.metrics;

import dev.gatehouse.platform.http.RequestFigures;
import dev.gatehouse.platform.http.Traffic;
import dev.gatehouse.platform.metrics.Durations;
import io.prometheus.metrics.model.registry.Collector;
import io.prometheus.metrics.model.registry.MetricType;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricFamilyDescriptor;
import io.prometheus.metrics.model.snapshots.MetricMetadata;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// How long requests took: a histogram by route, method and class of status.
final class RouteCollector implements Collector {
  static final String NAME = "gatehouse_http_request_duration_seconds";

  private static final MetricMetadata ABOUT =
      new MetricMetadata(NAME, "Time from a request's headers to the end of its answer.");

  private final Traffic traffic;

  RouteCollector(Traffic traffic) {
    this.traffic = traffic;
  }

  @Override
  public MetricFamilyDescriptor getMetricFamilyDescriptor() {
    return MetricFamilyDescriptor.of(MetricType.HISTOGRAM, ABOUT);
  }

  @Override
  public MetricSnapshot collect() {
    List<HistogramDataPointSnapshot> points = new ArrayList<>();
    for (RequestFigures route : traffic.routes()) {
      for (int statusClass : route.classes()) {
        route.durations(statusClass).ifPresent(took -> points.add(point(route, statusClass, took)));
      }
    }
    return new HistogramSnapshot(ABOUT, points);
  }

  private static HistogramDataPointSnapshot point(
      RequestFigures route, int statusClass, Durations.Snapshot took) {
    double[] bounds = Arrays.copyOf(took.bounds(), took.counts().length);
    bounds[bounds.length - 1] = Double.POSITIVE_INFINITY;
    return HistogramDataPointSnapshot.builder()
        .classicHistogramBuckets(ClassicHistogramBuckets.of(bounds, took.counts()))
        .sum(took.seconds())
        .labels(
            Labels.of(
                "method", route.method(), "route", route.route(), "status", statusClass + "xx"))
        .build();
  }
}
