package dev.gatehouse.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.testing.Answer;
import dev.gatehouse.testing.Api;
import dev.gatehouse.testing.Authenticator;
import dev.gatehouse.testing.CapturedLog;
import dev.gatehouse.testing.Eventually;
import dev.gatehouse.testing.LiveSocket;
import dev.gatehouse.testing.Mails;
import dev.gatehouse.testing.OnEveryDatabase;
import dev.gatehouse.testing.PasskeyUser;
import dev.gatehouse.testing.SoftPasskey;
import dev.gatehouse.testing.TestServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;

/// Row 24: a whole run's log, at its most talkative, holds no password, token, hash or secret; nor
/// do the tables that many may read.
@ResourceLock("logging")
@OnEveryDatabase
class SecretsInSightTest extends MfaJourney {
  private final List<String> secrets = new ArrayList<>();
  private final List<String> sixDigits = new ArrayList<>();

  @Override
  Map<String, String> environment() {
    return Map.of(
        "DB_ECHO",
        "true",
        "JWT_SECRET_KEY",
        "a shared key that no log line may hold",
        "OUTBOUND_ALLOW",
        "127.0.0.1");
  }

  @Test
  void no_line_of_a_whole_run_holds_a_secret() {
    List<String> lines;
    try (CapturedLog log = new CapturedLog()) {
      try (TestServer other = server.anotherNode()) {
        run(other.api());
        runMails();
        runFactors();
        runPasskey();
        runOffice();
      }
      lines = log.lines();
    }
    secrets.add("a shared key that no log line may hold");
    secrets.add(TestServer.SECRET);
    secrets.addAll(hashes());
    assertThat(lines).hasSizeGreaterThan(50);
    assertThat(lines).anyMatch(line -> line.contains("/api/v1/auth/login"));
    List<String> audit = audit();
    for (String secret : secrets) {
      assertThat(lines).as("%s", secret).noneMatch(line -> line.contains(secret));
      assertThat(audit).as("%s", secret).noneMatch(row -> row.contains(secret));
    }
    Pattern aCode = Pattern.compile("\\b(" + String.join("|", sixDigits) + ")\\b");
    assertThat(lines).noneMatch(line -> aCode.matcher(line).find());
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

  /// Links that prove an address, set a password, change the address and undo that: right, wrong,
  /// in the wrong place, and once more.
  private void runMails() {
    String email = newEmail();
    String wanted = newEmail();
    Api.Pair pair = keep(api.newcomer(email));
    spend("/email/verify", mailed(email, "Confirm your email"), Map.of());
    api.post(AUTH + "/password/forgot", Map.of("email", email)).expect(202);
    String reset = mailed(email, "new password");
    Map<String, String> password = Map.of("new_password", "Unheard-0f-it-1");
    call("/password/reset", "", Map.of("token", reset, "new_password", "short")).expect(422);
    spend("/password/reset", reset, password);
    secrets.add("Unheard-0f-it-1");
    api.me(pair.access()).expect(401);
    Api.Pair again = keep(Api.pair(api.login(email, "Unheard-0f-it-1")));
    Map<String, String> move = Map.of("new_email", wanted, "password", "Unheard-0f-it-1");
    call("/me/email", again.access(), move).expect(202);
    String undo = mailed(email, "about to change");
    spend("/email/change/confirm", mailed(wanted, "Confirm your new"), Map.of());
    spend("/email/change/undo", undo, Map.of());
    spend("/password/reset", mailed(email, "was kept"), password);
  }

  private String mailed(String email, String subject) {
    return secret(new Mails(api).await(email, subject).token());
  }

  private void spend(String path, String token, Map<String, String> more) {
    Map<String, String> body = new HashMap<>(more);
    body.put("token", token + "x");
    api.post(AUTH + path, body).expect(401);
    api.get(AUTH + path + "?token=" + token).expect(405);
    body.put("token", token);
    api.bearer("GET", AUTH + "/me", token).expect(401);
    api.post(AUTH + path, body).expect(200);
    api.post(AUTH + path, body).expect(401);
  }

  /// A second factor that is set up, shown, mistyped and replayed; then a forced new password.
  private void runFactors() {
    String email = newEmail();
    Api.Pair pair = keep(api.newcomer(email));
    Answer enrolled = call("/mfa/totp/enroll", pair.access(), "{}").expect(200);
    Authenticator app = new Authenticator(server, secret(enrolled.text("secret")));
    call("/mfa/totp/confirm", pair.access(), Map.of("code", app.wrong())).expect(401);
    sixDigits.add(app.code());
    Answer done = call("/mfa/totp/confirm", pair.access(), Map.of("code", app.code())).expect(200);
    keep(Api.pair(done));
    List<String> codes = codes(done);
    codes.forEach(code -> secrets.addAll(List.of(code, code.replace("-", ""))));
    String half = secret(half(email));
    verify(half, app.code()).expect(401);
    verify(half, "recovery_code", codes.get(1) + "x").expect(401);
    api.me(half).expect(401);
    api.refresh(half).expect(401);
    keep(Api.pair(verify(half, "recovery_code", codes.getFirst())));
    verify(half, "recovery_code", codes.getFirst()).expect(401);
    String id = done.json().at("/user/id").stringValue();
    root.post("/users/" + id + "/password/force-change").expect(200);
    sixDigits.add(app.next());
    Answer forced = verify(secret(half(email)), app.code()).expect(200);
    String change = secret(forced.text("password_token"));
    Map<String, String> body = Map.of("password_token", change, "new_password", "Unheard-0f-2");
    keep(Api.pair(api.post(AUTH + "/me/password", body)));
    secrets.add("Unheard-0f-2");
  }

  private void runPasskey() {
    PasskeyUser owner = new PasskeyUser(api, keep(newcomer()).access());
    SoftPasskey key = PasskeyUser.authenticator();
    PasskeyUser.Flow begun = challenged(owner.begin());
    owner.add(begun, "Key", key).expect(201);
    owner.add(begun, "Key", key).expect(422);
    PasskeyUser.Flow flow = challenged(PasskeyUser.beginLogin(api, null));
    key.count++;
    Map<String, Object> proof = key.get(flow.options());
    keep(Api.pair(PasskeyUser.login(api, flow.id(), proof, null)));
    PasskeyUser.login(api, flow.id(), proof, null).expect(401);
  }

  private PasskeyUser.Flow challenged(PasskeyUser.Flow flow) {
    secrets.add(flow.options().get("challenge").stringValue());
    return flow;
  }

  /// What an administrator gives away, and the cookie of a device.
  private void runOffice() {
    String email = newEmail();
    root.post("/invitations", Map.of("email", email)).expect(201);
    Map<String, String> answer =
        Map.of("token", mailed(email, "invited"), "password", "Unheard-0f-3");
    secrets.add("Unheard-0f-3");
    Answer joined = api.post(AUTH + "/invitations/accept", answer).expect(201);
    keep(new Api.Pair(joined.text("access_token"), joined.text("refresh_token")));
    api.post(AUTH + "/invitations/accept", answer).expect(401);
    String cookie = api.login(email, "Unheard-0f-3").expect(200).header("Set-Cookie");
    assertThat(cookie).startsWith("gh_device=");
    cookie = cookie.substring(0, cookie.indexOf(';'));
    secrets.add(cookie.substring(cookie.indexOf('=') + 1));
    api.login(email, "Wrong1234", "Cookie", cookie).expect(401);
    Map<String, Object> hook = Map.of("url", "http://127.0.0.1:9/", "events", List.of("*"));
    Answer made = root.post("/webhooks", hook).expect(201);
    secrets.add(made.text("secret").substring("whsec_".length()));
    api.login(email, "Wrong1234", "Cookie", cookie).expect(401);
    Eventually.holds(
        "a delivery was tried",
        () ->
            server.number(
                    "SELECT COUNT(*) AS n FROM webhook_deliveries WHERE attempts > 0", Map.of())
                > 0);
    root.delete("/webhooks/" + made.text("id")).expect(204);
  }

  private String secret(String text) {
    secrets.add(text);
    return text;
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
            tx.sql(
                    "SELECT action, target, reason, detail, ip_address, request_id FROM"
                        + " audit_events")
                .list(row ->
                    String.join(
                        " ",
                        row.text("action"),
                        String.valueOf(row.textOrNull("target")),
                        String.valueOf(row.textOrNull("reason")),
                        String.valueOf(row.textOrNull("detail")),
                        String.valueOf(row.textOrNull("ip_address")),
                        String.valueOf(row.textOrNull("request_id")))));
  }
}
