package dev.gatehouse.identity.guessing;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// Attempts counted in this node's memory, which is bounded.
///
/// Accounts have a fixed table of places, which nothing can be displaced from: whoever tries ever
/// more addresses or names cannot make the server forget what was tried on one account. Two
/// accounts may share a place; a stranger's failures then delay a sign-in by the account's longest
/// delay at most, and nobody can choose whose. Everything else is kept as long as there is room.
final class LocalTries {
  private static final int PLACES = 1 << 17;
  private static final int KEPT = 100_000;
  private static final long PATIENCE_NANOS = Duration.ofSeconds(5).toNanos();
  private static final Duration KEPT_FOR = Duration.ofDays(8);

  private final ReentrantLock lock = new ReentrantLock();
  private final @Nullable Tries[] accounts = new @Nullable Tries[PLACES];
  private final Map<Lane, Cache<String, Tries>> others = new EnumMap<>(Lane.class);

  LocalTries() {
    for (Lane lane : Lane.values()) {
      others.put(lane, Caffeine.newBuilder().maximumSize(KEPT).expireAfterAccess(KEPT_FOR).build());
    }
  }

  /// Counts an attempt under all of `keys`, unless one of them says to wait. Where it depends on
  /// attempts that are under way, they are waited for.
  Counted count(List<Key> keys, InstantSource clock) {
    lock.lock();
    try {
      long patience = PATIENCE_NANOS;
      while (true) {
        long now = clock.millis();
        long wait = longestWait(keys, now);
        if (wait > 0 || patience <= 0) {
          return Counted.refused(Math.max(wait, 1));
        }
        Tries busy = busy(keys, now);
        if (busy == null) {
          List<Long> until = new ArrayList<>();
          keys.forEach(key -> until.add(of(key).count(key.lane(), now)));
          return new Counted(0, until);
        }
        patience = busy.judged(lock).awaitNanos(patience);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Counted.refused(1);
    } finally {
      lock.unlock();
    }
  }

  /// To be called once for each attempt that was counted, and last of all.
  void judge(List<Key> keys) {
    lock.lock();
    try {
      keys.forEach(key -> of(key).judge());
    } finally {
      lock.unlock();
    }
  }

  void refund(List<Key> keys, List<Long> until) {
    lock.lock();
    try {
      for (int i = 0; i < keys.size(); i++) {
        of(keys.get(i)).refund(keys.get(i).lane(), until.get(i));
      }
    } finally {
      lock.unlock();
    }
  }

  /// Keeps attempts out for so long, as another node has seen reason to.
  void hold(Key key, long until) {
    lock.lock();
    try {
      of(key).hold(until);
    } finally {
      lock.unlock();
    }
  }

  void clear(Key key) {
    lock.lock();
    try {
      of(key).clear();
    } finally {
      lock.unlock();
    }
  }

  private long longestWait(List<Key> keys, long now) {
    return keys.stream().mapToLong(key -> of(key).wait(key.lane(), now)).max().orElse(0);
  }

  private @Nullable Tries busy(List<Key> keys, long now) {
    for (Key key : keys) {
      Tries tries = of(key);
      if (tries.isBusy(key.lane(), now)) {
        return tries;
      }
    }
    return null;
  }

  private Tries of(Key key) {
    if (key.lane() == Lane.ACCOUNT) {
      int place = key.spread() & (PLACES - 1);
      Tries known = accounts[place];
      if (known == null) {
        known = new Tries();
        accounts[place] = known;
      }
      return known;
    }
    Cache<String, Tries> kept = others.get(key.lane());
    if (kept == null) {
      throw new IllegalStateException("a lane has no memory");
    }
    return kept.get(key.hash(), _ -> new Tries());
  }
}
