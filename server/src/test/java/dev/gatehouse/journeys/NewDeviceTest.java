package dev.gatehouse.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.testing.Answer;
import dev.gatehouse.testing.Eventually;
import dev.gatehouse.testing.OnSqlite;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// A sign-in on a device that was never seen before is told to its user, and no other.
@OnSqlite
class NewDeviceTest extends Journey {
  private static final String SUBJECT = "A new sign-in";

  @Override
  Map<String, String> environment() {
    return Map.of("TRUSTED_PROXIES", "127.0.0.1");
  }

  @Test
  void a_sign_in_on_a_new_device_is_mailed_and_no_other() {
    String email = newEmail();
    api.register(email, PASSWORD).expect(201);
    signIn(email, "Firefox", "198.51.100.7", "");
    String cookie = cookie(signIn(email, "Firefox", "198.51.100.99", ""));
    signIn(email, "Chrome", "203.0.113.9", cookie);
    assertThat(told(email)).as("the first, the same browser and network, the same cookie").isZero();
    signIn(email, "Opera", "203.0.113.9", "");
    Eventually.holds("a mail comes", () -> told(email) == 1);
    signIn(email, "Opera", "203.0.113.77", "");
    String stranger = newEmail();
    api.register(stranger, PASSWORD).expect(201);
    String theirs = cookie(signIn(stranger, "Safari", "203.0.113.9", ""));
    signIn(email, "Safari", "203.0.113.9", theirs);
    Eventually.holds("another mail comes", () -> told(email) == 2);
    assertThat(told(stranger)).isZero();
  }

  @Test
  void a_wrong_password_on_a_new_device_is_not_mailed() {
    String email = newEmail();
    api.register(email, PASSWORD).expect(201);
    signIn(email, "Firefox", "198.51.100.7", "");
    api.login(email, "Wrong1234", "User-Agent", "Opera", "X-Forwarded-For", "203.0.113.9")
        .expect(401);
    signIn(email, "Chrome", "203.0.113.9", "");
    Eventually.holds("the second is told", () -> told(email) > 0);
    assertThat(told(email)).isEqualTo(1);
  }

  private Answer signIn(String email, String agent, String from, String cookie) {
    return api.login(
            email, PASSWORD, "User-Agent", agent, "X-Forwarded-For", from, "Cookie", cookie)
        .expect(200);
  }

  private static String cookie(Answer answer) {
    String cookie = answer.header("Set-Cookie");
    return cookie.substring(0, cookie.indexOf(';'));
  }

  private long told(String email) {
    return api.get("/dev/mailbox")
        .expect(200)
        .json()
        .valueStream()
        .filter(mail -> mail.toString().contains(email) && mail.toString().contains(SUBJECT))
        .count();
  }
}
