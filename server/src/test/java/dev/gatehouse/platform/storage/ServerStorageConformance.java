package dev.gatehouse.platform.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.gatehouse.platform.storage.DatabaseSettings.DatabaseServer;
import dev.gatehouse.testing.TestDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/// What happens when the server, or the network to it, goes away.
abstract class ServerStorageConformance extends StorageConformance {

  ServerStorageConformance(TestDatabase kind) {
    super(kind);
  }

  @Test
  void a_server_that_was_gone_and_is_back_is_used_again() throws Exception {
    try (Wire wire = wire();
        Database far = Database.open(through(wire, Duration.ofSeconds(5)))) {
      wire.cut();
      long began = System.nanoTime();
      Crowd.of(
          20,
          () -> {
            assertThatExceptionOfType(StorageException.Unavailable.class)
                .isThrownBy(() -> far.write(tx -> insertUser(tx, "a@b.c", "never")));
            return 0;
          });
      assertThat(System.nanoTime() - began).isLessThan(TimeUnit.SECONDS.toNanos(12));
      wire.mend();
      awaitWell(far);
      String key = UUID.randomUUID().toString();
      Crowd.of(40, () -> far.read(tx -> tx.sql("SELECT 1 AS n").only(row -> row.number("n"))));
      far.write(tx -> insertUser(tx, "a@b.c", key));
      assertThat(usersWithKey(key)).isOne();
    }
  }

  @Test
  void connections_that_died_while_idle_are_not_noticed_by_callers() throws Exception {
    try (Wire wire = wire();
        Database far = Database.open(through(wire, Duration.ofSeconds(5)))) {
      for (int i = 0; i < 5; i++) {
        wire.drop();
        String key = UUID.randomUUID().toString();
        far.write(tx -> insertUser(tx, "a@b.c", key));
        assertThat(usersWithKey(key)).isOne();
      }
    }
  }

  @Test
  void a_unit_whose_connection_is_lost_before_commit_is_run_again() throws Exception {
    try (Wire wire = wire();
        Database far = Database.open(through(wire, Duration.ofSeconds(5)))) {
      AtomicInteger tries = new AtomicInteger();
      String key = UUID.randomUUID().toString();
      UUID id =
          far.write(tx -> {
            UUID user = insertUser(tx, "a@b.c", key);
            if (tries.getAndIncrement() == 0) {
              drop(wire);
            }
            insertSession(tx, user);
            return user;
          });
      assertThat(tries).hasValue(2);
      assertThat(id).isNotNull();
      assertThat(usersWithKey(key)).isOne();
    }
  }

  @Test
  void a_commit_whose_answer_is_lost_is_told_and_never_run_again() throws Exception {
    try (Wire wire = wire();
        Database far = Database.open(through(wire, Duration.ofSeconds(5)))) {
      AtomicInteger tries = new AtomicInteger();
      String key = UUID.randomUUID().toString();
      wire.loseTheAnswerTo("COMMIT", key);
      assertThatExceptionOfType(StorageException.OutcomeUnknown.class)
          .isThrownBy(() ->
              far.write(tx -> {
                tries.incrementAndGet();
                return insertUser(tx, "a@b.c", key);
              }));
      assertThat(tries).hasValue(1);
      assertThat(usersWithKey(key)).isOne();
    }
  }

  @Test
  void the_start_waits_for_a_server_that_comes_up_later() throws Exception {
    try (Wire wire = wire()) {
      wire.cut();
      Thread.ofVirtual()
          .start(() -> {
            try {
              Thread.sleep(700);
              wire.mend();
            } catch (IOException | InterruptedException e) {
              throw new IllegalStateException(e);
            }
          });
      try (Database far = Database.open(through(wire, Duration.ofSeconds(10)))) {
        assertThat(far.<Long>read(tx -> tx.sql("SELECT 1 AS n").only(row -> row.number("n"))))
            .isOne();
      }
    }
  }

  @Test
  void the_start_gives_up_with_one_sentence_that_names_the_server() throws Exception {
    try (Wire wire = wire()) {
      wire.cut();
      assertThatExceptionOfType(StorageException.Unavailable.class)
          .isThrownBy(() -> Database.open(through(wire, Duration.ofMillis(500))).close())
          .withMessageContaining("127.0.0.1:" + wire.port())
          .withMessageContaining(server().database());
    }
  }

  @Test
  void the_clock_is_the_servers() {
    Instant before = Instant.now().minusSeconds(2);
    database().syncClock();
    assertThat(database().clock().instant()).isBetween(before, Instant.now().plusSeconds(2));
  }

  @Test
  void connections_that_the_server_ends_are_replaced() throws Exception {
    for (int i = 0; i < 3; i++) {
      newUser();
      try (Connection killer = database().dedicated()) {
        endOthers(killer);
      }
      assertThat(newUser()).isNotNull();
    }
  }

  /// Has the server end every other connection to this database.
  abstract void endOthers(Connection killer) throws SQLException;

  final DatabaseServer server() {
    if (settings().target() instanceof DatabaseServer server) {
      return server;
    }
    throw new IllegalStateException("not a server");
  }

  private Wire wire() throws IOException {
    return new Wire(server().port());
  }

  private DatabaseSettings through(Wire wire, Duration connectWithin) {
    DatabaseServer server = server();
    DatabaseServer far =
        new DatabaseServer(
            server.kind(),
            "127.0.0.1",
            wire.port(),
            server.database(),
            server.user(),
            server.password(),
            server.ssl());
    return new DatabaseSettings(
        far, new DatabaseSettings.Pool(4, 8, Duration.ofHours(1), connectWithin), false);
  }

  /// The pool tries at growing distances, of five seconds at the most.
  private static void awaitWell(Database far) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(8);
    while (true) {
      try {
        far.read(tx -> tx.sql("SELECT 1 AS n").only(row -> row.number("n")));
        return;
      } catch (StorageException.Unavailable e) {
        if (System.nanoTime() > deadline) {
          throw e;
        }
      }
    }
  }

  private static void drop(Wire wire) {
    try {
      wire.drop();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
