package dev.gatehouse.platform.outbox;

import dev.gatehouse.platform.metrics.Figures;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The couriers of a node, begun and ended together.
public final class Couriers implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final List<Courier> couriers = new ArrayList<>();
  private final Duration patience;
  private @Nullable Long end;

  public Couriers() {
    this(PATIENCE);
  }

  /// @param patience how long the end waits for what is under way, in all
  Couriers(Duration patience) {
    this.patience = patience;
  }

  public void add(Courier courier) {
    couriers.add(courier);
  }

  public void start() {
    couriers.forEach(Courier::start);
  }

  public void declare(Figures figures) {
    couriers.forEach(courier -> courier.declare(figures));
  }

  /// Has none of them begin anything more. From here on [#close] waits no longer than its patience.
  public void stop() {
    couriers.forEach(Courier::stop);
    if (end == null) {
      end = System.nanoTime() + patience.toNanos();
    }
  }

  /// Stops them, and waits a while for what all of them have under way.
  @Override
  public void close() {
    stop();
    long until = Objects.requireNonNull(end);
    couriers.forEach(courier -> courier.await(Duration.ofNanos(until - System.nanoTime())));
  }
}
