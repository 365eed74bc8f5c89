package dev.gatehouse.platform.ratelimit;

import dev.gatehouse.platform.redis.Redis;
import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.distributed.ExpirationAfterWriteStrategy;
import io.github.bucket4j.distributed.proxy.ProxyManager;
import io.github.bucket4j.redis.lettuce.Bucket4jLettuce;
import io.lettuce.core.api.StatefulRedisConnection;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The buckets that all nodes share, in Redis: one reading and one compare-and-swap a request.
final class SharedBuckets {
  private static final Duration KEPT_LONGER = Duration.ofSeconds(10);

  private final Redis redis;
  private final LimitClock clock;
  private volatile @Nullable ProxyManager<String> proxies;

  SharedBuckets(Redis redis, LimitClock clock) {
    this.redis = redis;
    this.clock = clock;
  }

  /// Takes one request from the bucket `key`; empty when Redis does not answer.
  Optional<ConsumptionProbe> take(String key, BucketConfiguration configuration) {
    return redis.ask(
        open -> proxies(open).getProxy(key, () -> configuration).tryConsumeAndReturnRemaining(1));
  }

  private ProxyManager<String> proxies(StatefulRedisConnection<String, byte[]> open) {
    ProxyManager<String> known = proxies;
    if (known == null) {
      known =
          Bucket4jLettuce.<String>casBasedBuilder(open)
              .clientClock(clock)
              .requestTimeout(Redis.PATIENCE)
              .expirationAfterWrite(
                  ExpirationAfterWriteStrategy.basedOnTimeForRefillingBucketUpToMax(KEPT_LONGER))
              .build();
      proxies = known;
    }
    return known;
  }
}
