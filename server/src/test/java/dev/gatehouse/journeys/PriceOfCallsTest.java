package dev.gatehouse.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import dev.gatehouse.app.Administrators;
import dev.gatehouse.app.Server;
import dev.gatehouse.app.Settings;
import dev.gatehouse.app.Store;
import dev.gatehouse.platform.crypto.Secret;
import dev.gatehouse.platform.redis.Redis;
import dev.gatehouse.platform.storage.CountedDatabase;
import dev.gatehouse.platform.storage.DatabaseSettings;
import dev.gatehouse.platform.storage.Sql;
import dev.gatehouse.testing.Answer;
import dev.gatehouse.testing.Api;
import dev.gatehouse.testing.Eventually;
import dev.gatehouse.testing.Jwt;
import dev.gatehouse.testing.LogLines;
import dev.gatehouse.testing.Mails;
import dev.gatehouse.testing.OpenApi;
import dev.gatehouse.testing.RedisCalls;
import dev.gatehouse.testing.TestDatabase;
import dev.gatehouse.testing.TestRedis;
import dev.gatehouse.testing.TestServer;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

/// What each call costs the database and Redis, and that docs/operations.md says so.
@ResourceLock("logging")
@Order(1)
class PriceOfCallsTest {
  private static final Path PAGE = Path.of("../docs/operations.md");
  private static final String BEGIN =
      "<!-- Measured: mvn -pl server test -Dtest=PriceOfCallsTest -Ddocs=write -->\n";
  private static final String END = "<!-- End of what is measured -->\n";

  /// Those whose price grows with what they tell or take in, and the end of an account.
  private static final Set<String> UNPRICED =
      Set.of(
          "GET /ws",
          "DELETE /api/auth/me",
          "GET /api/auth/me/events",
          "GET /api/auth/me/export",
          "GET /api/auth/me/permissions",
          "POST /api/admin/webhooks/{id}/deliveries/{delivery}/redeliver",
          "POST /api/admin/users/import",
          "GET /api/admin/users/export",
          "GET /api/admin/audit-events/export",
          "GET /api/admin/audit-events/verify");

  private static final int TRIES = 10;
  private static final String PASSWORD = "Test1234";
  private static final String AUTH = "/api/auth";
  private static final String ADMIN = "admin@example.com";

  private final AtomicInteger number = new AtomicInteger();
  private final Statements statements = new Statements();
  private final Map<String, Price> prices = new LinkedHashMap<>();
  private String documented = "";

  @TempDir Path folder;

  @Test
  void every_call_costs_what_the_docs_say_and_me_costs_no_statement() throws IOException {
    DatabaseSettings database = TestDatabase.POSTGRESQL.ready();
    documented = Files.readString(PAGE);
    try (TestRedis redis = new TestRedis()) {
      try (Node node = new Node(database, redis, "jwt")) {
        new Administrators(node.settings)
            .create(Administrators.address(ADMIN), new Secret(PASSWORD), false);
        measureV1(node);
        measureJwt(node);
        measureAdmin(node);
        measureOthers(node);
        new AccountPrices(this, node).measure();
        measureOffice(node);
      }
      try (Node node = new Node(database, redis, "session")) {
        measureSession(node);
      }
    } finally {
      statements.close();
    }
    assertThat(prices.get("GET /api/v1/auth/me")).asString().startsWith("0 | 0");
    assertThat(prices.get("GET /api/auth/me")).asString().startsWith("0 | 0");
    assertThat(prices.get("GET /api/auth/me, API key")).asString().startsWith("0 | 0");
    assertThat(prices.get("GET /api/auth/me, session mode")).asString().startsWith("0 | 0");
    assertThat(prices.keySet()).containsAll(described());
    if ("write".equals(System.getProperty("docs"))) {
      Files.writeString(PAGE, page());
      documented = Files.readString(PAGE);
    }
    prices.forEach((call, price) ->
        assertThat(price.isWithin(documented(call).onABusyMachine()))
            .as(
                "%s costs %s; more than is documented is written down with -Ddocs=write",
                call, price)
            .isTrue());
  }

