package dev.gatehouse.platform.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.slf4j.LoggerFactory;

/// What is said, and what is not.
interface EchoConformance extends ConformanceSubject {

  @Test
  @ResourceLock("logging")
  default void with_echo_on_statements_are_logged_and_parameters_nowhere() {
    String secret = "secret-" + UUID.randomUUID();
    DatabaseSettings loud = new DatabaseSettings(settings().target(), settings().pool(), true);
    Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    Logger ours = (Logger) LoggerFactory.getLogger("dev.gatehouse");
    Level before = root.getLevel();
    Level oursBefore = ours.getLevel();
    ListAppender<ILoggingEvent> heard = new ListAppender<>();
    heard.start();
    root.addAppender(heard);
    root.setLevel(Level.DEBUG);
    ours.setLevel(Level.DEBUG);
    try (Database database = Database.open(loud)) {
      provoke(database, secret);
    } finally {
      root.setLevel(before);
      ours.setLevel(oursBefore);
      root.detachAppender(heard);
    }
    List<String> lines =
        List.copyOf(heard.list).stream()
            .filter(event -> !event.getLoggerName().startsWith("io.zonky")) // the server's own log
            .map(EchoConformance::whole)
            .toList();
    assertThat(lines).anyMatch(line -> line.contains("INSERT INTO users"));
    assertThat(lines).noneMatch(line -> line.contains(secret));
  }

  /// Runs good and bad statements, and holds that what they throw is silent as well.
  private void provoke(Database database, String secret) {
    database.write(tx -> insertUser(tx, secret, secret));
    List<Throwable> thrown =
        List.of(
            failure(database, tx -> insertUser(tx, secret, secret)),
            failure(database, tx -> insertUser(tx, secret + "x".repeat(320), "key")),
            failure(database, tx -> tx.sql("UPDATE users SET nix = :x").bind("x", secret).update()),
            failure(database, tx -> tx.sql("UPDAT users SET :x").bind("x", secret).update()),
            failure(
                database,
                tx ->
                    tx.sql("UPDATE users SET created_at = :x WHERE email_key = :x")
                        .bind("x", secret)
                        .bind("y", secret)
                        .update()),
            failure(
                database,
                tx -> tx.sql("DELETE FROM users WHERE id = :missing").bind("x", secret).update()));
    StringWriter all = new StringWriter();
    thrown.forEach(one -> one.printStackTrace(new PrintWriter(all)));
    assertThat(all.toString()).doesNotContain(secret);
  }

  private static Throwable failure(Database database, Function<Tx, ?> work) {
    Throwable failure = catchThrowable(() -> database.write(work::apply));
    return failure == null ? new IllegalStateException("took it") : failure;
  }

  private static String whole(ILoggingEvent event) {
    StringBuilder text = new StringBuilder(event.getFormattedMessage());
    for (var cause = event.getThrowableProxy(); cause != null; cause = cause.getCause()) {
      text.append(cause.getMessage());
    }
    return text.toString();
  }
}
