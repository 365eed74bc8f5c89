package dev.gatehouse.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import dev.gatehouse.app.Logs;
import dev.gatehouse.app.Settings;
import dev.gatehouse.testing.Api;
import dev.gatehouse.testing.LiveSocket;
import dev.gatehouse.testing.OnEveryDatabase;
import dev.gatehouse.testing.TestServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.slf4j.LoggerFactory;

/// Row 24: a whole run's log, at its most talkative, holds no password, token, hash or secret; nor
/// do the tables that many may read.
@ResourceLock("logging")
@OnEveryDatabase
class SecretsInSightTest extends Journey {
  private final List<String> secrets = new ArrayList<>();

  @Override
  Map<String, String> environment() {
    return Map.of("DB_ECHO", "true", "JWT_SECRET_KEY", "a shared key that no log line may hold");
  }

  @Test
  void no_line_of_a_whole_run_holds_a_secret() {
    Logs.apply(new Settings.Logging(Settings.LogFormat.TEXT, Settings.LogLevel.TRACE));
    Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    Captured captured = new Captured();
    captured.start();
    root.detachAndStopAllAppenders();
    root.addAppender(captured);
    try (TestServer other = server.anotherNode()) {
      run(other.api());
    } finally {
      Logs.apply(new Settings.Logging(Settings.LogFormat.TEXT, Settings.LogLevel.WARN));
    }
    secrets.add("a shared key that no log line may hold");
    secrets.add(TestServer.SECRET);
    secrets.addAll(hashes());
    assertThat(captured.lines).hasSizeGreaterThan(50);
    assertThat(captured.lines).anyMatch(line -> line.contains("/api/v1/auth/login"));
    for (String secret : secrets) {
      assertThat(captured.lines).as("%s", secret).noneMatch(line -> line.contains(secret));
      assertThat(audit()).noneMatch(row -> row.contains(secret));
    }
  }

  private void run(Api other) {
    String email = newEmail();
    String password = "Unheard-0f-" + System.nanoTime();
    secrets.add(password);
    api.register(email, password).expect(201);
    api.register(email, password).expect(400);
    api.login(email, password + "x").expect(401);
    api.login(password, password).expect(422);
    api.post(Api.V1 + "/login", "{\"password\":\"" + password + "\",,").expect(422);
    api.post(Api.V1 + "/login?password=" + password, "{}").expect(422);
    Api.Pair pair = keep(Api.pair(api.login(email, password)));
    useKey(pair, other);
    Api.Pair next = keep(Api.pair(api.refresh(pair.refresh())));
    other.me(next.access()).expect(200);
    runLater(next);
    api.get(Api.V1 + "/me?access_token=" + next.access()).expect(401);
    api.get(Api.V1 + "/me", "Authorization", "Basic " + next.access()).expect(401);
    api.get("/nowhere", "Cookie", "session=" + next.refresh()).expect(404);
    keep(Api.pair(api.refresh(pair.refresh())));
    server.time().pass(Duration.ofSeconds(11));
    api.refresh(pair.refresh(), "User-Agent", "Thief").expect(401);
    api.me(next.access()).expect(401);
    api.logout(next.access()).expect(200);
  }

  private void useKey(Api.Pair owner, Api other) {
    Map<String, Object> wish = Map.of("name", "Seen", "scopes", List.of("account:read"));
    String[] bearer = {"Authorization", "Bearer " + owner.access()};
    String key = api.post("/api/auth/api-keys", wish, bearer).expect(201).text("key");
    secrets.add(key.substring("gtk_".length() + 8));
    other.me(key).expect(200);
    other.bearer("GET", "/api/auth/sessions", key).expect(403);
    api.get(Api.V1 + "/me?api_key=" + key).expect(401);
    api.me(key + "x").expect(401);
  }

  /// What has secrets of its own: tickets, keys, second factors, the cookie of a device.
  private void runLater(Api.Pair pair) {
    String ticket =
        api.bearer("POST", "/api/auth/ws/ticket", pair.access()).expect(200).text("ticket");
    assertThat(LiveSocket.status(server.port(), "/ws?ticket=" + ticket)).isEqualTo(101);
    assertThat(LiveSocket.status(server.port(), "/ws?ticket=" + ticket)).isEqualTo(401);
    secrets.add(ticket);
    String[] bearer = {"Authorization", "Bearer " + pair.access()};
    Map<String, Object> wanted = Map.of("name", "a key", "scopes", List.of("account:read"));
    String key = api.post("/api/auth/api-keys", wanted, bearer).expect(201).text("key");
    api.bearer("GET", "/api/auth/me", key).expect(200);
    api.bearer("GET", "/ws", key).expect(426);
    assertThat(LiveSocket.status(server.port(), "/ws", "Authorization", "Bearer " + key))
        .isEqualTo(403);
    secrets.add(key);
    secrets.add(api.post("/api/auth/mfa/totp/enroll", "{}", bearer).expect(200).text("secret"));
  }

  private Api.Pair keep(Api.Pair pair) {
    secrets.add(pair.access().substring(pair.access().lastIndexOf('.') + 1));
    secrets.add(pair.refresh());
    return pair;
  }

  private List<String> hashes() {
    return server
        .database()
        .read(tx ->
            tx.sql("SELECT hashed_password FROM users WHERE hashed_password IS NOT NULL")
                .list(row -> row.text("hashed_password")));
  }

  private List<String> audit() {
    return server
        .database()
        .read(tx ->
            tx.sql("SELECT action, target, reason, ip_address, request_id FROM audit_events")
                .list(row ->
                    String.join(
                        " ",
                        row.text("action"),
                        String.valueOf(row.textOrNull("target")),
                        String.valueOf(row.textOrNull("reason")),
                        String.valueOf(row.textOrNull("ip_address")),
                        String.valueOf(row.textOrNull("request_id")))));
  }

  private static final class Captured extends AppenderBase<ILoggingEvent> {
    private final Queue<String> lines = new ConcurrentLinkedQueue<>();

    @Override
    protected void append(ILoggingEvent event) {
      lines.add(event.getFormattedMessage());
      if (event.getThrowableProxy() != null) {
        lines.add(ThrowableProxyUtil.asString(event.getThrowableProxy()));
      }
    }
  }
}
