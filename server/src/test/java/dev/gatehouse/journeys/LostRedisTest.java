package dev.gatehouse.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.platform.redis.Redis;
import dev.gatehouse.testing.Api;
import dev.gatehouse.testing.Eventually;
import dev.gatehouse.testing.LogLines;
import dev.gatehouse.testing.TestDatabase;
import dev.gatehouse.testing.TestRedis;
import dev.gatehouse.testing.TestServer;
import dev.gatehouse.testing.Together;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/// Nodes that count together in Redis, while it is there and when it is not.
@Isolated("a Redis that answers late counts as one that is gone")
class LostRedisTest {
  private static final Duration NOT_HELD = Duration.ofSeconds(2);

  @Test
  void nodes_count_together_however_many_requests_come_at_once() {
    try (TestRedis redis = new TestRedis();
        LogLines log = new LogLines(Redis.class);
        TestServer one = server(redis, "30/minute");
        TestServer other = one.anotherNode()) {
      awaitInUse(log, 2);
      List<Callable<Integer>> calls = new ArrayList<>();
      for (int i = 0; i < 60; i++) {
        Api api = i % 2 == 0 ? one.api() : other.api();
        calls.add(() -> api.get("/").status());
      }
      assertThat(Together.all(calls).stream().filter(status -> status == 200)).hasSize(30);
      one.time().pass(Duration.ofMinutes(1));
      assertThat(one.api().get("/").expect(200).header("RateLimit")).contains("r=29;");
      assertThat(other.api().get("/").expect(200).header("RateLimit")).contains("r=28;");
    }
  }

  @Test
  void when_redis_is_killed_nothing_opens_and_when_it_is_back_it_is_used_again() {
    try (TestRedis redis = new TestRedis();
        LogLines log = new LogLines(Redis.class);
        TestServer server = server(redis, "3/minute")) {
      awaitInUse(log, 1);
      Api api = server.api();
      api.get("/").expect(200);
      api.get("/").expect(200);
      redis.kill();
      assertThat(api.get("/").expect(200).header("RateLimit")).contains("r=0;");
      api.get("/").expect(429);
      redis.restart();
      Eventually.holds("Redis is used again", () -> log.lines().size() == 3);
      assertThat(log.lines().get(1)).startsWith("WARN Redis at 127.0.0.1:").contains("not answer");
      assertThat(log.lines().get(2)).startsWith("INFO Redis at").endsWith("answers again");
      assertThat(api.get("/").expect(200).header("RateLimit")).contains("r=2;");
    }
  }

  @Test
  void a_redis_that_hangs_holds_no_request() {
    try (TestRedis redis = new TestRedis();
        LogLines log = new LogLines(Redis.class);
        TestServer server = server(redis, "1000/minute")) {
      awaitInUse(log, 1);
      redis.freeze();
      long begun = System.nanoTime();
      Together.times(20, () -> server.api().get("/").expect(200).status());
      for (int i = 0; i < 20; i++) {
        server.api().get("/").expect(200);
      }
      assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(NOT_HELD);
      assertThat(log.lines()).hasSize(2);
      redis.thaw();
      Eventually.holds("Redis is used again", () -> log.lines().size() == 3);
    }
  }

  @Test
  void a_server_starts_without_the_redis_that_it_is_told_to_use() {
    try (TestRedis redis = new TestRedis();
        LogLines log = new LogLines(Redis.class)) {
      redis.kill();
      try (TestServer server = server(redis, "2/minute")) {
        server.api().get("/").expect(200);
        server.api().get("/").expect(200);
        server.api().get("/").expect(429);
        Eventually.holds("it is told", () -> log.lines().size() == 1);
        assertThat(log.lines().getFirst()).startsWith("WARN Redis at");
        redis.restart();
        Eventually.holds("Redis is used", () -> log.lines().size() == 2);
      }
    }
  }

  private static TestServer server(TestRedis redis, String limit) {
    return TestServer.start(
        TestDatabase.SQLITE, Map.of("REDIS_URL", redis.url(), "RATE_LIMIT_DEFAULT", limit));
  }

  private static void awaitInUse(LogLines log, int nodes) {
    Eventually.holds("Redis is in use", () -> log.lines().size() == nodes);
  }
}
