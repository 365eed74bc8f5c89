package dev.gatehouse.identity.guessing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.identity.accounts.Account;
import dev.gatehouse.identity.accounts.EmailAddress;
import dev.gatehouse.identity.accounts.UserId;
import dev.gatehouse.identity.audit.Client;
import dev.gatehouse.platform.crypto.Randomness;
import dev.gatehouse.platform.crypto.Secret;
import dev.gatehouse.platform.redis.Redis;
import dev.gatehouse.platform.redis.RedisAddress;
import dev.gatehouse.testing.Eventually;
import dev.gatehouse.testing.TestRedis;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.parallel.Isolated;

/// Two nodes that count together, and what each of them still knows when Redis goes.
@SuppressWarnings("NullAway.Init") // set before the tests
@Isolated("a Redis that answers late counts as one that is gone")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SharedGuardTest {
  private static final int TRIES = 5;
  private static final byte[] KEY = new byte[32];

  @SuppressWarnings("TimeInStaticInitializer") // near the time of Redis, and the same for all tests
  private static final Clock CLOCK = Clock.fixed(Instant.now(), ZoneOffset.UTC);

  private static final Devices DEVICES = new Devices(KEY, new Randomness(CLOCK), false);

  private final AtomicInteger number = new AtomicInteger();
  private TestRedis server;
  private Redis redis;

  @BeforeAll
  void start() {
    server = new TestRedis();
    redis = new Redis(RedisAddress.parse(server.url()), "one");
  }

  @AfterAll
  void stop() {
    redis.close();
    server.close();
  }

  @Test
  void a_device_that_one_node_closed_is_closed_on_the_other_even_without_redis() {
    whileThere(other -> {
      Nodes nodes = new Nodes(other);
      Account account = account();
      Client client = clientOn(account);
      for (int i = 0; i <= Lane.DEVICE.free(); i++) {
        nodes.one.onDevice(account, client).orElseThrow().close();
      }
      assertThat(nodes.other.onDevice(account, client)).isEmpty();
      other.close();
      assertThat(nodes.other.onDevice(account, client)).isEmpty();
    });
  }

  @Test
  void what_one_node_kept_out_is_no_failure_on_the_other() {
    whileThere(other -> {
      Nodes nodes = new Nodes(other);
      EmailAddress email = email(account());
      Client client = client();
      for (int i = 0; i <= Lane.PAIR.free(); i++) {
        nodes.one.on(email, client).close();
      }
      for (int i = 0; i <= Lane.PAIR.free(); i++) {
        assertThatThrownBy(() -> nodes.other.on(email, client)).isInstanceOf(TooManyAttempts.class);
      }
      other.close();
      assertThatCode(() -> nodes.other.on(email, client).close()).doesNotThrowAnyException();
    });
  }

  @Test
  void what_was_right_on_one_node_is_forgotten_on_all() {
    whileThere(other -> {
      Nodes nodes = new Nodes(other);
      EmailAddress email = email(account());
      Client client = client();
      for (int i = 0; i < Lane.PAIR.free(); i++) {
        nodes.one.on(email, client).close();
      }
      try (Attempt attempt = nodes.other.on(email, client)) {
        attempt.succeeded();
      }
      for (int i = 0; i < Lane.PAIR.free(); i++) {
        nodes.other.on(email, client).close();
      }
      assertThatCode(() -> nodes.other.on(email, client).close()).doesNotThrowAnyException();
    });
  }

  @Test
  void what_came_to_no_judgement_counts_on_no_node() {
    whileThere(other -> {
      Nodes nodes = new Nodes(other);
      EmailAddress email = email(account());
      Client client = client();
      for (int i = 0; i < 3 * Lane.PAIR.free(); i++) {
        try (Attempt attempt = nodes.one.on(email, client)) {
          attempt.refund();
        }
      }
      assertThatCode(() -> nodes.other.on(email, client).close()).doesNotThrowAnyException();
    });
  }

  /// A machine that is busy may lose Redis in between, and what was counted then does not matter.
  private void whileThere(Consumer<Redis> rule) {
    for (int left = TRIES; ; left--) {
      try (Redis other = new Redis(RedisAddress.parse(server.url()), "other")) {
        Eventually.holds("Redis is there", () -> redis.isUp() && other.isUp());
        long losses = redis.losses() + other.losses();
        try {
          rule.accept(other);
          return;
        } catch (RuntimeException | AssertionError e) {
          if (left == 0 || redis.losses() + other.losses() == losses) {
            throw e;
          }
        }
      }
    }
  }

  private Account account() {
    String email = "person" + number.incrementAndGet() + "@example.com";
    return new Account(
        new UserId(UUID.randomUUID()),
        email,
        null,
        true,
        true,
        false,
        0,
        null,
        CLOCK.instant(),
        null);
  }

  private static EmailAddress email(Account account) {
    return ((EmailAddress.Parsed.Valid) EmailAddress.parse(account.email())).address();
  }

  private Client client() {
    return new Client("198.51.100." + number.incrementAndGet(), "Test", "request");
  }

  private Client clientOn(Account account) {
    String cookie = DEVICES.cookie(account).reveal();
    Secret value = new Secret(cookie.substring(cookie.indexOf('=') + 1, cookie.indexOf(';')));
    return new Client("198.51.100." + number.incrementAndGet(), "Test", "request", value);
  }

  private final class Nodes {
    final Guard one = new Guard(KEY, DEVICES, CLOCK, redis);
    final Guard other;

    Nodes(Redis others) {
      this.other = new Guard(KEY, DEVICES, CLOCK, others);
    }
  }
}
