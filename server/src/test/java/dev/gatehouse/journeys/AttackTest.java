package dev.gatehouse.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.testing.Answer;
import dev.gatehouse.testing.Api;
import dev.gatehouse.testing.TestDatabase;
import dev.gatehouse.testing.TestServer;
import dev.gatehouse.testing.Together;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// A hundredth of two attacks; `-Dattack.scale=100` plays them whole. What they print is in
/// docs/performance.md.
@SuppressWarnings("NullAway.Init") // set before the tests
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AttackTest {
  private static final int SCALE = Integer.getInteger("attack.scale", 1);
  private static final int ADDRESSES = 100 * SCALE;
  private static final int PAIRS = 1_000 * SCALE;
  private static final int AT_ONCE = 25;
  private static final String FROM = "X-Forwarded-For";
  private static final String PASSWORD = "Test1234";
  private static final String WRONG = "Wrong1234";

  private TestServer server;
  private Api api;

  @BeforeAll
  void start() {
    server = TestServer.start(TestDatabase.SQLITE, Map.of("TRUSTED_PROXIES", "127.0.0.1"));
    api = server.api();
  }

  @AfterAll
  void stop() {
    server.close();
  }

  @Test
  void ten_thousand_addresses_guess_once_a_minute_and_the_owner_gets_in() {
    String email = "owner@example.com";
    api.register(email, PASSWORD).expect(201);
    String cookie = api.login(email, PASSWORD, FROM, "192.0.2.1").header("Set-Cookie");
    String device = cookie.substring(0, cookie.indexOf(';'));
    int minutes = 5;
    int judged = 0;
    for (int minute = 0; minute < minutes; minute++) {
      judged += guesses(email);
      api.login(email, PASSWORD, FROM, "192.0.2.2", "Cookie", device).expect(200);
      server.time().pass(Duration.ofMinutes(1));
    }
    judged += guesses(email);
    Answer delayed = api.login(email, PASSWORD, FROM, "192.0.2.3").expect(429);
    int wait = Integer.parseInt(delayed.header("Retry-After"));
    assertThat(wait).isLessThanOrEqualTo(60);
    server.time().pass(Duration.ofSeconds(wait));
    api.login(email, PASSWORD, FROM, "192.0.2.3").expect(200);
    System.out.printf(
        "attack on one account: %d addresses, %d attempts in %d minutes, %d were looked at;"
            + " the owner waited 0 s on a known device, %d s on a new one after the attack%n",
        ADDRESSES, ADDRESSES * (minutes + 1), minutes, judged, wait);
    assertThat(judged).isBetween(20, 20 + 2 * (minutes + 1));
  }

  @Test
  void leaked_pairs_from_few_addresses_get_no_further_than_their_allowance() {
    for (int addresses : List.of(SCALE, 10 * SCALE, 100 * SCALE)) {
      int judged = pairs(addresses);
      System.out.printf(
          "leaked pairs: %d from %d addresses, %d were looked at%n", PAIRS, addresses, judged);
      assertThat(judged).isLessThanOrEqualTo(Math.min(PAIRS, addresses * 60));
    }
  }

  private int guesses(String email) {
    List<Callable<Integer>> tries = new ArrayList<>();
    for (int i = 0; i < ADDRESSES; i++) {
      String from = "10." + i / 62_500 + "." + i / 250 % 250 + "." + (i % 250 + 1);
      tries.add(() -> api.login(email, WRONG, FROM, from).status());
    }
    return judged(tries);
  }

  private int pairs(int addresses) {
    List<Callable<Integer>> tries = new ArrayList<>();
    for (int i = 0; i < PAIRS; i++) {
      String email = "leaked" + addresses + "-" + i + "@example.com";
      int one = i % addresses;
      String from = "100." + (addresses / SCALE % 99 + 1) + "." + one / 250 + "." + (one % 250 + 1);
      tries.add(() -> api.login(email, WRONG, FROM, from).status());
    }
    return judged(tries);
  }

  private static int judged(List<Callable<Integer>> tries) {
    int judged = 0;
    for (int from = 0; from < tries.size(); from += AT_ONCE) {
      int to = Math.min(from + AT_ONCE, tries.size());
      for (int status : Together.all(tries.subList(from, to))) {
        assertThat(status).isIn(401, 429);
        judged += status == 401 ? 1 : 0;
      }
    }
    return judged;
  }
}
