package dev.gatehouse.platform.ratelimit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.ConsumptionProbe;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// Counts every client against one limit.
///
/// Each request is counted here even while Redis decides, so that nothing opens when Redis goes.
/// Requests of one client take turns at Redis: their compare-and-swaps would only be in each
/// other's way. A client that Redis refused is refused here until its window ends, without asking.
final class Counter {
  private static final int CLIENTS = 100_000;
  private static final Duration LONGEST_TURN = Duration.ofMillis(100);
  private static final long STEP_BACK_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final String prefix;
  private final LimitClock clock;
  private final BucketConfiguration configuration;
  private final @Nullable SharedBuckets shared;
  private final Cache<String, Client> clients;
  private volatile long lastSeen;

  Counter(String policy, Limit limit, LimitClock clock, @Nullable SharedBuckets shared) {
    this.prefix = "gatehouse:limit:" + policy + ":" + limit.window().toSeconds() + ":";
    this.clock = clock;
    this.configuration = limit.bucket();
    this.shared = shared;
    this.lastSeen = clock.currentTimeNanos();
    this.clients =
        Caffeine.newBuilder()
            .maximumSize(CLIENTS)
            .expireAfterAccess(limit.window().plus(limit.window()))
            .build();
  }

  ConsumptionProbe take(String key) {
    long now = now();
    Client client = clients.get(key, _ -> new Client(bucket()));
    ConsumptionProbe here = client.bucket.tryConsumeAndReturnRemaining(1);
    return shared == null ? here : ask(shared, key, client, now).orElse(here);
  }

  private Optional<ConsumptionProbe> ask(
      SharedBuckets everyone, String key, Client client, long now) {
    try {
      if (!client.turn.tryLock(LONGEST_TURN.toMillis(), TimeUnit.MILLISECONDS)) {
        return Optional.empty();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
    try {
      long left = client.refusedUntil - now;
      if (left > 0 && left <= client.refusedFor) {
        return Optional.of(ConsumptionProbe.rejected(0, left, left));
      }
      Optional<ConsumptionProbe> answer = everyone.take(prefix + key, configuration);
      answer.filter(probe -> !probe.isConsumed()).ifPresent(probe -> client.refuse(now, probe));
      return answer;
    } finally {
      client.turn.unlock();
    }
  }

  private Bucket bucket() {
    return Bucket.builder()
        .addLimit(configuration.getBandwidths()[0])
        .withCustomTimePrecision(clock)
        .build();
  }

  /// A clock that was set back would keep buckets from filling until it has caught up: they are
  /// made anew.
  private long now() {
    long now = clock.currentTimeNanos();
    if (now < lastSeen - STEP_BACK_NANOS) {
      clients.invalidateAll();
    }
    lastSeen = now;
    return now;
  }

  /// What is known of one client.
  private static final class Client {
    private final Bucket bucket;
    private final ReentrantLock turn = new ReentrantLock();
    private long refusedUntil;
    private long refusedFor;

    Client(Bucket bucket) {
      this.bucket = bucket;
    }

    /// Called by whoever has the turn.
    void refuse(long now, ConsumptionProbe probe) {
      refusedFor = probe.getNanosToWaitForRefill();
      refusedUntil = now + refusedFor;
    }
  }
}
