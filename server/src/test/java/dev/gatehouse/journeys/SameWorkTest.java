package dev.gatehouse.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import dev.gatehouse.platform.logs.RequestScope;
import dev.gatehouse.platform.storage.Sql;
import dev.gatehouse.testing.Answer;
import dev.gatehouse.testing.Api;
import dev.gatehouse.testing.Mails;
import dev.gatehouse.testing.TestDatabase;
import dev.gatehouse.testing.TestServer;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.slf4j.LoggerFactory;

/// Row 14: the same statements, the same outbox rows and the same hashes, whether or not an address
/// has an account. On PostgreSQL, where a request's statements run on its own thread.
@ResourceLock("logging")
class SameWorkTest {
  private static final String PASSWORD = "Test1234";

  /// Who asks is read again whenever there is news of them, and who is told by webhooks every two
  /// seconds, whomever they name.
  private static final String NOW_AND_THEN =
      "(?s)SELECT .*r\\.name AS role_name .*\\sWHERE u\\.id = :user\\s*"
          + "|SELECT .* FROM webhooks WHERE is_active = .*";

  @Test
  void the_calls_that_name_an_address_run_the_same_statements_for_everybody() {
    Map<String, String> environment =
        Map.of("DB_ECHO", "true", "REGISTRATION_CONCEALS_ACCOUNTS", "true");
    try (TestServer server = TestServer.start(TestDatabase.POSTGRESQL, environment);
        Echo echo = new Echo()) {
      Api api = server.api();
      verified(api, "known@example.com");
      verified(api, "inactive@example.com");
      verified(api, "ada@example.com");
      server.sql(
          "UPDATE users SET is_active = FALSE WHERE email = :email",
          Map.of("email", "inactive@example.com"));
      List<String> addresses =
          List.of("known@example.com", "unknown@example.com", "inactive@example.com");
      same(echo, addresses.stream().map(email -> forgot(api, email)).toList());
      same(echo, addresses.stream().map(email -> register(api, email)).toList());
      Api.Pair ada = Api.pair(api.login("ada@example.com", PASSWORD));
      api.me(ada.access()).expect(200); // from here on the node knows who asks
      same(echo, addresses.stream().map(email -> change(api, ada, email)).toList());
    }
  }

  private static void same(Echo echo, List<Answer> answers) {
    List<String> first = echo.of(answers.getFirst());
    assertThat(first).anyMatch(statement -> statement.contains("INSERT INTO outbox"));
    for (Answer answer : answers) {
      assertThat(answer.status()).isEqualTo(202);
      assertThat(echo.of(answer)).isEqualTo(first);
    }
  }

  private static void verified(Api api, String email) {
    register(api, email).expect(202);
    String token = new Mails(api).await(email, "Confirm your email").token();
    api.post("/api/auth/email/verify", Map.of("token", token)).expect(200);
  }

  private static Answer register(Api api, String email) {
    return api.post("/api/auth/register", Map.of("email", email, "password", PASSWORD));
  }

  private static Answer forgot(Api api, String email) {
    return api.post("/api/auth/password/forgot", Map.of("email", email));
  }

  private static Answer change(Api api, Api.Pair pair, String email) {
    return api.post(
        "/api/auth/me/email",
        Map.of("new_email", email, "password", PASSWORD),
        "Authorization",
        "Bearer " + pair.access());
  }

  /// The statements that each request ran, by its id.
  private static final class Echo extends AppenderBase<ILoggingEvent> implements AutoCloseable {
    private final Logger logger = (Logger) LoggerFactory.getLogger(Sql.class);
    private final Map<String, Queue<String>> statements = new ConcurrentHashMap<>();

    Echo() {
      logger.setLevel(Level.INFO);
      logger.setAdditive(false);
      start();
      logger.addAppender(this);
    }

    List<String> of(Answer answer) {
      Queue<String> ran = statements.get(answer.header("X-Request-Id"));
      return ran == null
          ? List.of()
          : ran.stream().filter(one -> !one.matches(NOW_AND_THEN)).toList();
    }

    @Override
    protected void append(ILoggingEvent event) {
      RequestScope.id()
          .ifPresent(id ->
              statements
                  .computeIfAbsent(id, _ -> new ConcurrentLinkedQueue<>())
                  .add(event.getFormattedMessage()));
    }

    @Override
    public void close() {
      logger.detachAppender(this);
      logger.setAdditive(true);
      logger.setLevel(null);
    }
  }
}
