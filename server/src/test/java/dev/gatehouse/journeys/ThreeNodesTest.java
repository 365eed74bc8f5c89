package dev.gatehouse.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.app.KeyOperations;
import dev.gatehouse.app.Settings;
import dev.gatehouse.platform.redis.Redis;
import dev.gatehouse.platform.storage.DatabaseSettings;
import dev.gatehouse.testing.Api;
import dev.gatehouse.testing.Eventually;
import dev.gatehouse.testing.Jwt;
import dev.gatehouse.testing.LogLines;
import dev.gatehouse.testing.TestDatabase;
import dev.gatehouse.testing.TestRedis;
import dev.gatehouse.testing.TestServer;
import dev.gatehouse.testing.Together;
import dev.gatehouse.testing.Traffic;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;

/// Three nodes on one PostgreSQL: what ends on one is over on the others, and their keys change
/// under traffic.
@ResourceLock("logging")
@Order(1)
class ThreeNodesTest {
  private static final Duration BOUND = Duration.ofSeconds(2);
  private static final int LOGOUTS = 100;
  private static final AtomicInteger NUMBER = new AtomicInteger();

  @TempDir Path folder;

  @Test
  void pushed_by_the_database_a_logout_is_known_on_the_other_nodes_within_the_bound() {
    try (Trio nodes = new Trio(TestDatabase.POSTGRESQL.ready(), Map.of())) {
      nodes.requirePromptLogouts("LISTEN/NOTIFY", 1);
    }
  }

  @Test
  void pushed_by_redis_a_logout_is_known_within_the_bound_and_so_it_is_when_redis_is_gone() {
    try (TestRedis redis = new TestRedis();
        LogLines log = new LogLines(Redis.class, ":" + redis.port());
        Trio nodes = new Trio(TestDatabase.POSTGRESQL.ready(), Map.of("REDIS_URL", redis.url()))) {
      Eventually.holds("Redis is in use", () -> using(log) == 3);
      nodes.requirePromptLogouts("Redis", 1);
      redis.kill();
      nodes.requirePromptLogouts("polling, Redis gone", LOGOUTS);
      redis.restart();
      Eventually.holds("Redis is used again", () -> using(log) == 3);
      nodes.requirePromptLogouts("Redis, back again", 1);
    }
  }

  @Test
  void signing_keys_are_rotated_without_a_single_401() {
    DatabaseSettings database = TestDatabase.POSTGRESQL.ready();
    try (Trio nodes = new Trio(database, Map.of())) {
      Settings settings = Settings.load(folder, TestServer.environment(database), Map.of());
      try (Traffic traffic = new Traffic(nodes.apis(), 4)) {
        String before = keyOf(traffic.lastToken());
        String next = new KeyOperations(settings).rotate(false).id();
        Eventually.holds(
            "every node publishes the next key",
            () ->
                nodes.apis().stream()
                    .allMatch(node -> node.get("/.well-known/jwks.json").body().contains(next)));
        traffic.awaitMore(30);
        nodes.first().time().pass(Duration.ofMinutes(11));
        Eventually.holds("the next key signs", () -> keyOf(traffic.lastToken()).equals(next));
        traffic.awaitMore(60);
        assertThat(before).isNotEqualTo(next);
        assertThat(traffic.failures()).isEmpty();
      }
    }
  }

  @Test
  void a_node_whose_clock_is_behind_starts_beside_the_one_that_has_just_made_the_first_key() {
    try (TestServer first = TestServer.on(TestDatabase.POSTGRESQL.ready(), Map.of());
        TestServer behind = first.anotherNode(Duration.ofSeconds(-20))) {
      Api.Pair pair = behind.api().newcomer("behind" + NUMBER.incrementAndGet() + "@example.com");
      first.api().bearer("GET", "/api/auth/me", pair.access()).expect(200);
    }
  }

  /// How many nodes use Redis: on a busy machine one may lose it and find it again meanwhile.
  private static long using(LogLines log) {
    return log.lines().stream().mapToInt(line -> line.contains("does not answer") ? -1 : 1).sum();
  }

  private static String keyOf(String token) {
    return Jwt.of(token).headerJson().get("kid").stringValue();
  }

  /// Three nodes whose time passes together.
  private static final class Trio implements AutoCloseable {
    private final List<TestServer> all = new ArrayList<>();

    Trio(DatabaseSettings database, Map<String, String> environment) {
      all.add(TestServer.on(database, environment));
      all.add(all.getFirst().anotherNode());
      all.add(all.getFirst().anotherNode());
    }

    List<Api> apis() {
      return all.stream().map(TestServer::api).toList();
    }

    TestServer first() {
      return all.getFirst();
    }

    /// Logs out on one node and asks the two others until both refuse; prints how long that took,
    /// and holds most of it against the bound.
    ///
    /// @param atOnce how many do so at the same time
    void requirePromptLogouts(String how, int atOnce) {
      Random random = new Random(1);
      List<Long> nanos = new ArrayList<>();
      for (int done = 0; done < LOGOUTS; done += atOnce) {
        List<Callable<Long>> round = new ArrayList<>();
        for (int i = 0; i < atOnce; i++) {
          Api.Pair pair =
              first().api().newcomer("node" + NUMBER.incrementAndGet() + "@example.com");
          Api out = all.get((done + i) % 3).api();
          Api other = all.get((done + i + 1) % 3).api();
          Api third = all.get((done + i + 2) % 3).api();
          other.me(pair.access()).expect(200);
          third.me(pair.access()).expect(200);
          int wait = atOnce == 1 ? 0 : random.nextInt(1_000);
          round.add(() -> {
            Thread.sleep(wait);
            out.logout(pair.access()).expect(200);
            out.me(pair.access()).expect(401);
            long begun = System.nanoTime();
            awaitRefusal(other, pair);
            awaitRefusal(third, pair);
            return System.nanoTime() - begun;
          });
        }
        nanos.addAll(Together.all(round));
      }
      List<Long> sorted = nanos.stream().sorted().toList();
      System.out.printf(
          "A logout is known on two other nodes (%s): median %.1f ms, p99 %.1f ms, most %.1f ms%n",
          how,
          sorted.get(LOGOUTS / 2) / 1e6,
          sorted.get(LOGOUTS - 2) / 1e6,
          sorted.getLast() / 1e6);
      assertThat(Duration.ofNanos(sorted.get(LOGOUTS * 8 / 10))).isLessThan(BOUND);
      assertThat(Duration.ofNanos(sorted.getLast())).isLessThan(NodesTest.ON_A_BUSY_MACHINE);
    }

    private static void awaitRefusal(Api node, Api.Pair pair) throws InterruptedException {
      long deadline = System.nanoTime() + BOUND.multipliedBy(10).toNanos();
      while (node.me(pair.access()).status() == 200) {
        assertThat(System.nanoTime()).as("somebody heard of it").isLessThan(deadline);
        Thread.sleep(1);
      }
    }

    @Override
    public void close() {
      all.forEach(TestServer::close);
    }
  }
}
