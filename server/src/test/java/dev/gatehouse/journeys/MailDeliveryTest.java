package dev.gatehouse.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import dev.gatehouse.platform.storage.DatabaseSettings;
import dev.gatehouse.testing.Api;
import dev.gatehouse.testing.Eventually;
import dev.gatehouse.testing.TestDatabase;
import dev.gatehouse.testing.TestServer;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.slf4j.LoggerFactory;

/// Mails reach a real mail server, whatever happens to it, and to the one who sends.
class MailDeliveryTest {
  private static final String FORGOT = "/api/auth/password/forgot";

  @Test
  void what_is_mailed_while_the_mail_server_is_down_arrives_once_when_it_is_back()
      throws MessagingException {
    GreenMail mail = new GreenMail(new ServerSetup(0, "127.0.0.1", "smtp"));
    mail.start();
    int port = mail.getSmtp().getPort();
    try (TestServer server = TestServer.start(TestDatabase.SQLITE, smtp(port));
        TestServer second = server.anotherNode()) {
      register(server, "first@example.com");
      Eventually.holds("the first mail is there", () -> mail.getReceivedMessages().length == 1);
      mail.stop();
      for (int i = 0; i < 5; i++) {
        register(i % 2 == 0 ? server : second, "person" + i + "@example.com");
      }
      Eventually.holds(
          "each was tried",
          () ->
              server.number("SELECT COUNT(*) AS n FROM outbox WHERE attempts > 0", Map.of()) == 5);
      GreenMail back = new GreenMail(new ServerSetup(port, "127.0.0.1", "smtp"));
      back.start();
      try {
        Eventually.holds(
            "all have arrived",
            () -> {
              server.time().pass(Duration.ofSeconds(5));
              return waiting(server) == 0;
            });
        Set<String> ids = new HashSet<>();
        for (MimeMessage message : back.getReceivedMessages()) {
          ids.add(message.getMessageID());
        }
        assertThat(back.getReceivedMessages()).hasSize(5);
        assertThat(ids).hasSize(5);
      } finally {
        back.stop();
      }
    } finally {
      mail.stop();
    }
  }