  private void measureV1(Node node) {
    Api api = node.api;
    price(
        node,
        "POST /api/v1/auth/register",
        () -> {
          String email = email();
          return () -> api.register(email, PASSWORD).expect(201);
        });
    price(
        node,
        "POST /api/v1/auth/login",
        () -> {
          String email = registered(api);
          return () -> api.login(email, PASSWORD).expect(200);
        });
    price(
        node,
        "GET /api/v1/auth/me",
        () -> {
          Api.Pair pair = known(api);
          return () -> api.me(pair.access()).expect(200);
        });
    price(
        node,
        "POST /api/v1/auth/refresh",
        () -> {
          Api.Pair pair = known(api);
          return () -> api.refresh(pair.refresh()).expect(200);
        });
    price(
        node,
        "POST /api/v1/auth/logout",
        () -> {
          Api.Pair pair = known(api);
          return () -> api.logout(pair.access()).expect(200);
        });
    price(node, "GET /api/v1/auth/csrf", () -> () -> api.get(Api.V1 + "/csrf").expect(200));
  }

  private void measureJwt(Node node) {
    Api api = node.api;
    measureAuth(node, "");
    price(
        node,
        "GET /api/auth/verify",
        () -> {
          Api.Pair pair = known(api);
          return () -> api.get(AUTH + "/verify", bearer(pair.access())).expect(200);
        });
    price(
        node,
        "GET /api/auth/sessions",
        () -> {
          Api.Pair pair = known(api);
          return () -> api.get(AUTH + "/sessions", bearer(pair.access())).expect(200);
        });
    price(
        node,
        "DELETE /api/auth/sessions/{id}",
        () -> {
          Api.Pair pair = known(api);
          String id =
              api.get(AUTH + "/sessions", bearer(pair.access()))
                  .json()
                  .get("sessions")
                  .get(0)
                  .get("id")
                  .stringValue();
          return () -> send(api, "DELETE", AUTH + "/sessions/" + id, pair.access()).expect(200);
        });
    price(
        node,
        "POST /api/auth/logout-all",
        () -> {
          Api.Pair pair = known(api);
          return () -> send(api, "POST", AUTH + "/logout-all", pair.access()).expect(200);
        });
    price(
        node,
        "POST /api/auth/cleanup",
        () -> {
          Api.Pair pair = Api.pair(api.login(ADMIN, PASSWORD));
          api.me(pair.access()).expect(200);
          return () -> send(api, "POST", AUTH + "/cleanup", pair.access()).expect(200);
        });
    price(
        node,
        "GET /api/auth/api-keys",
        () -> {
          Api.Pair pair = known(api);
          return () -> api.get(AUTH + "/api-keys", bearer(pair.access())).expect(200);
        });
    price(
        node,
        "GET /api/auth/me, API key",
        () -> {
          Api.Pair pair = known(api);
          Map<String, Object> wish = Map.of("name", "Reader", "scopes", List.of("account:read"));
          String key =
              api.post(AUTH + "/api-keys", wish, bearer(pair.access())).expect(201).text("key");
          api.get(AUTH + "/me", bearer(key)).expect(200);
          return () -> api.get(AUTH + "/me", bearer(key)).expect(200);
        });
    price(
        node,
        "PATCH /api/auth/me",
        () -> {
          Api.Pair pair = known(api);
          return () ->
              api.send(
                      "PATCH",
                      AUTH + "/me",
                      BodyPublishers.ofString("{\"name\": \"Ada\"}"),
                      "Authorization",
                      "Bearer " + pair.access(),
                      "Content-Type",
                      "application/json")
                  .expect(200);
        });
    price(node, "GET /api/auth/config", () -> () -> api.get(AUTH + "/config").expect(200));
    price(node, "GET /api/auth/csrf", () -> () -> api.get(AUTH + "/csrf").expect(200));
  }

