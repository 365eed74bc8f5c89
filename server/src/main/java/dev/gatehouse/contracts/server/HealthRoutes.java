package dev.gatehouse.contracts.server;

import dev.gatehouse.identity.revocations.RevocationFeed;
import dev.gatehouse.identity.tokens.SigningKeys;
import dev.gatehouse.platform.http.Request;
import dev.gatehouse.platform.http.Response;
import dev.gatehouse.platform.http.Router;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// `/health`, `/health/ready`, `/health/live` and the root.
///
/// The database is asked once a second by the revocation feed, however often somebody asks for the
/// health: these routes only tell how that went, and can't be used to load it.
public final class HealthRoutes {
  /// Two readings missed, and the database is gone.
  private static final Duration HEARD_FROM = Duration.ofMillis(2500);

  private final RevocationFeed feed;
  private final SigningKeys keys;
  private final @Nullable BooleanSupplier redis;

  /// @param redis whether Redis answers; null where there is none
  public HealthRoutes(RevocationFeed feed, SigningKeys keys, @Nullable BooleanSupplier redis) {
    this.feed = feed;
    this.keys = keys;
    this.redis = redis;
  }

  public void mount(Router router) {
    router.get("/health", this::health);
    router.get("/health/ready", this::ready);
    router.get("/health/live", _ -> uncached(200, new Health("healthy")));
  }

  private Response health(Request request) {
    return feed.heardWithin(HEARD_FROM)
        ? uncached(200, new Health("healthy"))
        : unhealthy(new Unhealthy("unhealthy", "The database does not answer"));
  }

  private Response ready(Request request) {
    Map<String, String> parts = new LinkedHashMap<>();
    boolean database = feed.heardWithin(HEARD_FROM);
    boolean signs = keys.canSign();
    parts.put("database", word(database));
    parts.put("signing_keys", word(signs));
    if (redis != null) {
      // Told, but no reason to turn requests away: limits are counted here meanwhile.
      parts.put("redis", word(redis.getAsBoolean()));
    }
    Readiness readiness = new Readiness(word(database && signs), parts);
    return database && signs ? uncached(200, readiness) : unhealthy(readiness);
  }

  private static String word(boolean healthy) {
    return healthy ? "healthy" : "unhealthy";
  }

  /// The database is asked again within a second.
  private static Response unhealthy(Object body) {
    return uncached(503, body).with("Retry-After", "1");
  }

  private static Response uncached(int status, Object body) {
    return Response.json(status, body).secret();
  }

  record Health(String status) {}

  record Unhealthy(String status, String detail) {}

  record Readiness(String status, Map<String, String> parts) {}
}
