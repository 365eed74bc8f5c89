package dev.gatehouse.app.metrics;

import dev.gatehouse.platform.http.Traffic;
import dev.gatehouse.platform.metrics.Figures;
import org.jspecify.annotations.Nullable;

/// All figures as text (Prometheus exposition format 0.0.4).
///
/// The parts of the server count for themselves, from the start; the registry that reads them is
/// made, and its library loaded, when it is first asked for.
public final class Exposition {
  /// The `Content-Type` of [#text].
  public static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

  private final Figures figures;
  private final Traffic traffic;
  private @Nullable FigureRegistry registry;

  public Exposition(Figures figures, Traffic traffic) {
    this.figures = figures;
    this.traffic = traffic;
  }

  /// Every figure as it is now.
  public byte[] text() {
    return registry().text(CONTENT_TYPE);
  }

  private synchronized FigureRegistry registry() {
    FigureRegistry known = registry;
    if (known == null) {
      known = new FigureRegistry(figures, traffic);
      registry = known;
    }
    return known;
  }
}