  private void measureAdmin(Node node) {
    Api api = node.api;
    String admin = Api.pair(api.login(ADMIN, PASSWORD)).access();
    api.me(admin).expect(200);
    Supplier<String> user = () -> userId(api);
    administer(node, admin, "GET", "/users", () -> "");
    administer(node, admin, "GET", "/users/{id}", user);
    administer(node, admin, "PATCH", "/users/{id}", user, () -> Map.of("name", "Ada"));
    administer(node, admin, "PUT", "/users/{id}/roles/{role}", user);
    administer(node, admin, "DELETE", "/users/{id}/roles/{role}", user);
    administer(node, admin, "GET", "/users/{id}/sessions", user);
    administer(node, admin, "GET", "/users/{id}/api-keys", user);
    administer(node, admin, "POST", "/users/{id}/sessions/end", user, Map::of);
    administer(node, admin, "DELETE", "/users/{id}", user);
    price(
        node,
        "POST /api/admin/users",
        () -> {
          Map<String, String> body = Map.of("email", email(), "password", PASSWORD);
          return () -> api.post("/api/admin/users", body, bearer(admin)).expect(201);
        });
    administer(node, admin, "POST", "/roles", () -> "", () -> Map.of("name", name("clerk")));
    administer(node, admin, "GET", "/roles/{name}", () -> "user");
    administer(
        node,
        admin,
        "PATCH",
        "/roles/{name}",
        () -> role(api, admin),
        () -> Map.of("description", "Files"));
    administer(node, admin, "DELETE", "/roles/{name}", () -> role(api, admin));
    administer(
        node, admin, "POST", "/permissions", () -> "", () -> Map.of("name", name("files:read")));
    administer(node, admin, "DELETE", "/permissions/{name}", () -> permission(api, admin));
    administer(node, admin, "DELETE", "/sessions/{id}", () -> sessionId(api));
    administer(node, admin, "POST", "/sessions/cleanup", () -> "", Map::of);
    administer(node, admin, "POST", "/signing-keys/rotate", () -> "", Map::of);
    for (String path :
        Set.of(
            "/sessions",
            "/sessions/count",
            "/roles",
            "/permissions",
            "/audit-events",
            "/signing-keys",
            "/stats",
            "/stats/series")) {
      administer(node, admin, "GET", path, () -> "");
    }
    administer(node, admin, "GET", "/why/{id}", user);
  }

  /// What an administrator does now and then. Nobody is told of anything: that would be paid for by
  /// whatever happens from here on.
  private void measureOffice(Node node) {
    Api api = node.api;
    String admin = Api.pair(api.login(ADMIN, PASSWORD)).access();
    api.me(admin).expect(200);
    Supplier<String> user = () -> userId(api);
    Supplier<Map<String, String>> guest = () -> Map.of("email", email());
    administer(node, admin, "POST", "/users/{id}/mfa/reset", user, Map::of);
    administer(node, admin, "POST", "/users/{id}/password/force-change", user, Map::of);
    administer(node, admin, "GET", "/invitations", () -> "");
    administer(node, admin, "POST", "/invitations", () -> "", guest);
    administer(
        node,
        admin,
        "DELETE",
        "/invitations/{id}",
        () -> made(api, admin, "/api/admin/invitations", guest.get()));
    price(
        node,
        "POST /api/auth/invitations/accept",
        () -> {
          String email = email();
          made(api, admin, "/api/admin/invitations", Map.of("email", email));
          String token = new Mails(api).await(email, "invited").token();
          Map<String, String> body = Map.of("token", token, "password", PASSWORD);
          return () -> api.post(AUTH + "/invitations/accept", body);
        });
    Map<String, Object> key = Map.of("name", "Reader", "scopes", List.of("account:read"));
    Supplier<String> ofSomebody = () -> made(api, known(api).access(), AUTH + "/api-keys", key);
    administer(node, admin, "DELETE", "/api-keys/{id}", ofSomebody);
    Map<String, Object> hook =
        Map.of("url", "https://example.com/", "events", List.of("nothing.at_all"));
    Supplier<String> hooked = () -> made(api, admin, "/api/admin/webhooks", hook);
    administer(node, admin, "GET", "/webhooks", () -> "");
    administer(node, admin, "POST", "/webhooks", () -> "", () -> hook);
    administer(node, admin, "GET", "/webhooks/{id}", hooked);
    administer(node, admin, "PATCH", "/webhooks/{id}", hooked, () -> Map.of("active", false));
    administer(node, admin, "GET", "/webhooks/{id}/deliveries", hooked);
    String one = hooked.get();
    administer(node, admin, "POST", "/webhooks/{id}/secret/rotate", () -> one, Map::of);
    administer(node, admin, "POST", "/webhooks/{id}/test", () -> one, Map::of);
    administer(node, admin, "DELETE", "/webhooks/{id}", hooked);
    node.database.write(tx -> tx.sql("DELETE FROM webhooks").update());
  }

  private static String made(Api api, String token, String path, Map<String, ?> body) {
    return api.post(path, body, bearer(token)).expect(201).text("id");
  }

  private void administer(
      Node node, String token, String method, String path, Supplier<String> id) {
    administer(node, token, method, path, id, null);
  }

  private void administer(
      Node node,
      String token,
      String method,
      String path,
      Supplier<String> id,
      @Nullable Supplier<? extends Map<String, ?>> body) {
    price(
        node,
        method + " /api/admin" + path,
        () -> {
          String full =
              "/api/admin"
                  + path.replaceFirst("\\{(id|name)}", id.get()).replace("{role}", "auditor");
          var content =
              body == null
                  ? BodyPublishers.noBody()
                  : BodyPublishers.ofString(new JsonMapper().writeValueAsString(body.get()));
          return () ->
              body == null
                  ? node.api.send(method, full, content, bearer(token))
                  : node.api.send(
                      method,
                      full,
                      content,
                      "Authorization",
                      "Bearer " + token,
                      "Content-Type",
                      "application/json");
        });
  }

