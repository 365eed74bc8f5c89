package dev.gatehouse.platform.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/// Units of work: all or nothing, and one winner.
interface UnitConformance extends ConformanceSubject {

  @RepeatedTest(5)
  default void of_32_conditional_updates_of_one_row_exactly_one_matches() throws Exception {
    UUID user = newUser();
    UUID session = database().write(tx -> insertSession(tx, user));
    String sql = "UPDATE user_sessions SET ended_at = :now WHERE id = :id AND ended_at IS NULL";
    List<Integer> matched =
        Crowd.of(
            32,
            () ->
                database()
                    .write(tx ->
                        tx.sql(sql)
                            .bind("now", database().clock().instant())
                            .bind("id", session)
                            .update()));
    assertThat(matched).containsOnlyOnce(1).filteredOn(n -> n == 0).hasSize(31);
  }

  @RepeatedTest(5)
  default void of_32_inserts_of_one_key_exactly_one_goes_in() throws Exception {
    String key = UUID.randomUUID().toString();
    List<String> outcomes =
        Crowd.of(
            32,
            () -> {
              try {
                database().write(tx -> insertUser(tx, "a@b.c", key));
                return "in";
              } catch (StorageException.UniqueViolation e) {
                return "taken";
              }
            });
    assertThat(outcomes).containsOnlyOnce("in").filteredOn("taken"::equals).hasSize(31);
    assertThat(usersWithKey(key)).isOne();
  }

  @Test
  default void a_taken_primary_key_is_a_unique_violation() {
    Consumer<Tx> insert =
        tx -> tx.sql("INSERT INTO server_state (name, value) VALUES ('taken', 'x')").update();
    database().write(tx -> done(insert, tx));
    assertThatExceptionOfType(StorageException.UniqueViolation.class)
        .isThrownBy(() -> database().write(tx -> done(insert, tx)));
  }

  @Test
  default void a_unit_that_meets_a_taken_key_leaves_nothing_behind() {
    String taken = UUID.randomUUID().toString();
    String fresh = UUID.randomUUID().toString();
    database().write(tx -> insertUser(tx, "a@b.c", taken));
    assertThatExceptionOfType(StorageException.UniqueViolation.class)
        .isThrownBy(() ->
            database()
                .write(tx -> {
                  insertUser(tx, "a@b.c", fresh);
                  return insertUser(tx, "a@b.c", taken);
                }));
    assertThat(usersWithKey(fresh)).isZero();
  }

  @Test
  default void a_unit_that_swallows_a_failed_statement_fails_all_the_same() {
    String taken = UUID.randomUUID().toString();
    String fresh = UUID.randomUUID().toString();
    database().write(tx -> insertUser(tx, "a@b.c", taken));
    assertThatExceptionOfType(StorageException.UniqueViolation.class)
        .isThrownBy(() ->
            database()
                .write(tx -> {
                  insertUser(tx, "a@b.c", fresh);
                  return catchThrowable(() -> insertUser(tx, "a@b.c", taken)) == null;
                }));
    assertThat(usersWithKey(fresh)).isZero();
  }

  @Test
  default void an_exception_of_the_work_undoes_it_and_arrives_as_it_is() {
    RuntimeException mine = new IllegalStateException("mine");
    undoes(mine, tx -> raise(mine));
  }

  @Test
  default void an_error_of_the_work_undoes_it_and_arrives_as_it_is() {
    Error mine = new AssertionError("mine");
    undoes(mine, tx -> raise(mine));
  }

  @Test
  default void a_missing_parent_undoes_the_unit() {
    String key = UUID.randomUUID().toString();
    assertThatThrownBy(() ->
            database()
                .write(tx -> {
                  insertUser(tx, "a@b.c", key);
                  return insertSession(tx, UUID.randomUUID());
                }))
        .isExactlyInstanceOf(StorageException.class)
        .hasMessage("a constraint was violated");
    assertThat(usersWithKey(key)).isZero();
  }

  @Test
  default void text_longer_than_its_column_undoes_the_unit() {
    String key = UUID.randomUUID().toString();
    assertThatThrownBy(() ->
            database()
                .write(tx -> {
                  insertUser(tx, "a@b.c", key);
                  return insertUser(tx, "x".repeat(321), "long");
                }))
        .isExactlyInstanceOf(StorageException.class)
        .hasMessage("a constraint was violated");
    assertThat(usersWithKey(key)).isZero();
  }

  @Test
  default void broken_sql_undoes_the_unit() {
    String key = UUID.randomUUID().toString();
    assertThatThrownBy(() ->
            database()
                .write(tx -> {
                  insertUser(tx, "a@b.c", key);
                  return tx.sql("UPDATE no_such_table SET a = 1").update();
                }))
        .isExactlyInstanceOf(StorageException.class)
        .hasMessage("the statement failed");
    assertThat(usersWithKey(key)).isZero();
  }

