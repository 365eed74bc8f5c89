package dev.gatehouse.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.platform.redis.Redis;
import dev.gatehouse.testing.Answer;
import dev.gatehouse.testing.Eventually;
import dev.gatehouse.testing.LogLines;
import dev.gatehouse.testing.TestDatabase;
import dev.gatehouse.testing.TestRedis;
import dev.gatehouse.testing.TestServer;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/// Row 6 on several nodes: they count together in Redis, and each for itself when it goes.
@Isolated("a Redis that answers late counts as one that is gone")
class SharedGuessingTest {
  private static final String PASSWORD = "Test1234";
  private static final String WRONG = "Wrong1234";
  private static final String EMAIL = "person@example.com";

  @Test
  void what_fails_on_one_node_counts_on_all_and_nothing_opens_when_redis_goes() throws Exception {
    try (TestRedis redis = new TestRedis();
        LogLines log = new LogLines(Redis.class);
        TestServer one =
            TestServer.start(TestDatabase.POSTGRESQL, Map.of("REDIS_URL", redis.url()));
        TestServer other = one.anotherNode()) {
      one.api().register(EMAIL, PASSWORD).expect(201);
      Eventually.holds("Redis is in use", () -> log.lines().size() == 2);
      for (int i = 0; i < 6; i++) {
        one.api().login(EMAIL, WRONG).expect(401);
      }
      Answer delayed = other.api().login(EMAIL, PASSWORD).expect(429);
      assertThat(delayed.header("Retry-After")).matches("1|2");
      one.time().pass(Duration.ofSeconds(2));
      other.api().login(EMAIL, PASSWORD).expect(200);
      for (int i = 0; i < 6; i++) {
        other.api().login(EMAIL, WRONG).expect(401);
      }
      redis.kill();
      other.api().login(EMAIL, PASSWORD).expect(429);
      assertThat(log.lines()).noneMatch(line -> line.contains("script"));
    }
  }
}