  private String name(String start) {
    return start + number.incrementAndGet();
  }

  private String role(Api api, String admin) {
    String name = name("clerk");
    api.post("/api/admin/roles", Map.of("name", name), bearer(admin)).expect(201);
    return name;
  }

  private String permission(Api api, String admin) {
    String name = name("files:read");
    api.post("/api/admin/permissions", Map.of("name", name), bearer(admin)).expect(201);
    return name;
  }

  private String userId(Api api) {
    return Jwt.of(known(api).access()).claims().get("sub").stringValue();
  }

  private String sessionId(Api api) {
    return Jwt.of(known(api).access()).claims().get("sid").stringValue();
  }

  private void measureOthers(Node node) {
    Api api = node.api;
    for (String path :
        Set.of("/", "/health", "/health/ready", "/health/live", "/.well-known/jwks.json")) {
      price(node, "GET " + path, () -> () -> api.get(path).expect(200));
    }
  }

  private void measureSession(Node node) {
    measureAuth(node, ", session mode");
  }

  /// The calls that there are in both modes.
  private void measureAuth(Node node, String mode) {
    Api api = node.api;
    price(
        node,
        "POST /api/auth/register" + mode,
        () -> {
          String email = email();
          return () -> register(api, email);
        });
    price(
        node,
        "POST /api/auth/login" + mode,
        () -> {
          String email = registered(api);
          return () -> login(api, email);
        });
    price(
        node,
        "GET /api/auth/me" + mode,
        () -> {
          String token = token(login(api, registered(api)), "access_token");
          send(api, "GET", AUTH + "/me", token).expect(200);
          return () -> send(api, "GET", AUTH + "/me", token).expect(200);
        });
    price(
        node,
        "POST /api/auth/refresh" + mode,
        () -> {
          Answer in = login(api, registered(api));
          String token = token(in, "refresh_token");
          send(api, "GET", AUTH + "/me", token(in, "access_token")).expect(200);
          return () ->
              mode.isEmpty()
                  ? api.post(AUTH + "/refresh", Map.of("refresh_token", token)).expect(200)
                  : send(api, "POST", AUTH + "/refresh", token).expect(200);
        });
    price(
        node,
        "POST /api/auth/logout" + mode,
        () -> {
          String token = token(login(api, registered(api)), "access_token");
          send(api, "GET", AUTH + "/me", token).expect(200);
          return () -> send(api, "POST", AUTH + "/logout", token).expect(200);
        });
  }

  /// Prepares a call and counts what it alone costs: the least of a few times, as the node may just
  /// have read its own news and forgotten the caller's account, and what nobody waits for may come
  /// late.
  void price(Node node, String call, Supplier<Supplier<Answer>> prepared) {
    Price least = measure(node, call, prepared.get());
    for (int i = 1; i < TRIES && !least.isWithin(documented(call)); i++) {
      Price again = measure(node, call, prepared.get());
      least = least.orLess(again);
    }
    prices.put(call, least);
  }

  private Price measure(Node node, String call, Supplier<Answer> request) {
    node.redisCalls.take();
    node.database.takeWrites();
    statements.take();
    assertThat(request.get().status()).as(call).isLessThan(300);
    int asked = statements.take();
    return new Price(asked, node.database.takeWrites(), node.redisCalls.take());
  }

  private Price documented(String call) {
    Matcher row =
        Pattern.compile("\\| " + Pattern.quote(call) + " \\| (\\d+) \\| (\\d+) \\| (\\d+) \\|")
            .matcher(documented);
    return row.find()
        ? new Price(
            Integer.parseInt(row.group(1)),
            Integer.parseInt(row.group(2)),
            Integer.parseInt(row.group(3)))
        : new Price(-1, -1, -1);
  }

  private record Price(int statements, int transactions, int redisCalls) {
    /// Where the node is slow to read its own news, it has always just forgotten the caller's
    /// account, and reads it once more. What asks for nothing never does.
    Price onABusyMachine() {
      return new Price(statements == 0 ? 0 : statements + 1, transactions, redisCalls);
    }

    boolean isWithin(Price other) {
      return statements <= other.statements
          && transactions <= other.transactions
          && redisCalls <= other.redisCalls;
    }

