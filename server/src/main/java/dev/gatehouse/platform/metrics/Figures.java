package dev.gatehouse.platform.metrics;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;

/// The list of figures that the server shows. A part that keeps one declares it here; it is read
/// when somebody asks. One thread declares, before anybody asks.
public final class Figures {
  private final List<Figure> figures = new ArrayList<>();

  /// What goes up and down.
  ///
  /// @param name without the prefix `gatehouse_`, in `snake_case` with its unit at the end
  /// @param labels names and values in turn: a fixed set
  public Figures gauge(String name, String help, DoubleSupplier value, String... labels) {
    figures.add(new Figure(Kind.GAUGE, name, help, labels(labels), value));
    return this;
  }

  /// What only grows, until the next start.
  ///
  /// @param name as above; `_total` is added
  public Figures counter(String name, String help, LongSupplier value, String... labels) {
    figures.add(new Figure(Kind.COUNTER, name, help, labels(labels), value::getAsLong));
    return this;
  }

  /// The same in seconds.
  public Figures seconds(String name, String help, DoubleSupplier value, String... labels) {
    figures.add(new Figure(Kind.COUNTER, name, help, labels(labels), value));
    return this;
  }

  public List<Figure> all() {
    return List.copyOf(figures);
  }

  private static Map<String, String> labels(String... namesAndValues) {
    Map<String, String> labels = new TreeMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      labels.put(namesAndValues[i], namesAndValues[i + 1]);
    }
    return Map.copyOf(labels);
  }

  /// Whether a figure may fall.
  public enum Kind {
    GAUGE,
    COUNTER
  }

  /// One declared figure.
  public record Figure(
      Kind kind, String name, String help, Map<String, String> labels, DoubleSupplier value) {}
}
