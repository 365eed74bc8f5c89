package dev.gatehouse.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.gatehouse.platform.storage.DatabaseSettings;
import dev.gatehouse.platform.storage.DatabaseSettings.SqliteFile;
import dev.gatehouse.testing.Api;
import dev.gatehouse.testing.Eventually;
import dev.gatehouse.testing.Load;
import dev.gatehouse.testing.ServerProcess;
import dev.gatehouse.testing.TestDatabase;
import dev.gatehouse.testing.TestServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// What a killed server was telling others arrives all the same, and what it was sealing is whole.
@Order(1)
class CrashedDeliveryTest {
  private static final String PASSWORD = "Test1234";
  private static final String ROOT = "root@example.com";

  private final List<String> told = new CopyOnWriteArrayList<>();
  private final CountDownLatch answering = new CountDownLatch(1);

  @Test
  void a_mail_and_a_message_under_way_at_kill_9_arrive_and_the_chain_verifies() throws Exception {
    DatabaseSettings database = TestDatabase.SQLITE.fresh();
    GreenMail mail = new GreenMail(new ServerSetup(0, "127.0.0.1", "smtp"));
    mail.start();
    HttpServer receiver = receiver();
    try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      try (ServerProcess first = ServerProcess.start(environment(database, silent.getLocalPort()));
          Load load = new Load(first.api(), 8, true)) {
        Api api = first.api();
        api.register(ROOT, PASSWORD).expect(201);
        execute(
            database,
            "INSERT INTO user_roles (user_id, role_id) SELECT u.id, r.id FROM users u, roles r"
                + " WHERE u.email = 'root@example.com' AND r.name = 'admin'");
        hook(api, receiver.getAddress().getPort());
        api.login(ROOT, "Wrong1234").expect(401);
        silent.accept();
        Eventually.holds("a message is under way", () -> !told.isEmpty());
        load.awaitMore(50);
        first.kill();
      }
      String underWay = told.getFirst();
      execute(database, "UPDATE outbox SET due_at = created_at"); // as when the lease is over
      answering.countDown();
      try (ServerProcess second =
          ServerProcess.start(environment(database, mail.getSmtp().getPort()))) {
        Api api = second.api();
        Eventually.holds(
            "the message has come again under its id",
            () -> told.stream().filter(underWay::equals).count() >= 2);
        Eventually.holds("the mail is there", () -> arrived(mail, ROOT));
        JsonNode found = verification(api);
        assertThat(found.get("problem").isNull()).as("%s", found).isTrue();
        assertThat(found.get("end_position").longValue()).isPositive();
      }
    } finally {
      receiver.stop(0);
      mail.stop();
    }
  }

  private static void hook(Api api, int port) {
    Map<String, Object> hook =
        Map.of("url", "http://127.0.0.1:" + port + "/", "events", List.of("session.start"));
    api.post("/api/admin/webhooks", hook, "Authorization", bearer(api)).expect(201);
  }

  private static JsonNode verification(Api api) {
    return api.get("/api/admin/audit-events/verify", "Authorization", bearer(api))
        .expect(200)
        .json();
  }

  private static String bearer(Api api) {
    return "Bearer " + Api.pair(api.login(ROOT, PASSWORD)).access();
  }

  private static boolean arrived(GreenMail mail, String address) {
    return List.of(mail.getReceivedMessages()).stream()
        .anyMatch(message -> {
          try {
            return message.getAllRecipients()[0].toString().equals(address);
          } catch (jakarta.mail.MessagingException e) {
            throw new IllegalStateException(e);
          }
        });
  }

  private static Map<String, String> environment(DatabaseSettings database, int smtp) {
    Map<String, String> environment = TestServer.environment(database);
    environment.put("SMTP_URL", "smtp://127.0.0.1:" + smtp);
    environment.put("MAIL_FROM", "Gatehouse <auth@example.com>");
    environment.put("OUTBOUND_ALLOW", "127.0.0.1");
    return environment;
  }

  private static void execute(DatabaseSettings database, String sql) throws SQLException {
    String file = "jdbc:sqlite:" + ((SqliteFile) database.target()).file();
    try (var connection = DriverManager.getConnection(file);
        var statement = connection.createStatement()) {
      statement.execute("PRAGMA busy_timeout = 10000");
      statement.execute(sql);
    }
  }

  private HttpServer receiver() throws IOException {
    HttpServer receiver =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    receiver.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    receiver.createContext("/", this::answer);
    receiver.start();
    return receiver;
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      told.add(String.valueOf(exchange.getRequestHeaders().getFirst("webhook-id")));
      answering.await();
      exchange.sendResponseHeaders(200, -1);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
