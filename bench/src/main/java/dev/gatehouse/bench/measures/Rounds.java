package dev.gatehouse.bench.measures;

import dev.gatehouse.bench.load.Measured;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

/// Two things measured in turn, so that whatever else the machine does meets both.
///
/// @param left the rounds of the one, in order
/// @param right those of the other
record Rounds<L, R>(List<L> left, List<R> right) {

  /// Takes `count` rounds of each; the one that begins changes from round to round.
  static <L, R> Rounds<L, R> interleaved(int count, Supplier<L> left, Supplier<R> right) {
    List<L> lefts = new ArrayList<>();
    List<R> rights = new ArrayList<>();
    for (int round = 0; round < count; round++) {
      if (round % 2 == 0) {
        lefts.add(left.get());
        rights.add(right.get());
      } else {
        rights.add(right.get());
        lefts.add(left.get());
      }
    }
    return new Rounds<>(lefts, rights);
  }

  Figures left(ToDoubleFunction<L> figure) {
    return new Figures(left.stream().mapToDouble(figure).boxed().toList());
  }

  Figures right(ToDoubleFunction<R> figure) {
    return new Figures(right.stream().mapToDouble(figure).boxed().toList());
  }

  /// The rates of the left in parts of those of the right.
  static Figures ratio(Rounds<Measured, Measured> rounds) {
    return Figures.ratios(rounds.left(Measured::rate), rounds.right(Measured::rate));
  }
}
