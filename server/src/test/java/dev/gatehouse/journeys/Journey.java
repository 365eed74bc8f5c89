package dev.gatehouse.journeys;

import dev.gatehouse.testing.Api;
import dev.gatehouse.testing.TestDatabase;
import dev.gatehouse.testing.TestServer;
import dev.gatehouse.testing.TestTime;
import dev.gatehouse.testing.Together;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;

/// A test of the whole server: one server and one database for all its methods.
@SuppressWarnings("NullAway.Init") // set before each run of the class
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class Journey {
  static final String PASSWORD = "Test1234";

  private static final AtomicInteger NUMBER = new AtomicInteger();

  @Parameter TestDatabase kind;
  TestServer server;
  Api api;

  @BeforeParameterizedClassInvocation
  void start() {
    server = TestServer.start(kind, environment());
    api = server.api();
  }

  /// The tests of a class come from one address: what one of them failed at is forgotten before the
  /// next begins.
  @BeforeEach
  void forgetFailures() {
    server.time().pass(Duration.ofHours(1));
  }

  @AfterParameterizedClassInvocation
  void stop() {
    server.close();
  }

  /// What the server is to be set to otherwise than the defaults of tests.
  Map<String, String> environment() {
    return Map.of();
  }

  /// An address that nobody has used yet.
  static String newEmail() {
    return "person" + NUMBER.incrementAndGet() + "@example.com";
  }

  /// Does `work` so many times at once, at one moment of the server's time.
  final <T> List<T> atOnce(int count, Callable<T> work) {
    try (TestTime.Standstill _ = server.time().stand()) {
      return Together.times(count, work);
    }
  }

  /// What was written down of whoever has this address, whether they did it or it was done to them,
  /// the oldest first: each action, and the reason where it has one.
  final List<String> history(String email) {
    return server
        .database()
        .read(tx -> {
          String user =
              tx.sql("SELECT id FROM users WHERE email = :email")
                  .bind("email", email)
                  .only(row -> row.uuid("id").toString());
          return tx.sql(
                  """
                  SELECT action, reason FROM audit_events
                  WHERE actor = :user OR target = :user ORDER BY at, id
                  """)
              .bind("user", user)
              .list(row -> {
                String reason = row.textOrNull("reason");
                return row.text("action") + (reason == null ? "" : " " + reason);
              });
        });
  }

  /// The part of [#history] that is about one action.
  final List<String> history(String email, String action) {
    return history(email).stream().filter(event -> (event + " ").startsWith(action + " ")).toList();
  }

  /// Somebody new who has just signed in.
  final Api.Pair newcomer(String... headers) {
    return api.newcomer(newEmail(), headers);
  }
}
