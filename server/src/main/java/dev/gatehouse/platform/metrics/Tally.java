package dev.gatehouse.platform.metrics;

import java.util.EnumMap;
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

  private LongAdder adder(E what) {
    return Objects.requireNonNull(counts.get(what));
  }
}
