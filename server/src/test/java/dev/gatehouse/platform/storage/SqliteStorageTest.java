package dev.gatehouse.platform.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.gatehouse.testing.TestDatabase;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class SqliteStorageTest extends StorageConformance {
  SqliteStorageTest() {
    super(TestDatabase.SQLITE);
  }

  @Test
  void jobs_that_fail_in_the_middle_of_a_batch_leave_their_neighbours_unharmed() throws Exception {
    String taken = UUID.randomUUID().toString();
    database().write(tx -> insertUser(tx, "a@b.c", taken));
    AssertionError error = new AssertionError("mine");
    List<Function<Tx, UUID>> kinds =
        List.of(
            tx -> insertUser(tx, "a@b.c", taken),
            tx -> {
              insertUser(tx, "a@b.c", UUID.randomUUID().toString());
              throw error;
            },
            tx -> insertSession(tx, UUID.randomUUID()));
    List<Throwable> failures = inOneBatch(kinds);
    assertThat(failures.get(0)).isInstanceOf(StorageException.UniqueViolation.class);
    assertThat(failures.get(1)).isSameAs(error);
    assertThat(failures.get(2)).hasMessage("a constraint was violated");
  }

  @Test
  void a_batch_that_is_spoilt_by_broken_sql_is_run_again_one_by_one() throws Exception {
    List<Throwable> failures =
        inOneBatch(
            List.of(tx -> {
              insertUser(tx, "a@b.c", UUID.randomUUID().toString());
              tx.sql("INSERT INTO nowhere VALUES (1)").update();
              return UUID.randomUUID();
            }));
    assertThat(failures.getFirst()).hasMessage("the statement failed");
  }

  @Test
  void a_full_disk_is_unavailable_and_nothing_but_what_fits_is_kept() throws Exception {
    try (Database small = Database.open(kind().fresh())) {
      new Migrations(small).upgrade();
      String big = "x".repeat(200_000);
      String insert = "INSERT INTO server_state (name, value) VALUES (:name, :value)";
      small.write(
          tx -> tx.sql("PRAGMA max_page_count = 150").list(row -> row.number("max_page_count")));
      List<String> outcomes =
          Crowd.of(
              40,
              () -> {
                String name = UUID.randomUUID().toString();
                String value = name.charAt(0) < '8' ? "fits" : big + big + big;
                try {
                  small.write(
                      tx -> tx.sql(insert).bind("name", name).bind("value", value).update());
                  return value;
                } catch (StorageException.Unavailable e) {
                  assertThat(e).hasMessage("the disk or the database file is full");
                  return "full";
                }
              });
      assertThat(outcomes).contains("full", "fits").hasSize(40);
      String count = "SELECT count(*) AS n FROM server_state";
      assertThat(small.<Long>read(tx -> tx.sql(count).only(row -> row.number("n"))))
          .isEqualTo(outcomes.stream().filter(one -> !one.equals("full")).count());
      small.write(
          tx -> tx.sql("PRAGMA max_page_count = 100000").list(row -> row.number("max_page_count")));
      small.write(
          tx -> tx.sql(insert).bind("name", "later").bind("value", big + big + big).update());
    }
  }

  @Test
  void a_read_only_file_is_unavailable_and_reads_go_on() {
    try (Database locked = Database.open(kind().fresh())) {
      new Migrations(locked).upgrade();
      String insert = "INSERT INTO server_state (name, value) VALUES ('a', 'b')";
      locked.write(tx -> pragma(tx, "query_only = ON"));
      assertThatExceptionOfType(StorageException.Unavailable.class)
          .isThrownBy(() -> locked.write(tx -> tx.sql(insert).update()))
          .withMessage("the database file is read-only");
      String count = "SELECT count(*) AS n FROM server_state";
      assertThat(locked.<Long>read(tx -> tx.sql(count).only(row -> row.number("n")))).isZero();
    }
  }

  @Test
  void a_file_that_is_no_database_is_refused_in_one_sentence() throws Exception {
    DatabaseSettings settings = kind().fresh();
    if (settings.target() instanceof DatabaseSettings.SqliteFile(var file)) {
      Files.writeString(file, "this is a letter to my aunt, and no database".repeat(100));
      assertThatExceptionOfType(StorageException.Unavailable.class)
          .isThrownBy(() -> Database.open(settings).close())
          .withMessageContaining(file.toString());
    }
  }

  @Test
  void the_file_is_for_its_owner_alone() throws Exception {
    if (settings().target() instanceof DatabaseSettings.SqliteFile(var file)) {
      assertThat(Files.getPosixFilePermissions(file)).hasSize(2);
    }
  }

  @Test
  @Timeout(20)
  void another_program_that_holds_the_file_is_unavailable_after_some_seconds() throws Exception {
    String key = UUID.randomUUID().toString();
    try (Connection other = database().dedicated();
        Statement statement = other.createStatement()) {
      statement.execute("BEGIN IMMEDIATE");
      assertThatExceptionOfType(StorageException.Unavailable.class)
          .isThrownBy(() -> database().write(tx -> insertUser(tx, "a@b.c", key)))
          .withMessage("another program holds the database file");
      statement.execute("ROLLBACK");
    }
    database().write(tx -> insertUser(tx, "a@b.c", key));
    assertThat(usersWithKey(key)).isOne();
  }

  @Test
  void reading_cannot_write() {
    assertThat(catchThrowable(() -> database().read(tx -> tx.sql("DELETE FROM users").update())))
        .isInstanceOf(StorageException.class);
  }

  @Test
  void a_unit_that_begins_another_is_refused_instead_of_waiting_for_itself() {
    assertThatIllegalStateException()
        .isThrownBy(() -> database().write(tx -> database().write(inner -> 1)));
    assertThatIllegalStateException()
        .isThrownBy(() -> database().read(tx -> database().read(inner -> 1)));
  }

  @Test
  void closing_finishes_what_is_queued() throws Exception {
    Database closing = Database.open(kind().fresh());
    new Migrations(closing).upgrade();
    CountDownLatch go = new CountDownLatch(1);
    List<Thread> callers = new ArrayList<>();
    List<Throwable> failures = new ArrayList<>();
    callers.add(Thread.ofVirtual().start(() -> closing.write(tx -> pause(go))));
    Thread.sleep(100);
    for (int i = 0; i < 50; i++) {
      String name = "n" + i;
      String sql = "INSERT INTO server_state (name, value) VALUES (:name, 'x')";
      callers.add(
          Thread.ofVirtual()
              .uncaughtExceptionHandler((thread, e) -> failures.add(e))
              .start(() -> closing.write(tx -> tx.sql(sql).bind("name", name).update())));
    }
    Thread.sleep(200);
    Thread closer = Thread.ofPlatform().start(closing::close);
    go.countDown();
    closer.join();
    for (Thread caller : callers) {
      caller.join();
    }
    assertThat(failures).isEmpty();
  }

  /// Runs good jobs before, between and after the given ones, in one batch: the writer is held up
  /// until all have queued. Holds that each good one is kept, and returns what the others met.
  private List<Throwable> inOneBatch(List<Function<Tx, UUID>> failing) throws Exception {
    CountDownLatch go = new CountDownLatch(1);
    Thread holder = Thread.ofVirtual().start(() -> database().write(tx -> pause(go)));
    Thread.sleep(100);
    Throwable[] failures = new Throwable[failing.size()];
    List<String> keys = new ArrayList<>();
    List<Thread> callers = new ArrayList<>();
    for (int i = 0; i < failing.size(); i++) {
      int place = i;
      for (int good = 0; good < 5; good++) {
        String key = UUID.randomUUID().toString();
        keys.add(key);
        callers.add(
            Thread.ofVirtual().start(() -> database().write(tx -> insertUser(tx, "a@b.c", key))));
      }
      callers.add(
          Thread.ofVirtual()
              .start(() ->
                  failures[place] = catchThrowable(() -> database().write(failing.get(place)))));
      Thread.sleep(50);
    }
    go.countDown();
    holder.join();
    for (Thread caller : callers) {
      caller.join();
    }
    assertThat(keys).allSatisfy(key -> assertThat(usersWithKey(key)).isOne());
    return List.of(failures);
  }

  private static boolean pause(CountDownLatch go) {
    try {
      go.await();
      return true;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static boolean pragma(Tx tx, String setting) {
    return tx.sql("PRAGMA " + setting).update() >= 0;
  }
}
