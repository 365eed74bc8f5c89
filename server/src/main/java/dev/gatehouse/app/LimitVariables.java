package dev.gatehouse.app;

import dev.gatehouse.platform.config.Catalogue.Group;
import dev.gatehouse.platform.config.Values;
import dev.gatehouse.platform.config.Variable;
import dev.gatehouse.platform.ratelimit.Limit;
import dev.gatehouse.platform.redis.RedisAddress;
import java.util.List;

/// How much a client may ask for, and what the nodes share beside the database.
final class LimitVariables {
  private static final Variable<List<Limit>> RATE_LIMIT_DEFAULT =
      Variable.of(
          "RATE_LIMIT_DEFAULT",
          "200/minute",
          Limit::parse,
          "Requests for each client address (of IPv6 the /64) over all calls:"
              + " `N/second|minute|hour|day`, several with `;`, or `off`, which lifts the limits of"
              + " single calls too.");
  private static final Variable<List<Limit>> API_KEY_RATE_LIMIT =
      Variable.open(
          "API_KEY_RATE_LIMIT",
          "as `RATE_LIMIT_DEFAULT`",
          Limit::parse,
          "Requests with each API key, from all addresses together; written like"
              + " `RATE_LIMIT_DEFAULT`, beside which it counts.");
  private static final Variable<RedisAddress> REDIS_URL =
      Variable.open(
              "REDIS_URL",
              "unset",
              RedisAddress::parse,
              "Redis, for limits that all nodes count together and for the push of what has ended:"
                  + " `redis://user:password@host:6379/0`, or `rediss://` for TLS.")
          .maskedUrl();

  static final Group GROUP =
      new Group("Limits and Redis", List.of(RATE_LIMIT_DEFAULT, API_KEY_RATE_LIMIT, REDIS_URL));

  private LimitVariables() {}

  static Settings.Limits read(Values values) {
    List<Limit> requests = values.get(RATE_LIMIT_DEFAULT);
    return new Settings.Limits(
        requests,
        values.find(API_KEY_RATE_LIMIT).orElse(requests),
        values.find(REDIS_URL).orElse(null));
  }
}