  /// The mails wait for the next attempt, and nothing else waits for them.
  @Test
  void a_mail_server_that_takes_the_connection_and_says_nothing_delays_mails_and_nothing_else()
      throws Exception {
    DatabaseSettings database = TestDatabase.SQLITE.fresh();
    try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      TestServer server = TestServer.on(database, smtp(silent.getLocalPort()));
      Api api = server.api();
      Instant stopped;
      try {
        List<Socket> held = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
          Api.Pair pair = api.newcomer("person" + i + "@example.com");
          if (i < 4) {
            held.add(silent.accept());
          }
          api.post(FORGOT, Map.of("email", "person" + i + "@example.com")).expect(202);
          api.me(pair.access()).expect(200);
        }
        api.get("/health/ready").expect(200);
        assertThat(held).hasSize(4);
        stopped = Instant.now();
      } finally {
        server.close();
      }
      assertThat(Duration.between(stopped, Instant.now())).isLessThan(Duration.ofSeconds(14));
    }
    GreenMail mail = new GreenMail(new ServerSetup(0, "127.0.0.1", "smtp"));
    mail.start();
    try (TestServer server = TestServer.on(database, smtp(mail.getSmtp().getPort()))) {
      server.time().pass(Duration.ofMinutes(6));
      Eventually.holds("all are sent", () -> waiting(server) == 0);
      assertThat(mail.getReceivedMessages()).hasSize(12);
    } finally {
      mail.stop();
    }
  }

  @Test
  @ResourceLock("logging")
  void a_mail_server_without_the_starttls_that_is_demanded_gets_nothing_and_nothing_is_lost()
      throws Exception {
    DatabaseSettings database = TestDatabase.SQLITE.fresh();
    GreenMail mail = new GreenMail(new ServerSetup(0, "127.0.0.1", "smtp"));
    mail.setUser("ada", "the-secret-of-the-mail-server");
    mail.start();
    String url = "smtp://ada:the-secret-of-the-mail-server@127.0.0.1:" + mail.getSmtp().getPort();
    Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    ListAppender<ILoggingEvent> log = new ListAppender<>();
    log.start();
    root.addAppender(log);
    try {
      try (TestServer server = TestServer.on(database, with(url))) {
        register(server, "person@example.com");
        Eventually.holds(
            "it was tried",
            () ->
                server.number(
                        "SELECT COUNT(*) AS n FROM outbox WHERE attempts = 1 AND due_at <= :soon",
                        Map.of("soon", server.database().clock().instant().plusSeconds(60)))
                    == 1);
        assertThat(mail.getReceivedMessages()).isEmpty();
      }
      try (TestServer server = TestServer.on(database, with(url + "?starttls=never"))) {
        Eventually.holds(
            "it is sent",
            () -> {
              server.time().pass(Duration.ofSeconds(5));
              return waiting(server) == 0;
            });
        assertThat(mail.getReceivedMessages()).hasSize(1);
      }
      assertThat(List.copyOf(log.list))
          .anyMatch(line -> line.getFormattedMessage().contains("attempt 1 failed"))
          .noneMatch(line -> line.getFormattedMessage().contains("the-secret-of-the-mail-server"));
    } finally {
      root.detachAppender(log);
      mail.stop();
    }
  }

  @Test
  void there_is_no_mailbox_beside_a_mail_server_nor_in_production() {
    try (TestServer server = TestServer.start(TestDatabase.SQLITE, smtp(1))) {
      server.api().get("/dev/mailbox").expectProblem(404);
    }
    try (TestServer server = TestServer.start(TestDatabase.SQLITE, PRODUCTION)) {
      server.api().get("/dev/mailbox").expectProblem(404);
    }
  }

  @Test
  void the_mailbox_is_for_clients_of_this_machine_alone() {
    try (TestServer server =
        TestServer.start(TestDatabase.SQLITE, Map.of("TRUSTED_PROXIES", "127.0.0.0/8"))) {
      Api api = server.api();
      api.get("/dev/mailbox").expect(200);
      api.get("/dev/mailbox", "X-Forwarded-For", "127.0.0.1").expect(200);
      for (String[] header :
          new String[][] {
            {"X-Forwarded-For", "203.0.113.7"},
            {"X-Forwarded-For", "127.0.0.1, 203.0.113.7"},
            {"X-Forwarded-For", "203.0.113.7, 127.0.0.1"},
            {"X-Forwarded-For", "unknown"},
            {"X-Real-IP", "203.0.113.7"},
            {"Forwarded", "for=203.0.113.7"}
          }) {
        api.get("/dev/mailbox", header).expectProblem(404);
      }
    }
  }

  @Test
  void without_mail_what_needs_one_says_so_and_the_rest_goes_on() {
    try (TestServer server = TestServer.start(TestDatabase.SQLITE, PRODUCTION)) {
      Api api = server.api();
      Api.Pair pair = api.newcomer("ada@example.com");
      String sentence = "Mail is not configured";
      api.post(FORGOT, Map.of("email", "ada@example.com")).expectProblem(503, sentence);
      api.post(FORGOT, Map.of("email", "nobody@example.com")).expectProblem(503, sentence);
      api.bearer("POST", "/api/auth/email/verify/resend", pair.access())
          .expectProblem(503, sentence);
      api.post(
              "/api/auth/me/email",
              Map.of("new_email", "other@example.com", "password", "Test1234"),
              "Authorization",
              "Bearer " + pair.access())
          .expectProblem(503, sentence);
      assertThat(waiting(server)).isZero();
    }
  }

  private static final Map<String, String> PRODUCTION =
      Map.of("APP_ENV", "production", "PUBLIC_URL", "https://auth.example.com");

  private static Map<String, String> smtp(int port) {
    return with("smtp://127.0.0.1:" + port);
  }

  private static Map<String, String> with(String url) {
    return Map.of("SMTP_URL", url, "MAIL_FROM", "Gatehouse <auth@example.com>");
  }

  private static void register(TestServer server, String email) {
    server.api().register(email, "Test1234").expect(201);
  }

  private static long waiting(TestServer server) {
    return server.number("SELECT COUNT(*) AS n FROM outbox", Map.of());
  }
}
