package dev.gatehouse.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.testing.Authenticator;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The commands beside a server that runs in another process.
class RunningServerTest extends CliFixture {
  private static final String AUTH = "/api/v1/auth";
  private static final String JWKS = "/.well-known/jwks.json";

  @TempDir private static Path home;
  private static final List<ServeProcess> SERVERS = new ArrayList<>();

  private final String name = "n" + System.nanoTime();

  RunningServerTest() {
    environment.put("DB_PATH", database().toString());
  }

  @BeforeEach
  void start() {
    if (SERVERS.isEmpty()) {
      done("db", "init");
      SERVERS.add(new ServeProcess(home, environment));
    }
  }

  @AfterAll
  static void stop() {
    SERVERS.forEach(ServeProcess::close);
    SERVERS.clear();
  }

  @Override
  Path database() {
    return home.resolve("gatehouse.db");
  }

  private static ServeProcess server() {
    return SERVERS.getFirst();
  }

  @Test
  void an_administrator_signs_in_by_bare_name_at_once() {
    admin(name);
    assertThat(get("/me", signIn(name).text("access_token")).text("email"))
        .isEqualTo(name + "@localhost");
    assertThat(signIn(name + "@localhost").status()).isEqualTo(200);
  }

  @Test
  void nobody_else_gets_an_address_at_localhost() {
    for (String email : new String[] {"root@localhost", "root@LocalHost", "root@\uff4cocalhost"}) {
      ServeProcess.Answer answer = register(email);
      assertThat(answer.status()).as(email).isEqualTo(422);
      assertThat(answer.body()).contains("must not be at localhost");
    }
    assertThat(register(name + "@example.com").status()).isEqualTo(201);
  }

  @Test
  void a_rotated_key_is_published_and_what_the_old_one_signed_goes_on_to_count() throws Exception {
    String token = token();
    done("keys", "rotate");
    String made = made();
    within(Duration.ofSeconds(10), () -> server().get(JWKS).body().contains(made));
    assertThat(server().get(JWKS).json().get("keys").size()).isEqualTo(2);
    assertThat(get("/me", token).status()).isEqualTo(200);
    assertThat(get("/me", signIn(name).text("access_token")).status()).isEqualTo(200);
    done("keys", "list");
    assertThat(out.lines().toList().get(1)).contains(made, "ES256", "next");
    assertThat(out.lines().toList().get(2)).contains("current");
  }

  @Test
  void what_a_compromised_key_signed_is_refused_within_two_seconds() throws Exception {
    String token = token();
    assertThat(get("/me", token).status()).isEqualTo(200);
    done("keys", "rotate", "--compromised");
    String made = made();
    within(Duration.ofSeconds(10), () -> get("/me", token).status() == 401);
    assertThat(server().get(JWKS).json().get("keys").size()).isEqualTo(1);
    assertThat(server().get(JWKS).body()).contains(made);
    assertThat(get("/me", signIn(name).text("access_token")).status()).isEqualTo(200);
    done("keys", "list");
    assertThat(out.lines().toList().get(1)).contains(made, "current");
    assertThat(out.lines().toList().get(2)).contains("retired");
  }

  @Test
  void second_factors_are_taken_and_another_password_is_asked_for_at_once() throws Exception {
    String email = name + "@example.com";
    String access = enrolled(email);
    assertThat(signIn(email).json().has("mfa_required")).isTrue();
    refused("There is no user nobody@example.com.", "users", "reset-mfa", "nobody@example.com");
    done("users", "reset-mfa", email);
    assertThat(out).contains(email).hasLineCount(1);
    within(Duration.ofSeconds(10), () -> get("/me", access).status() == 401);
    String again = signIn(email).text("access_token");
    assertThat(server().get("/api/auth/mfa", again).body()).contains("\"recovery_codes_left\":0");
    within(
        Duration.ofSeconds(20),
        () -> server().get("/dev/mailbox").body().contains("Two-step sign-in was reset"));
    done("users", "force-password-change", email);
    assertThat(out).contains(email).hasLineCount(1);
    within(Duration.ofSeconds(10), () -> get("/me", again).status() == 401);
    within(
        Duration.ofSeconds(20),
        () -> server().get("/dev/mailbox").body().contains("Choose another password"));
    assertThat(signIn(email).json().propertyNames())
        .containsExactlyInAnyOrder("password_change_required", "password_token");
    assertThat(
            number(
                database(),
                "SELECT COUNT(*) FROM audit_events e JOIN users u ON u.id = e.target"
                    + " WHERE e.result = 'done' AND e.actor IS NULL"
                    + " AND e.action IN ('user.mfa.reset', 'user.password.force_change')"
                    + " AND u.email = '"
                    + email
                    + "'"))
        .isEqualTo(2);
  }

