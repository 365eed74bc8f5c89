package dev.gatehouse.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.testing.Answer;
import dev.gatehouse.testing.Api;
import dev.gatehouse.testing.Authenticator;
import dev.gatehouse.testing.TestDatabase;
import dev.gatehouse.testing.TestServer;
import dev.gatehouse.testing.Together;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// Row 6: whoever guesses is slowed down, and nobody is locked out. Each test has accounts and
/// addresses of its own.
@SuppressWarnings("NullAway.Init") // set before the tests
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GuessingTest {
  private static final String FROM = "X-Forwarded-For";
  private static final String PASSWORD = "Test1234";
  private static final String WRONG = "Wrong1234";
  private static final String DELAYED = "Too many attempts; try again later";

  private final AtomicInteger number = new AtomicInteger();
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
  void five_slips_cost_nothing() {
    String email = registered();
    String me = address();
    for (int i = 0; i < 5; i++) {
      api.login(email, WRONG, FROM, me).expect(401);
    }
    api.login(email, PASSWORD, FROM, me).expect(200);
    for (int i = 0; i < 5; i++) {
      api.login(email, WRONG, FROM, me).expect(401);
    }
    api.login(email, PASSWORD, FROM, me).expect(200);
  }

  @Test
  void a_right_password_during_a_delay_is_answered_like_a_wrong_one() {
    String email = registered();
    String me = address();
    fail(email, me, 6);
    Answer wrong = api.login(email, WRONG, FROM, me).expectProblem(429, DELAYED);
    Answer right = api.login(email, PASSWORD, FROM, me).expectProblem(429, DELAYED);
    assertThat(right.header("Retry-After")).isEqualTo("2").isEqualTo(wrong.header("Retry-After"));
    assertThat(right.body()).isEqualTo(wrong.body());
    server.time().pass(Duration.ofSeconds(2));
    api.login(email, PASSWORD, FROM, me).expect(200);
  }

  @Test
  void each_further_failure_doubles_the_delay_up_to_a_quarter_of_an_hour() {
    String email = registered();
    String me = address();
    fail(email, me, 6);
    int expected = 2;
    for (int i = 0; i < 12; i++) {
      Answer delayed = api.login(email, WRONG, FROM, me).expect(429);
      assertThat(delayed.header("Retry-After")).isEqualTo(Integer.toString(expected));
      server.time().pass(Duration.ofSeconds(expected));
      api.login(email, WRONG, FROM, me).expect(401);
      expected = Math.min(900, expected * 2);
    }
  }

  @Test
  void an_email_without_an_account_is_delayed_like_one_with() {
    String known = registered();
    String unknown = newEmail();
    List<Answer> answers =
        Stream.of(known, unknown)
            .map(email -> {
              String me = address();
              fail(email, me, 6);
              return api.login(email, WRONG, FROM, me);
            })
            .toList();
    assertThat(answers).allSatisfy(answer -> answer.expectProblem(429, DELAYED));
    assertThat(answers.get(0).body()).isEqualTo(answers.get(1).body());
    assertThat(answers.get(0).header("Retry-After"))
        .isEqualTo(answers.get(1).header("Retry-After"));
  }

  @Test
  void fifty_guesses_at_once_are_not_fifty_guesses() {
    String email = registered();
    String me = address();
    List<Integer> statuses = Together.times(50, () -> api.login(email, WRONG, FROM, me).status());
    assertThat(statuses).containsOnly(401, 429);
    assertThat(statuses.stream().filter(status -> status == 401)).hasSizeLessThanOrEqualTo(6);
  }

  @Test
  void fifty_right_passwords_at_once_are_all_let_in() {
    String email = registered();
    String me = address();
    List<Integer> statuses =
        Together.times(50, () -> api.login(email, PASSWORD, FROM, me).status());
    assertThat(statuses).containsOnly(200);
  }

  @Test
  void spelling_the_email_otherwise_gains_nothing() {
    String email = registered();
    String me = address();
    fail(email, me, 6);
    api.login(email.toUpperCase(java.util.Locale.ROOT), WRONG, FROM, me).expect(429);
  }

  @Test
  void every_door_of_every_contract_counts_the_same_attempts() {
    String email = registered();
    String me = address();
    fail(email, me, 3);
    for (int i = 0; i < 3; i++) {
      api.post("/api/auth/login", Map.of("email", email, "password", WRONG), FROM, me).expect(401);
    }
    api.login(email, WRONG, FROM, me).expect(429);
    api.send(
            "POST",
            "/api/auth/login",
            BodyPublishers.ofString("username=" + email + "&password=" + PASSWORD),
            "Content-Type",
            "application/x-www-form-urlencoded",
            FROM,
            me)
        .expect(429);
  }

  @Test
  void the_other_addresses_of_one_ipv6_network_gain_nothing() {
    String email = registered();
    for (int i = 0; i < 6; i++) {
      api.login(email, WRONG, FROM, "2001:db8:7:7::" + i).expect(401);
    }
    api.login(email, PASSWORD, FROM, "2001:db8:7:7:abcd::1").expect(429);
    api.login(email, PASSWORD, FROM, "2001:db8:7:8::1").expect(200);
  }

  @Test
  void a_spoofed_address_gains_nothing() {
    String email = registered();
    String me = address();
    for (int i = 0; i < 6; i++) {
      api.login(email, WRONG, FROM, "203.0.113." + i + ", " + me).expect(401);
    }
    api.login(email, PASSWORD, FROM, "203.0.113.99, " + me).expect(429);
  }

  @Test
  void an_attack_from_everywhere_delays_a_new_device_by_a_minute_at_most() {
    String email = registered();
    for (int i = 0; i < 40; i++) {
      api.login(email, WRONG, FROM, address());
      server.time().pass(Duration.ofSeconds(1));
    }
    Answer delayed = api.login(email, PASSWORD, FROM, address()).expect(429);
    int seconds = Integer.parseInt(delayed.header("Retry-After"));
    assertThat(seconds).isBetween(1, 60);
    server.time().pass(Duration.ofSeconds(seconds));
    api.login(email, PASSWORD, FROM, address()).expect(200);
  }

  @Test
  void the_owner_on_a_known_device_gets_in_during_an_attack() {
    String email = registered();
    String device = device(api.login(email, PASSWORD, FROM, address()).expect(200));
    attack(email);
    String elsewhere = address();
    api.login(email, PASSWORD, FROM, elsewhere).expect(429);
    api.login(email, WRONG, FROM, elsewhere, "Cookie", device).expect(401);
    api.login(email, PASSWORD, FROM, elsewhere, "Cookie", device).expect(200);
  }

  @Test
  void a_success_on_a_known_device_ends_no_delay_of_the_attackers() {
    String email = registered();
    String device = device(api.login(email, PASSWORD, FROM, address()).expect(200));
    attack(email);
    api.login(email, PASSWORD, FROM, address(), "Cookie", device).expect(200);
    api.login(email, WRONG, FROM, address()).expect(429);
  }

  @Test
  void the_lane_of_a_known_device_closes_after_five_failures() {
    String email = registered();
    String device = device(api.login(email, PASSWORD, FROM, address()).expect(200));
    attack(email);
    for (int i = 0; i < 5; i++) {
      api.login(email, WRONG, FROM, address(), "Cookie", device).expect(401);
    }
    api.login(email, PASSWORD, FROM, address(), "Cookie", device).expect(429);
    server.time().pass(Duration.ofMinutes(1));
    String next = device(api.login(email, PASSWORD, FROM, address(), "Cookie", device).expect(200));
    attack(email);
    api.login(email, PASSWORD, FROM, address(), "Cookie", next).expect(200);
  }

  @Test
  void fifty_guesses_at_once_with_a_stolen_cookie_are_not_fifty_guesses() {
    String email = registered();
    String device = device(api.login(email, PASSWORD, FROM, address()).expect(200));
    attack(email);
    String thief = address();
    List<Integer> statuses =
        Together.times(50, () -> api.login(email, WRONG, FROM, thief, "Cookie", device).status());
    assertThat(statuses.stream().filter(status -> status == 401)).hasSizeLessThanOrEqualTo(6);
  }

  @Test
  void a_device_is_known_to_its_account_alone_and_a_forged_cookie_to_nobody() {
    String email = registered();
    String own = device(api.login(email, PASSWORD, FROM, address()).expect(200));
    String stranger = registered();
    String other = device(api.login(stranger, PASSWORD, FROM, address()).expect(200));
    attack(email);
    api.login(email, PASSWORD, FROM, address(), "Cookie", other).expect(429);
    char last = own.charAt(own.length() - 2) == 'A' ? 'B' : 'A';
    String forged = own.substring(0, own.length() - 2) + last + own.substring(own.length() - 1);
    api.login(email, PASSWORD, FROM, address(), "Cookie", forged).expect(429);
    api.login(email, PASSWORD, FROM, address(), "Cookie", own + "A").expect(429);
  }

  @Test
  void a_new_epoch_makes_a_stranger_of_every_device() {
    String email = registered();
    String device = device(api.login(email, PASSWORD, FROM, address()).expect(200));
    server.sql(
        "UPDATE users SET auth_epoch = auth_epoch + 1 WHERE email = :email",
        Map.of("email", email));
    attack(email);
    api.login(email, PASSWORD, FROM, address(), "Cookie", device).expect(429);
  }

  @Test
  void an_address_that_fails_on_ever_other_accounts_is_slowed_down() {
    String me = address();
    int judged = 0;
    for (int i = 0; i < 70; i++) {
      judged += api.login(newEmail(), WRONG, FROM, me).status() == 401 ? 1 : 0;
    }
    assertThat(judged).isBetween(50, 52);
    api.login(registered(), PASSWORD, FROM, me).expect(429);
    api.login(registered(), PASSWORD, FROM, address()).expect(200);
  }

  @Test
  void a_working_sign_in_between_does_not_help_an_address_that_guesses() {
    String me = address();
    String own = registered();
    int judged = 0;
    for (int i = 0; i < 70; i++) {
      api.login(own, PASSWORD, FROM, me);
      judged += api.login(newEmail(), WRONG, FROM, me).status() == 401 ? 1 : 0;
    }
    assertThat(judged).isLessThanOrEqualTo(52);
  }

  @Test
  void the_cookie_of_ones_own_account_helps_nobody_to_guess_at_others() {
    String me = address();
    String own = registered();
    String device = device(api.login(own, PASSWORD, FROM, me).expect(200));
    int judged = 0;
    for (int i = 0; i < 70; i++) {
      if (i % 4 == 0) {
        api.login(own, PASSWORD, FROM, me, "Cookie", device).expect(200);
      }
      judged += api.login(newEmail(), WRONG, FROM, me, "Cookie", device).status() == 401 ? 1 : 0;
    }
    assertThat(judged).isBetween(50, 52);
    api.login(registered(), PASSWORD, FROM, me, "Cookie", device).expect(429);
    Map<String, String> reset = Map.of("token", "x", "new_password", "Another77x");
    api.post("/api/auth/password/reset", reset, FROM, me, "Cookie", device).expect(429);
    Map<String, String> code = Map.of("mfa_token", "x", "method", "totp", "code", "123456");
    api.post("/api/auth/mfa/verify", code, FROM, me, "Cookie", device).expect(429);
    api.login(own, PASSWORD, FROM, me, "Cookie", device).expect(200);
  }

  @Test
  void a_second_factor_is_heard_on_the_accounts_own_device_while_its_address_has_to_wait() {
    String email = registered();
    String[] bearer = {
      "Authorization", "Bearer " + api.login(email, PASSWORD, FROM, address()).text("access_token")
    };
    Answer key = api.post("/api/auth/mfa/totp/enroll", "{}", bearer).expect(200);
    Authenticator app = new Authenticator(server, key.text("secret"));
    String device =
        device(
            api.post("/api/auth/mfa/totp/confirm", Map.of("code", app.code()), bearer).expect(200));
    String other = device(api.login(registered(), PASSWORD, FROM, address()).expect(200));
    String me = address();
    tire(me);
    String code = app.code();
    String token =
        api.login(email, PASSWORD, FROM, me, "Cookie", device).expect(200).text("mfa_token");
    Map<String, String> shown = Map.of("mfa_token", token, "method", "totp", "code", code);
    api.post("/api/auth/mfa/verify", shown, FROM, me, "Cookie", other).expectProblem(429, DELAYED);
    api.post("/api/auth/mfa/verify", shown, FROM, me).expectProblem(429, DELAYED);
    api.post("/api/auth/mfa/verify", shown, FROM, me, "Cookie", device).expect(200);
  }

  @Test
  void a_body_that_makes_no_sense_is_not_counted() {
    String me = address();
    for (int i = 0; i < 60; i++) {
      api.post(Api.V1 + "/login", "{}", FROM, me).expect(422);
    }
    api.login(registered(), PASSWORD, FROM, me).expect(200);
  }

  @Test
  void the_cookie_opens_nothing_and_no_page_can_read_it() {
    Answer in = api.login(registered(), PASSWORD, FROM, address()).expect(200);
    assertThat(in.header("Set-Cookie"))
        .matches("gh_device=[A-Za-z0-9_-]{96}; Path=/; HttpOnly; SameSite=Lax; Max-Age=34560000");
    api.get(Api.V1 + "/me", "Cookie", device(in)).expect(401);
    String value = device(in).substring("gh_device=".length());
    api.me(value).expect(401);
    api.refresh(value, FROM, address()).expect(401);
  }

  private void fail(String email, String from, int times) {
    for (int i = 0; i < times; i++) {
      api.login(email, WRONG, FROM, from).expect(401);
    }
  }

  /// So many failures, from an address each, that everybody has to wait for a minute.
  private void attack(String email) {
    int delay = 0;
    while (delay < 60) {
      Answer answer = api.login(email, WRONG, FROM, address());
      if (answer.status() == 429) {
        delay = Integer.parseInt(answer.header("Retry-After"));
        server.time().pass(Duration.ofSeconds(delay < 60 ? delay : 0));
      }
    }
  }

  /// So many failures that everybody at this address has to wait for half a minute.
  private void tire(String address) {
    int delay = 0;
    while (delay < 30) {
      Answer answer = api.login(newEmail(), WRONG, FROM, address);
      if (answer.status() == 429) {
        delay = Integer.parseInt(answer.header("Retry-After"));
        server.time().pass(Duration.ofSeconds(delay < 30 ? delay : 0));
      }
    }
  }

  private static String device(Answer answer) {
    String cookie = answer.header("Set-Cookie");
    return cookie.substring(0, cookie.indexOf(';'));
  }

  private String registered() {
    String email = newEmail();
    api.register(email, PASSWORD).expect(201);
    return email;
  }

  private String newEmail() {
    return "user" + number.incrementAndGet() + "@example.com";
  }

  private String address() {
    int next = number.incrementAndGet();
    return "198.51." + next / 250 + "." + (next % 250 + 1);
  }
}
