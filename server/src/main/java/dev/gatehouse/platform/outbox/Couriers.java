package dev.gatehouse.platform.outbox;

import dev.gatehouse.platform.metrics.Figures;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// The couriers of a node, begun and ended together.
public final class Couriers implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final List<Courier> couriers = new ArrayList<>();
  private final Duration patience;

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

  /// Has none of them begin anything more, then waits a while for all of them at once.
  @Override
  public void close() {
    couriers.forEach(Courier::stop);
    long end = System.nanoTime() + patience.toNanos();
    couriers.forEach(courier -> courier.await(Duration.ofNanos(end - System.nanoTime())));
  }
}
