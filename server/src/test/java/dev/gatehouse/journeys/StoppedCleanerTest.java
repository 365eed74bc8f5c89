package dev.gatehouse.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.identity.accounts.UserId;
import dev.gatehouse.identity.onetime.OneTimeTokens;
import dev.gatehouse.identity.onetime.Purpose;
import dev.gatehouse.platform.crypto.Randomness;
import dev.gatehouse.testing.Api;
import dev.gatehouse.testing.LiveSocket;
import dev.gatehouse.testing.OnSqlite;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// Row 19: the cleaner only tidies. It runs once a minute of the machine's time; here years pass in
/// less, so that nothing was tidied, and all that has expired is refused all the same.
@OnSqlite
class StoppedCleanerTest extends Journey {
  private static final Duration LONG = Duration.ofDays(60);

  @Test
  void whatever_has_expired_is_refused_while_its_row_is_still_there() {
    Api.Pair pair = newcomer();
    String ticket =
        api.bearer("POST", "/api/auth/ws/ticket", pair.access()).expect(200).text("ticket");
    String key =
        api.post(
                "/api/auth/api-keys",
                Map.of(
                    "name",
                    "a key",
                    "scopes",
                    java.util.List.of("account:read"),
                    "expires_at",
                    server
                            .database()
                            .clock()
                            .instant()
                            .plus(Duration.ofDays(1))
                            .toString()
                            .substring(0, 19)
                        + "Z"),
                "Authorization",
                "Bearer " + pair.access())
            .expect(201)
            .text("key");
    String reset = resetToken(UUID.fromString(api.me(pair.access()).text("id")));
    server.time().pass(LONG);
    api.me(pair.access()).expect(401);
    api.refresh(pair.refresh()).expect(401);
    api.bearer("GET", "/api/auth/me", key).expect(401);
    assertThat(LiveSocket.status(server.port(), "/ws?ticket=" + ticket)).isEqualTo(401);
    assertThat(LiveSocket.status(server.port(), "/ws", "Authorization", "Bearer " + pair.access()))
        .isEqualTo(401);
    api.post("/api/auth/password/reset", Map.of("token", reset, "new_password", "securepass123"))
        .expect(401);
    assertThat(kept("socket")).as("the ticket").isEqualTo(1);
    assertThat(kept("password_reset")).isEqualTo(1);
    assertThat(server.number("SELECT COUNT(*) AS n FROM user_sessions WHERE is_active", Map.of()))
        .isEqualTo(1);
  }

  private long kept(String purpose) {
    return server.number(
        "SELECT COUNT(*) AS n FROM one_time_tokens WHERE purpose = :purpose",
        Map.of("purpose", purpose));
  }

  private String resetToken(UUID user) {
    var clock = server.database().clock();
    OneTimeTokens tokens = new OneTimeTokens(new Randomness(clock), clock);
    return server
        .database()
        .write(tx -> tokens.issue(tx, new UserId(user), Purpose.PASSWORD_RESET, 0));
  }
}
