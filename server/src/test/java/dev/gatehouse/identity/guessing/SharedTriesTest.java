package dev.gatehouse.identity.guessing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.platform.redis.Redis;
import dev.gatehouse.platform.redis.RedisAddress;
import dev.gatehouse.testing.Eventually;
import dev.gatehouse.testing.TestRedis;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.parallel.Isolated;

/// What nodes count together in Redis adds up as it does on a node alone.
@SuppressWarnings("NullAway.Init") // set before the tests
@Isolated("a Redis that answers late counts as one that is gone")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SharedTriesTest {
  private static final long NOW = 1_800_000_000_000L;
  private static final int STEPS = 150;
  private static final int TRIES = 5;

  private final Random random = new Random(6);
  private TestRedis server;
  private Redis redis;
  private SharedTries shared;

  @BeforeAll
  void start() {
    server = new TestRedis();
    redis = new Redis(RedisAddress.parse(server.url()), "test");
    shared = new SharedTries(redis);
  }

  @AfterAll
  void stop() {
    redis.close();
    server.close();
  }

  @Test
  void together_it_adds_up_to_what_it_does_alone() {
    for (Lane lane : Lane.values()) {
      unlessLost(() -> attempts(lane));
    }
  }

  @Test
  void an_attempt_that_one_of_its_keys_keeps_out_counts_for_none() {
    unlessLost(() -> {
      Key account = key(Lane.ACCOUNT);
      Key pair = key(Lane.PAIR);
      for (int i = 0; i <= Lane.PAIR.free(); i++) {
        assertThat(shared.count(List.of(pair), NOW)).get().matches(Counted::isLetIn);
      }
      for (int i = 0; i < 2 * Lane.ACCOUNT.free(); i++) {
        assertThat(shared.count(List.of(account, pair), NOW))
            .hasValue(Counted.refused(Lane.PAIR.firstMillis()));
      }
      assertThat(shared.count(List.of(account), NOW)).hasValue(new Counted(0, List.of(0L)));
    });
  }

  @Test
  void every_lane_counts_for_itself() {
    unlessLost(() -> {
      Key any = key(Lane.KEY);
      for (Lane lane : Lane.values()) {
        Key key = new Key(lane, any.hash());
        for (int i = 0; i <= lane.free(); i++) {
          assertThat(shared.count(List.of(key), NOW)).get().matches(Counted::isLetIn);
        }
        assertThat(shared.count(List.of(key), NOW)).hasValue(Counted.refused(lane.firstMillis()));
      }
    });
  }

  /// Attempts, some of them taken back, as time goes on; now and then one succeeds.
  private void attempts(Lane lane) {
    Key key = key(lane);
    Tries alone = new Tries();
    long now = NOW;
    for (int i = 0; i < STEPS; i++) {
      now += random.nextLong(lane.firstMillis());
      long wait = alone.wait(lane, now);
      if (wait > 0 && random.nextBoolean()) {
        now += wait;
        wait = 0;
      }
      Counted expected =
          wait > 0 ? Counted.refused(wait) : new Counted(0, List.of(alone.count(lane, now)));
      assertThat(shared.count(List.of(key), now)).hasValue(expected);
      if (wait == 0 && random.nextInt(4) == 0) {
        alone.refund(lane, expected.until().getFirst());
        shared.refund(List.of(key), expected.until());
      } else if (i % 50 == 49) {
        alone.clear();
        shared.clear(key);
      }
    }
  }

  /// A machine that is busy may lose Redis in between, and what was counted then does not matter.
  private void unlessLost(Runnable attempts) {
    for (int left = TRIES; ; left--) {
      Eventually.holds("Redis is there", redis::isUp);
      long losses = redis.losses();
      try {
        attempts.run();
        return;
      } catch (AssertionError e) {
        if (left == 0 || redis.losses() == losses) {
          throw e;
        }
      }
    }
  }

  private Key key(Lane lane) {
    byte[] hash = new byte[16];
    random.nextBytes(hash);
    return new Key(lane, Base64.getUrlEncoder().withoutPadding().encodeToString(hash));
  }
}