  @Test
  default void a_unit_is_of_no_use_when_it_is_over() {
    AtomicReference<Tx> kept = new AtomicReference<>();
    database().write(tx -> done(kept::set, tx));
    assertThatThrownBy(() -> kept.get().sql("SELECT 1 AS one").list(row -> row.number("one")))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  default void two_units_that_lock_rows_crosswise_both_come_through() throws Exception {
    UUID first = newUser();
    UUID second = newUser();
    CyclicBarrier met = new CyclicBarrier(2);
    AtomicInteger turn = new AtomicInteger();
    List<Integer> done =
        Crowd.of(
            2,
            () -> {
              List<UUID> order = new ArrayList<>(List.of(first, second));
              if (turn.getAndIncrement() == 1) {
                Collections.reverse(order);
              }
              AtomicInteger tries = new AtomicInteger();
              return database()
                  .write(tx -> {
                    int matched = touch(tx, order.getFirst());
                    if (tries.getAndIncrement() == 0) {
                      meet(met);
                    }
                    return matched + touch(tx, order.getLast());
                  });
            });
    assertThat(done).containsExactly(2, 2);
    assertThat(List.of(epochOf(first), epochOf(second))).containsExactly(2L, 2L);
  }

  @Test
  default void more_callers_than_connections_are_all_served() throws Exception {
    UUID user = newUser();
    Crowd.of(
        26, // six more than the pool has; many more would wait too long on a busy machine
        () -> {
          for (int i = 0; i < 5; i++) {
            database().write(tx -> touch(tx, user));
          }
          return 5;
        });
    assertThat(epochOf(user)).isEqualTo(130);
  }

  @Test
  default void rows_are_deleted_in_batches_and_with_their_owner() {
    UUID user = newUser();
    List<UUID> sessions = new ArrayList<>();
    database()
        .write(tx -> {
          sessions.clear();
          for (int i = 0; i < 250; i++) {
            sessions.add(insertSession(tx, user));
          }
          return sessions.size();
        });
    String sql = "DELETE FROM user_sessions WHERE id IN (<ids>)";
    List<UUID> batch = sessions.subList(0, 100);
    assertThat(database().<Integer>write(tx -> tx.sql(sql).bindList("ids", batch).update()))
        .isEqualTo(100);
    assertThat(sessionsOf(user)).isEqualTo(150);
    String delete = "DELETE FROM users WHERE id = :id";
    database().write(tx -> tx.sql(delete).bind("id", user).update());
    assertThat(sessionsOf(user)).isZero();
  }

  @Test
  default void a_closed_database_says_so() {
    Database other = Database.open(settings());
    other.close();
    other.close();
    assertThatExceptionOfType(StorageException.Unavailable.class)
        .isThrownBy(() -> other.write(tx -> tx.sql("DELETE FROM revocations").update()))
        .withMessage("the database is closed");
    assertThatExceptionOfType(StorageException.Unavailable.class)
        .isThrownBy(() -> other.read(tx -> 1))
        .withMessage("the database is closed");
  }

  private void undoes(Throwable expected, Consumer<Tx> failing) {
    String key = UUID.randomUUID().toString();
    assertThat(
            catchThrowable(() ->
                database()
                    .write(tx -> {
                      insertUser(tx, "a@b.c", key);
                      return done(failing, tx);
                    })))
        .isSameAs(expected);
    assertThat(usersWithKey(key)).isZero();
  }

  private long sessionsOf(UUID user) {
    String sql = "SELECT count(*) AS n FROM user_sessions WHERE user_id = :id";
    return database().read(tx -> tx.sql(sql).bind("id", user).only(row -> row.number("n")));
  }

  private long epochOf(UUID user) {
    String sql = "SELECT auth_epoch FROM users WHERE id = :id";
    return database()
        .read(tx -> tx.sql(sql).bind("id", user).only(row -> row.number("auth_epoch")));
  }

  private static int touch(Tx tx, UUID user) {
    return tx.sql("UPDATE users SET auth_epoch = auth_epoch + 1 WHERE id = :id")
        .bind("id", user)
        .update();
  }

  /// On SQLite the other one cannot come before this unit is over.
  private static void meet(CyclicBarrier barrier) {
    try {
      barrier.await(300, TimeUnit.MILLISECONDS);
    } catch (Exception alone) {
      assertThat(alone).isNotNull();
    }
  }

  private static boolean done(Consumer<Tx> work, Tx tx) {
    work.accept(tx);
    return true;
  }

  @SuppressWarnings("unchecked")
  private static <E extends Throwable> void raise(Throwable e) throws E {
    throw (E) e;
  }
}
