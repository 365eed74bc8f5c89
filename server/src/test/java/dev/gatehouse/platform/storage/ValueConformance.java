package dev.gatehouse.platform.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TimeZone;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What goes in comes out.
interface ValueConformance extends ConformanceSubject {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1970-01-01T00:00:00Z",
        "1969-12-31T23:59:59.999999Z",
        "2026-01-01T00:00:00.000001Z",
        "2026-03-29T00:59:59.999999Z",
        "2026-03-29T01:00:00Z",
        "2026-03-29T01:30:00.500Z",
        "2026-03-29T02:30:00Z",
        "2026-10-25T00:30:00Z",
        "2026-10-25T01:30:00Z",
        "2026-03-08T07:30:00Z",
        "2028-02-29T12:00:00.123456Z",
        "1000-01-01T00:00:00Z",
        "9999-12-31T23:59:59.999999Z"
      })
  default void a_time_comes_back_to_the_microsecond(String text) {
    Instant time = Instant.parse(text);
    assertThat(roundTrip(database(), time)).isEqualTo(time);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Europe/Berlin", "America/New_York", "Australia/Lord_Howe"})
  default void the_machines_time_zone_changes_nothing(String zone) {
    TimeZone before = TimeZone.getDefault();
    TimeZone.setDefault(TimeZone.getTimeZone(zone));
    try (Database abroad = Database.open(settings())) {
      Instant gap = Instant.parse("2026-03-29T01:30:00.000001Z");
      for (int halfHour = 0; halfHour < 48; halfHour++) {
        Instant time = gap.plusSeconds(1800L * halfHour);
        assertThat(roundTrip(abroad, time)).isEqualTo(time);
      }
      assertThat(roundTrip(database(), gap)).isEqualTo(roundTrip(abroad, gap));
    } finally {
      TimeZone.setDefault(before);
    }
  }

  @Test
  default void nanoseconds_are_cut_off_not_rounded() {
    assertThat(roundTrip(database(), Instant.parse("2026-01-01T00:00:00.123456999Z")))
        .isEqualTo("2026-01-01T00:00:00.123456Z");
  }

  @Test
  default void times_compare_as_times_in_the_database() {
    UUID user = newUser();
    Instant time = Instant.parse("2030-01-01T00:00:00.000002Z");
    setLastLogin(database(), user, time);
    String sql = "SELECT count(*) AS n FROM users WHERE id = :id AND last_login > :than";
    for (String than : List.of("2030-01-01T00:00:00.000001Z", "2029-12-31T23:59:59.999999Z")) {
      assertThat(counted(sql, user, Instant.parse(than))).isOne();
    }
    for (String than : List.of("2030-01-01T00:00:00.000002Z", "2030-01-01T00:00:01Z")) {
      assertThat(counted(sql, user, Instant.parse(than))).isZero();
    }
  }

  @Test
  default void a_year_without_four_digits_is_refused_everywhere() {
    for (String text : List.of("0999-12-31T23:59:59Z", "+10000-01-01T00:00:00Z")) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> roundTrip(database(), Instant.parse(text)))
          .withMessageContaining("year");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " leading and trailing ",
        "Zoë O'Brien \"quoted\" \\ back`tick; -- DROP",
        "\uD83D\uDC69\u200D\uD83D\uDCBB \uD83C\uDDEA\uD83C\uDDFA",
        "\u05E9\u05DC\u05D5\u05DD \u0645\u0631\u062D\u0628\u0627 \u202Eabc",
        "e\u0301 \u1100\u1161\u11A8 n\u0303",
        "\u4E2D\u6587 \uD840\uDC00 \uFB01 \u0130\u0131 \u00DF\u1E9E",
        "tab\tnewline\nreturn\r\u0001\u007F\uFEFF\uFFFF",
        ":name <names> ?1 {fn} %s"
      })
  default void text_comes_back_character_for_character(String text) {
    UUID user = newUser();
    String sql = "UPDATE users SET name = :name, metadata = :json WHERE id = :id";
    String json = "{\"k\": [1, null, \"\uD83D\uDC69 \u05E9\"]}";
    database()
        .write(tx -> tx.sql(sql).bind("name", text).bind("json", json).bind("id", user).update());
    assertThat(nameOf(user)).isEqualTo(text);
    String read = "SELECT metadata FROM users WHERE id = :id AND name = :name";
    String kept =
        database()
            .read(tx ->
                tx.sql(read).bind("id", user).bind("name", text).only(row -> row.text("metadata")));
    assertThat(kept.replace(" ", "")).isEqualTo(json.replace(" ", ""));
  }

  @Test
  default void keys_that_differ_in_one_character_are_different_keys() {
    String tail = UUID.randomUUID().toString();
    List<String> keys = List.of("a", "A", "\u00E9", "e\u0301", "e", "\u00DF", "ss", "\u0131", "i");
    for (String key : keys) {
      database().write(tx -> insertUser(tx, "a@b.c", key + tail));
    }
    for (String key : keys) {
      assertThat(usersWithKey(key + tail)).isOne();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\u0000b", "\u0000", "\uD83D", "\uDC69\uD83D", "x\uDC69"})
  default void text_with_nul_or_half_a_character_is_refused_everywhere(String text) {
    UUID user = newUser();
    String sql = "UPDATE users SET name = :name WHERE id = :id";
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> database().write(tx -> tx.sql(sql).bind("name", text).bind("id", user).update()));
    assertThat(nameOf(user)).isNull();
  }

  @Test
  default void bytes_numbers_and_truth_come_back() {
    UUID user = newUser();
    byte[] all = new byte[256];
    for (int i = 0; i < all.length; i++) {
      all[i] = (byte) i;
    }
    String sql =
        "UPDATE users SET mfa_secret = :b, auth_epoch = :n, legacy_id = :m, is_active = :t WHERE id"
            + " = :id";
    database()
        .write(tx ->
            tx.sql(sql)
                .bind("b", all)
                .bind("n", Long.MAX_VALUE)
                .bind("m", Long.MIN_VALUE)
                .bind("t", false)
                .bind("id", user)
                .update());
    String read =
        "SELECT id, mfa_secret, auth_epoch, legacy_id, is_active, is_verified, mfa_enabled,"
            + " last_login FROM users WHERE id = :id AND is_active = FALSE AND mfa_secret = :b";
    database()
        .read(tx ->
            tx.sql(read)
                .bind("id", user)
                .bind("b", all)
                .only(row -> {
                  assertThat(row.uuid("id")).isEqualTo(user);
                  assertThat(row.bytes("mfa_secret")).isEqualTo(all);
                  assertThat(row.number("auth_epoch")).isEqualTo(Long.MAX_VALUE);
                  assertThat(row.numberOrNull("legacy_id")).isEqualTo(Long.MIN_VALUE);
                  assertThat(row.truth("is_active")).isFalse();
                  assertThat(row.instantOrNull("last_login")).isNull();
                  return user;
                }));
  }

  @Test
  default void nothing_comes_back_as_nothing() {
    UUID user = newUser();
    String sql =
        "UPDATE users SET name = :x, mfa_secret = :x, legacy_id = :x, last_login = :x, metadata ="
            + " :x WHERE id = :id";
    database().write(tx -> tx.sql(sql).bind("x", null).bind("id", user).update());
    String read = "SELECT name, mfa_secret, legacy_id, last_login FROM users WHERE id = :id";
    database()
        .read(tx ->
            tx.sql(read)
                .bind("id", user)
                .only(row -> {
                  assertThat(row.textOrNull("name")).isNull();
                  assertThat(row.bytesOrNull("mfa_secret")).isNull();
                  assertThat(row.numberOrNull("legacy_id")).isNull();
                  assertThat(row.instantOrNull("last_login")).isNull();
                  return user;
                }));
  }

  @Test
  default void a_reading_that_breaks_off_leaves_no_old_state_behind() {
    UUID user = newUser();
    String sql = "SELECT id, last_login FROM users ORDER BY created_at DESC";
    for (int round = 0; round < 20; round++) {
      newUser();
      assertThatThrownBy(() -> database().read(tx -> tx.sql(sql).list(row -> row.instant("id"))))
          .isInstanceOf(RuntimeException.class);
      assertThatIllegalStateException()
          .isThrownBy(() -> database().read(tx -> tx.sql(sql).list(row -> row.text("last_login"))));
      Instant time = Instant.parse("2030-01-01T00:00:00Z").plusSeconds(round);
      setLastLogin(database(), user, time);
      String read = "SELECT last_login FROM users WHERE id = :id";
      assertThat(
              database()
                  .<Instant>read(
                      tx -> tx.sql(read).bind("id", user).only(row -> row.instant("last_login"))))
          .isEqualTo(time);
    }
  }

  private @Nullable String nameOf(UUID user) {
    String sql = "SELECT name FROM users WHERE id = :id";
    List<Optional<String>> names =
        database()
            .read(tx ->
                tx.sql(sql)
                    .bind("id", user)
                    .list(row -> Optional.ofNullable(row.textOrNull("name"))));
    return names.getFirst().orElse(null);
  }

  private long counted(String sql, UUID user, Instant than) {
    return database()
        .read(tx -> tx.sql(sql).bind("id", user).bind("than", than).only(row -> row.number("n")));
  }

  private Instant roundTrip(Database through, Instant time) {
    UUID user = newUser();
    setLastLogin(through, user, time);
    String sql = "SELECT last_login FROM users WHERE id = :id";
    return through.read(tx -> tx.sql(sql).bind("id", user).only(row -> row.instant("last_login")));
  }

  private static void setLastLogin(Database database, UUID user, Instant time) {
    String sql = "UPDATE users SET last_login = :time WHERE id = :id";
    database.write(tx -> tx.sql(sql).bind("time", time).bind("id", user).update());
  }
}
