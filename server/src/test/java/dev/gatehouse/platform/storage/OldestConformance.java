package dev.gatehouse.platform.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;

/// What is deleted the oldest first, by every kind of key that a table has.
interface OldestConformance extends ConformanceSubject {
  @Test
  default void of_rows_known_by_an_id_the_oldest_go_first_and_no_more_than_asked() {
    UUID user = newUser();
    Instant now = database().clock().instant();
    List<UUID> ids =
        List.of(3, 1, 2, 0, -1).stream()
            .map(hours -> sessionThatEnded(user, now.minus(Duration.ofHours(hours))))
            .toList();
    assertThat(endedSessions(user, now, 2)).isEqualTo(2);
    assertThat(sessions(user)).containsExactlyInAnyOrder(ids.get(1), ids.get(3), ids.get(4));
    assertThat(endedSessions(user, now, 2)).isEqualTo(2);
    assertThat(endedSessions(user, now, 2)).isZero();
    assertThat(sessions(user)).containsExactly(ids.get(4));
  }

  @Test
  default void of_rows_known_by_text_the_lowest_go_first() {
    String mine = states("c", "a", "b", "d'");
    int deleted = database().write(tx -> ownStates(tx, mine, Row::text).delete("name", 2));
    assertThat(deleted).isEqualTo(2);
    assertThat(namesOf(mine)).containsExactly(mine + "c", mine + "d'");
  }

  @Test
  default void of_rows_known_by_a_number_the_lowest_go_first() {
    Instant past = Instant.parse("2001-01-01T00:00:00Z");
    for (long seq : new long[] {-7, -9, -8}) {
      database()
          .write(tx ->
              tx.sql(
                      """
                      INSERT INTO revocations (seq, kind, subject, epoch, keep_until)
                      VALUES (:seq, 'session', 'nobody', 0, :past)
                      """)
                  .bind("seq", seq)
                  .bind("past", past)
                  .update());
    }
    int deleted =
        database()
            .write(tx ->
                tx.oldest("revocations", "seq", Row::number)
                    .where("seq < 0 AND keep_until <= :past")
                    .bind("past", past)
                    .delete("seq", 2));
    assertThat(deleted).isEqualTo(2);
    List<Long> left =
        database()
            .read(tx ->
                tx.sql("SELECT seq FROM revocations WHERE seq < 0").list(r -> r.number("seq")));
    assertThat(left).containsExactly(-7L);
  }

  @Test
  default void of_rows_known_by_bytes_the_oldest_go_first() {
    UUID user = newUser();
    UUID session = database().write(tx -> insertSession(tx, user));
    Instant now = database().clock().instant();
    for (byte days : new byte[] {1, -1, 2, 3}) {
      database()
          .write(tx ->
              tx.sql(
                      """
                      INSERT INTO former_session_tokens (token_hash, session_id, generation, keep_until)
                      VALUES (:hash, :session, 1, :until)
                      """)
                  .bind("hash", new byte[] {days, 0, -1})
                  .bind("session", session)
                  .bind("until", now.minus(Duration.ofDays(days)))
                  .update());
    }
    int deleted =
        database()
            .write(tx ->
                tx.oldest("former_session_tokens", "token_hash", Row::bytes)
                    .where("keep_until <= :now")
                    .bind("now", now)
                    .delete("keep_until", 2));
    assertThat(deleted).isEqualTo(2);
    List<Byte> left =
        database()
            .read(tx ->
                tx.sql("SELECT token_hash FROM former_session_tokens ORDER BY keep_until")
                    .list(row -> row.bytes("token_hash")[0]));
    assertThat(left).containsExactly((byte) 1, (byte) -1);
  }

  @Test
  default void a_row_that_was_renewed_after_its_key_was_read_stays() {
    String mine = states("a", "b");
    int deleted =
        database()
            .write(tx ->
                ownStates(
                        tx,
                        mine,
                        (row, column) -> {
                          tx.sql("UPDATE server_state SET value = 'new' WHERE name = :name")
                              .bind("name", mine + "a")
                              .update();
                          return row.text(column);
                        })
                    .delete("name", 10));
    assertThat(deleted).isOne();
    assertThat(namesOf(mine)).containsExactly(mine + "a");
  }

  @Test
  default void nothing_is_deleted_where_no_condition_says_what() {
    assertThatIllegalStateException()
        .isThrownBy(() ->
            database().write(tx -> tx.oldest("users", "id", Row::uuid).delete("created_at", 1)))
        .withMessage("which rows of users is not said");
  }

  /// Old rows of these names, behind what is answered.
  private String states(String... names) {
    String mine = UUID.randomUUID() + "-";
    for (String name : names) {
      database()
          .write(tx ->
              tx.sql("INSERT INTO server_state (name, value) VALUES (:name, 'old')")
                  .bind("name", mine + name)
                  .update());
    }
    return mine;
  }

  private static Oldest<String> ownStates(
      Tx tx, String mine, BiFunction<Row, String, String> reader) {
    return tx.oldest("server_state", "name", reader)
        .where("name LIKE :mine AND value = 'old'")
        .bind("mine", mine + "%");
  }

  private List<String> namesOf(String mine) {
    return database()
        .read(tx ->
            tx.sql("SELECT name FROM server_state WHERE name LIKE :mine ORDER BY name")
                .bind("mine", mine + "%")
                .list(row -> row.text("name")));
  }

  private UUID sessionThatEnded(UUID user, Instant at) {
    return database()
        .write(tx -> {
          UUID id = insertSession(tx, user);
          tx.sql("UPDATE user_sessions SET expires_at = :at WHERE id = :id")
              .bind("at", at)
              .bind("id", id)
              .update();
          return id;
        });
  }

  private int endedSessions(UUID user, Instant now, int most) {
    return database()
        .write(tx ->
            tx.oldest("user_sessions", "id", Row::uuid)
                .where("user_id = :user AND expires_at <= :now")
                .bind("user", user)
                .bind("now", now)
                .delete("expires_at", most));
  }

  private List<UUID> sessions(UUID user) {
    return database()
        .read(tx ->
            tx.sql("SELECT id FROM user_sessions WHERE user_id = :user")
                .bind("user", user)
                .list(row -> row.uuid("id")));
  }
}
