package dev.gatehouse.identity.webhooks;

import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// How much is under way to each webhook on this node: two messages at once, so that one that does
/// not answer holds the places of no other.
final class Receivers {
  private static final int AT_ONCE = 2;

  /// The most that wait for a place; they hold places of the courier's meanwhile.
  private static final int WAITING = 8;

  /// A receiver at which nothing began or ended for this long is not waited for.
  private static final long PATIENCE = TimeUnit.MILLISECONDS.toNanos(250);

  private static final long SOONEST = TimeUnit.SECONDS.toNanos(1);
  private static final long APART = TimeUnit.MILLISECONDS.toNanos(100);
  private static final long LATEST = TimeUnit.MINUTES.toNanos(1);

  private final Map<UUID, Receiver> receivers = new ConcurrentHashMap<>();

  /// Takes a place, which [#leave] gives back; false when there is none for now.
  boolean enter(UUID webhook) {
    return of(webhook).enter();
  }

  void leave(UUID webhook) {
    of(webhook).leave();
  }

  /// When to come again: those that were sent away come one after the other.
  Duration pause(UUID webhook) {
    return of(webhook).pause();
  }

  private Receiver of(UUID webhook) {
    return receivers.computeIfAbsent(webhook, _ -> new Receiver());
  }

  private static final class Receiver {
    private final Semaphore places = new Semaphore(AT_ONCE);
    private volatile long movedAt = System.nanoTime();
    private long next = System.nanoTime();

    boolean enter() {
      boolean entered = places.tryAcquire() || (places.getQueueLength() < WAITING && waited());
      if (entered) {
        movedAt = System.nanoTime();
      }
      return entered;
    }

    void leave() {
      movedAt = System.nanoTime();
      places.release();
    }

    synchronized Duration pause() {
      long now = System.nanoTime();
      long soonest = Math.max(next - now, SOONEST);
      next = now + Math.min(soonest + APART, LATEST);
      return Duration.ofNanos(next - now);
    }

    private boolean waited() {
      try {
        return places.tryAcquire(movedAt + PATIENCE - System.nanoTime(), TimeUnit.NANOSECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return false;
      }
    }
  }
}