    /// What of two countings of one call is its own: anything else only adds.
    Price orLess(Price other) {
      return new Price(
          Math.min(statements, other.statements),
          Math.min(transactions, other.transactions),
          Math.min(redisCalls, other.redisCalls));
    }

    @Override
    public String toString() {
      return statements + " | " + transactions + " | " + redisCalls;
    }
  }

  private String page() throws IOException {
    String page = Files.readString(PAGE);
    String rows =
        prices.entrySet().stream()
            .map(row -> "| " + row.getKey() + " | " + row.getValue() + " |\n")
            .sorted()
            .collect(Collectors.joining());
    return page.substring(0, page.indexOf(BEGIN) + BEGIN.length())
        + "\n| call | statements | transactions | Redis calls |\n| --- | --- | --- | --- |\n"
        + rows
        + "\n"
        + page.substring(page.indexOf(END));
  }

  private static Set<String> described() {
    return OpenApi.ofTheServer().calls().stream()
        .filter(call -> call.contains(" /api/") && !UNPRICED.contains(call))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  String email() {
    return "price" + number.incrementAndGet() + "@example.com";
  }

  private String registered(Api api) {
    String email = email();
    api.register(email, PASSWORD).expect(201);
    return email;
  }

  /// Somebody whom the node has seen lately, as it has most.
  Api.Pair known(Api api) {
    Api.Pair pair = Api.pair(api.login(registered(api), PASSWORD));
    api.me(pair.access()).expect(200);
    return pair;
  }

  private static Answer register(Api api, String email) {
    return api.post(AUTH + "/register", Map.of("email", email, "password", PASSWORD, "name", "Ada"))
        .expect(201);
  }

  private static Answer login(Api api, String email) {
    return api.post(AUTH + "/login", Map.of("email", email, "password", PASSWORD)).expect(200);
  }

  /// In session mode there is one token for everything.
  private static String token(Answer in, String member) {
    return in.json().has("data")
        ? in.json().get("data").get("token").stringValue()
        : in.text(member);
  }

  private static String[] bearer(String token) {
    return new String[] {"Authorization", "Bearer " + token};
  }

  private static Answer send(Api api, String method, String path, String token) {
    return api.send(method, path, BodyPublishers.noBody(), bearer(token));
  }

  /// A node whose database, and whose Redis, are counted.
  final class Node implements AutoCloseable {
    private final Settings settings;
    private final CountedDatabase database;
    private final RedisCalls redisCalls;
    private final Server server;
    private final Api api;

    Node(DatabaseSettings on, TestRedis redis, String mode) throws IOException {
      Map<String, String> environment = new LinkedHashMap<>(TestServer.environment(on));
      environment.put("AUTH_MODE", mode);
      environment.put("REDIS_URL", redis.url());
      environment.put("RATE_LIMIT_DEFAULT", "100000/minute");
      environment.put("DB_ECHO", "true");
      settings = Settings.load(folder, environment, Map.of());
      database =
          new CountedDatabase(Store.openForServing(settings), PriceOfCallsTest::servesRequests);
      try (LogLines log = new LogLines(Redis.class, ":" + redis.port())) {
        server = Server.start(settings, database);
        Eventually.holds("Redis is in use", () -> !log.lines().isEmpty());
      }
      redisCalls = new RedisCalls(redis);
      api = new Api(server.port());
    }

    Api api() {
      return api;
    }

    @Override
    public void close() throws IOException {
      redisCalls.close();
      server.close();
    }
  }

  private static boolean servesRequests(Thread thread) {
    return thread.getName().startsWith("JettyServerThreadPool");
  }

  /// Counts the statements that are echoed by the threads that serve requests.
  private static final class Statements extends AppenderBase<ILoggingEvent> {
    private final Logger logger = (Logger) LoggerFactory.getLogger(Sql.class);
    private final AtomicInteger count = new AtomicInteger();

    Statements() {
      logger.setLevel(Level.INFO);
      logger.setAdditive(false);
      start();
      logger.addAppender(this);
    }

    int take() {
      return count.getAndSet(0);
    }

    void close() {
      logger.detachAppender(this);
      logger.setAdditive(true);
      logger.setLevel(null);
    }

    @Override
    protected void append(ILoggingEvent event) {
      if (servesRequests(Thread.currentThread())) {
        count.incrementAndGet();
      } else if (System.getProperty("show") != null) {
        System.out.println(Thread.currentThread().getName() + ": " + event.getFormattedMessage());
      }
    }
  }
}