  /// Somebody new with a second factor; what opens their session.
  private String enrolled(String email) {
    assertThat(register(email).status()).isEqualTo(201);
    String access = signIn(email).text("access_token");
    String secret = server().post("/api/auth/mfa/totp/enroll", "{}", access).text("secret");
    String code = new Authenticator(Clock.systemUTC(), secret).code();
    return server()
        .post("/api/auth/mfa/totp/confirm", "{\"code\":\"" + code + "\"}", access)
        .text("access_token");
  }

  @Test
  void a_backup_is_consistent_while_people_register() throws Exception {
    AtomicInteger answered = new AtomicInteger();
    try (ExecutorService people = Executors.newFixedThreadPool(4)) {
      List<Future<?>> all = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        int lane = i;
        all.add(people.submit(() -> registerMany(lane, answered)));
      }
      within(Duration.ofSeconds(20), () -> answered.get() > 10);
      int before = answered.get();
      done("db", "backup", "live.db");
      int after = answered.get();
      finish(all);
      long users =
          number(folder.resolve("live.db"), "SELECT COUNT(*) FROM users WHERE email LIKE 'p%-%'");
      assertThat(users).isBetween((long) before, after + 4L);
      assertThat(
              number(
                  folder.resolve("live.db"),
                  "SELECT COUNT(*) FROM user_roles ur JOIN users u ON u.id = ur.user_id WHERE email"
                      + " LIKE 'p%-%'"))
          .isEqualTo(users);
      assertThat(answered).hasValue(100);
    }
  }

  @Test
  void a_restore_is_refused_while_the_server_runs_and_ends_what_was_handed_out_after_it_stopped() {
    admin(name);
    done("db", "backup", "copy.db");
    ServeProcess.Answer signedIn = signIn(name);
    String access = signedIn.text("access_token");
    String refresh = "{\"refresh_token\":\"%s\"}".formatted(signedIn.text("refresh_token"));
    refused(
        "Another program has the database open (%s): stop the server first.".formatted(database()),
        "db",
        "restore",
        "copy.db");
    assertThat(get("/me", access).status()).isEqualTo(200);
    assertThat(register(name + "@example.com").status()).isEqualTo(201);

    stop();
    done("db", "restore", "copy.db");
    start();
    assertThat(get("/me", access).status()).isEqualTo(401);
    assertThat(server().post(AUTH + "/refresh", refresh).status()).isEqualTo(401);
    assertThat(signIn(name + "@example.com").status()).isEqualTo(401);
    assertThat(get("/me", signIn(name).text("access_token")).status()).isEqualTo(200);
  }

  private void registerMany(int lane, AtomicInteger answered) {
    for (int i = 0; i < 25; i++) {
      assertThat(register("p%d-%d@example.com".formatted(lane, i)).status()).isEqualTo(201);
      answered.incrementAndGet();
    }
  }

  private static void finish(List<Future<?>> all) throws InterruptedException, ExecutionException {
    for (Future<?> one : all) {
      one.get();
    }
  }

  private String token() {
    admin(name);
    return signIn(name).text("access_token");
  }

  /// The id of the key that the last command made.
  private String made() {
    return out.replaceAll("(?s)Made the key (\\w+),.*", "$1");
  }

  private ServeProcess.Answer register(String email) {
    return server()
        .post(
            AUTH + "/register",
            "{\"email\":\"%s\",\"password\":\"%s\"}".formatted(email, PASSWORD));
  }

  private ServeProcess.Answer signIn(String email) {
    return server()
        .post(AUTH + "/login", "{\"email\":\"%s\",\"password\":\"%s\"}".formatted(email, PASSWORD));
  }

  private ServeProcess.Answer get(String path, String token) {
    return server().get(AUTH + path, token);
  }

  private static void within(Duration limit, Callable<Boolean> happens) throws Exception {
    long deadline = System.nanoTime() + limit.toNanos();
    while (!happens.call()) {
      assertThat(System.nanoTime()).as("it has not happened within " + limit).isLessThan(deadline);
      Thread.sleep(50);
    }
  }
}
