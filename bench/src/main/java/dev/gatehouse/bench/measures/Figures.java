package dev.gatehouse.bench.measures;

import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/// The same thing measured several times.
record Figures(List<Double> values) {

  /// Each figure of `left` divided by the one of `right` that was taken beside it.
  static Figures ratios(Figures left, Figures right) {
    return new Figures(
        IntStream.range(0, left.values.size())
            .mapToObj(i -> left.values.get(i) / right.values.get(i))
            .toList());
  }

  double median() {
    List<Double> sorted = sorted();
    int middle = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(middle)
        : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
  }

  double least() {
    return sorted().getFirst();
  }

  double most() {
    return sorted().getLast();
  }

  /// Median and spread, `1,234 (1,100 to 1,300)`.
  String whole() {
    return String.format(Locale.ROOT, "%,.0f (%,.0f to %,.0f)", median(), least(), most());
  }

  String tenths() {
    return String.format(Locale.ROOT, "%.1f (%.1f to %.1f)", median(), least(), most());
  }

  String percent() {
    return String.format(
        Locale.ROOT, "%.1f%% (%.1f to %.1f)", 100 * median(), 100 * least(), 100 * most());
  }

  private List<Double> sorted() {
    return values.stream().sorted().toList();
  }
}
