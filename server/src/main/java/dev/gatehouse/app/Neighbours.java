package dev.gatehouse.app;

import dev.gatehouse.identity.revocations.Push;
import dev.gatehouse.identity.revocations.RevocationFeed;
import dev.gatehouse.identity.revocations.Revocations;
import dev.gatehouse.platform.http.Router;
import dev.gatehouse.platform.metrics.Figures;
import dev.gatehouse.platform.ratelimit.Limit;
import dev.gatehouse.platform.ratelimit.RateLimiter;
import dev.gatehouse.platform.redis.Redis;
import dev.gatehouse.platform.redis.RedisAddress;
import dev.gatehouse.platform.storage.Database;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What the nodes share beside the database: Redis, where there is one, the limits that they count
/// together, and the push of what is new.
final class Neighbours implements AutoCloseable {
  /// Health is asked for by machines that must not be refused, and static files by browsers, many
  /// at a time.
  private static final Pattern UNLIMITED =
      Pattern.compile(
          "/health(?:/[a-z]+)?|/docs(?:/[A-Za-z0-9_-][A-Za-z0-9._-]*)?|/openapi\\.(?:yaml|json)"
              + "|/assets/[A-Za-z0-9_-][A-Za-z0-9._-]*|/brand/(?:theme\\.css|logo)");

  /// Calls that read or write much at once.
  private static final List<CallLimit> CALLS =
      List.of(
          new CallLimit(
              "users-import", "POST", "/api/admin/users/import", Limit.parse("30/minute")),
          new CallLimit("users-export", "GET", "/api/admin/users/export", Limit.parse("30/minute")),
          new CallLimit("own-export", "GET", "/api/auth/me/export", Limit.parse("10/minute")));

  private final Database database;
  private final List<Limit> requests;
  private final @Nullable Redis redis;
  private final Push push;
  private final List<RateLimiter> limiters = new ArrayList<>();

  Neighbours(Settings settings, Database database) {
    this.database = database;
    this.requests = settings.limits().requests();
    String node = UUID.randomUUID().toString();
    RedisAddress address = settings.limits().redis();
    this.redis = address == null ? null : new Redis(address, node);
    this.push =
        redis == null
            ? new Push.ThroughDatabase(database, node)
            : new Push.ThroughRedis(redis, node);
  }

  /// Counts something against these limits, together with the other nodes where there is Redis.
  ///
  /// @param limits at least one
  RateLimiter limiter(String name, List<Limit> limits) {
    RateLimiter made = new RateLimiter(name, limits, database.clock(), redis);
    limiters.add(made);
    return made;
  }

  /// Puts all calls under the limit, and those that have one of their own under that too.
  void limit(Router router) {
    if (!requests.isEmpty()) {
      router.limitAll(limiter("default", requests), UNLIMITED);
      for (CallLimit call : CALLS) {
        router.limit(call.method, call.path, limiter(call.name, call.limits));
      }
    }
  }

  /// Declares what was refused, and how Redis does.
  void declare(Figures figures) {
    figures.counter(
        "rate_limit_refused",
        "Requests refused because their client had made too many.",
        () -> limiters.stream().mapToLong(RateLimiter::refused).sum());
    Redis shared = redis;
    if (shared != null) {
      figures
          .gauge("redis_up", "1 while Redis answers, otherwise 0.", () -> shared.isUp() ? 1 : 0)
          .counter("redis_losses", "How often Redis was lost.", shared::losses);
    }
  }

  /// Null where there is none.
  @Nullable Redis redis() {
    return redis;
  }

  /// Whether Redis answers; null where there is none.
  @Nullable BooleanSupplier isRedisUp() {
    return redis == null ? null : redis::isUp;
  }

  /// Lets each node hear of the others' news at once.
  void push(Revocations revocations, RevocationFeed feed) {
    push.listen(feed::wake);
    revocations.pushThrough(push);
  }

  @Override
  public void close() {
    push.close();
    if (redis != null) {
      redis.close();
    }
  }

  /// A call with limits of its own, beside the one over all calls.
  private record CallLimit(String name, String method, String path, List<Limit> limits) {}
}
