package dev.gatehouse.platform.metrics;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;

/// How often each of a few things happened since the start.
public final class Tally<E extends Enum<E>> {
  private final Map<E, LongAdder> counts;

  public Tally(Class<E> kind) {
    this.counts = new EnumMap<>(kind);
    for (E what : kind.getEnumConstants()) {
      counts.put(what, new LongAdder());
    }
  }

  public void count(E what) {
    adder(what).increment();
  }

  public long of(E what) {
    return adder(what).sum();
  }

  /// Declares one counter for each, told apart by the label `outcome`.
  public void declare(Figures figures, String name, String help) {
    counts.forEach((what, count) ->
        figures.counter(name, help, count::sum, "outcome", what.name().toLowerCase(Locale.ROOT)));
  }

  private LongAdder adder(E what) {
    return Objects.requireNonNull(counts.get(what));
  }
}
