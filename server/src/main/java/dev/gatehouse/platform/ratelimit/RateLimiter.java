package dev.gatehouse.platform.ratelimit;

import dev.gatehouse.platform.redis.Redis;
import io.github.bucket4j.ConsumptionProbe;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Holds each client to the limits of one policy.
public final class RateLimiter {
  private static final long SECOND = 1_000_000_000L;

  private final List<Rule> rules = new ArrayList<>();
  private final String policy;
  private final LongAdder refused = new LongAdder();

  /// @param name what clients are told that the policy is called
  /// @param limits at least one
  /// @param clock the time on which all nodes agree
  /// @param redis where the nodes count together; null to count in memory
  public RateLimiter(String name, List<Limit> limits, InstantSource clock, @Nullable Redis redis) {
    LimitClock time = new LimitClock(clock);
    SharedBuckets shared = redis == null ? null : new SharedBuckets(redis, time);
    // Shortest first: what a longer one refuses then costs only what comes back soon.
    for (Limit limit : limits.stream().sorted(Comparator.comparing(Limit::window)).toList()) {
      String label = limits.size() == 1 ? name : name + "-" + limit.window().toSeconds();
      rules.add(new Rule(label, limit, new Counter(name, limit, time, shared)));
    }
    this.policy = rules.stream().map(Rule::described).collect(Collectors.joining(", "));
  }

  /// The value of `RateLimit-Policy` (draft-ietf-httpapi-ratelimit-headers).
  public String policy() {
    return policy;
  }

  /// How many requests were not let in.
  public long refused() {
    return refused.sum();
  }

  /// Counts one request of the client at `address`.
  public Decision admit(String address) {
    String client = Clients.key(address);
    if (rules.size() == 1) {
      Rule only = rules.getFirst();
      return decide(only.counter.take(client), only);
    }
    Decision tightest = null;
    long least = Long.MAX_VALUE;
    for (Rule rule : rules) {
      ConsumptionProbe probe = rule.counter.take(client);
      if (!probe.isConsumed()) {
        return decide(probe, rule);
      }
      if (tightest == null || probe.getRemainingTokens() < least) {
        least = probe.getRemainingTokens();
        tightest = decide(probe, rule);
      }
    }
    return Objects.requireNonNull(tightest);
  }

  private Decision decide(ConsumptionProbe probe, Rule rule) {
    long wait =
        probe.isConsumed() ? probe.getNanosToWaitForReset() : probe.getNanosToWaitForRefill();
    long seconds = Math.max(1, (wait + SECOND - 1) / SECOND);
    if (!probe.isConsumed()) {
      refused.increment();
    }
    String standing = "\"" + rule.label + "\";r=" + probe.getRemainingTokens() + ";t=" + seconds;
    return new Decision(probe.isConsumed(), standing, seconds);
  }

  private record Rule(String label, Limit limit, Counter counter) {
    String described() {
      return "\"%s\";q=%d;w=%d".formatted(label, limit.requests(), limit.window().toSeconds());
    }
  }
}
