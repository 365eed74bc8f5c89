package dev.gatehouse.identity.chain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.identity.audit.Audit;
import dev.gatehouse.identity.audit.AuditEvent;
import dev.gatehouse.identity.audit.Client;
import dev.gatehouse.platform.crypto.Keyring;
import dev.gatehouse.platform.crypto.Randomness;
import dev.gatehouse.platform.crypto.Sealer;
import dev.gatehouse.platform.crypto.Secret;
import dev.gatehouse.platform.storage.ClockedDatabase;
import dev.gatehouse.platform.storage.Database;
import dev.gatehouse.testing.OnEveryDatabase;
import dev.gatehouse.testing.TestDatabase;
import dev.gatehouse.testing.Together;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;

@OnEveryDatabase
@SuppressWarnings("NullAway.Init") // set before each test
@Order(1)
class EventSealerTest {
  private static final Client SOMEBODY = new Client("192.0.2.1", "Agent", "request");

  @Parameter TestDatabase kind;
  private final AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
  private Database database;
  private Randomness random;
  private Audit audit;
  private CheckpointKeys keys;
  private EventSealer sealer;
  private ChainCheck check;

  @BeforeEach
  void open() {
    now.set(Instant.parse("2026-05-01T10:00:00.123456Z"));
    Database real = Database.open(kind.ready());
    database = new ClockedDatabase(real, clock());
    random = new Randomness(clock());
    audit = new Audit(random, clock());
    Keyring keyring = new Keyring(new Secret("a secret of tests"), List.of());
    keys = new CheckpointKeys(new Sealer(keyring, random), random);
    sealer = another();
    check = new ChainCheck(database, keys);
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void an_event_that_was_committed_late_is_sealed_behind_those_before_it() {
    record(3);
    sealer.seal();
    database.write(tx ->
        tx.sql(
                """
                INSERT INTO audit_events (id, at, action, result)
                VALUES (:id, :at, 'late.commit', 'done')
                """)
            .bind("id", UUID.fromString("01900000-0000-7000-8000-000000000000"))
            .bind("at", now.get())
            .update());
    assertThat(sealer.seal()).isEqualTo(1);
    assertThat(number("SELECT chain_position AS n FROM audit_events WHERE action = 'late.commit'"))
        .isEqualTo(4);
    assertThat(check.check(null, 100).fault()).isNull();
  }

  @Test
  void sealers_of_many_nodes_make_one_chain_without_gap_or_fork() {
    List<Callable<Integer>> calls = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      EventSealer node = another();
      calls.add(() -> {
        for (int round = 0; round < 10; round++) {
          record(5);
          node.seal();
          pass(Duration.ofSeconds(2)); // leases run out in the middle
        }
        return 1;
      });
    }
    Together.all(calls);
    pass(Duration.ofSeconds(10));
    sealer.seal();
    assertThat(number("SELECT COUNT(DISTINCT chain_position) AS n FROM audit_events"))
        .isEqualTo(300);
    ChainCheck.Report report = check.check(null, 10_000);
    assertThat(report.fault()).isNull();
    assertThat(report.reached().position()).isEqualTo(300);
    assertThat(report.unsealed()).isZero();
  }

  @Test
  void another_node_seals_as_soon_as_the_lease_of_a_dead_one_has_run_out() {
    record(1);
    sealer.seal();
    EventSealer other = another();
    record(1);
    assertThat(other.seal()).isZero();
    pass(EventSealer.LEASE);
    assertThat(other.seal()).isEqualTo(1);
    record(1);
    assertThat(sealer.seal()).isZero();
    assertThat(check.check(null, 100).unsealed()).isEqualTo(1);
  }

  @Test
  void many_events_are_checked_page_by_page() {
    record(1_345);
    sealer.seal();
    ChainCheck.Report report = check.check(null, 1_000);
    assertThat(report.reached().position()).isEqualTo(1_000);
    assertThat(report.goesOn()).isTrue();
    change(1_200);
    assertThat(check.check(null, 1_000).fault()).isNull();
    Fault fault = check.check(Place.of(report.reached().packed()), 1_000).fault();
    assertThat(fault).isNotNull();
    assertThat(fault.position()).isEqualTo(1_200);
  }

  @Test
  void events_older_than_they_are_kept_go_and_the_rest_stays_provable() {
    record(20);
    sealer.seal();
    pass(Duration.ofDays(9));
    record(10);
    sealer.seal();
    Retention retention = retention(Duration.ofDays(8));
    retention.run();
    assertThat(number("SELECT MIN(chain_position) AS n FROM audit_events")).isEqualTo(21);
    ChainCheck.Report report = check.check(null, 100);
    assertThat(report.fault()).isNull();
    assertThat(report.after()).isEqualTo(20);
    record(5);
    sealer.seal();
    retention.run();
    assertThat(check.check(null, 100).reached().position()).isEqualTo(35);
    execute("DELETE FROM audit_events WHERE chain_position = 21");
    assertThat(check.check(null, 100).fault()).isEqualTo(Fault.missing(21));
  }

  @Test
  void a_change_among_what_is_due_for_removal_keeps_it_from_being_removed() {
    record(20);
    sealer.seal();
    change(7);
    pass(Duration.ofDays(9));
    retention(Duration.ofDays(1)).run();
    assertThat(number("SELECT COUNT(*) AS n FROM audit_events")).isEqualTo(20);
  }

  @Test
  void a_beginning_that_was_removed_by_hand_is_no_retention() {
    record(20);
    sealer.seal();
    execute("DELETE FROM audit_events WHERE chain_position <= 5");
    assertThat(check.check(null, 100).fault()).isEqualTo(Fault.missing(1));
  }

  @Test
  void a_checkpoint_kept_elsewhere_shows_a_history_that_was_rolled_back_as_a_whole() {
    record(5);
    sealer.seal();
    pass(Duration.ofMinutes(10));
    record(5);
    sealer.seal();
    List<String> outside = List.of(check.newest().orElseThrow());
    assertThat(check.check(null, 100, outside).fault()).isNull();
    execute("DELETE FROM audit_events WHERE chain_position > 5");
    execute("DELETE FROM audit_checkpoints WHERE number = 2");
    execute(
        """
        UPDATE audit_chain SET position = 5, checkpoints = 1, signed_position = 5,
          hash = (SELECT chain_hash FROM audit_events WHERE chain_position = 5)
        """);
    assertThat(check.check(null, 100).fault()).isNull();
    assertThat(check.check(null, 100, outside).fault())
        .isEqualTo(
            new Fault(
                6L, "The chain ends at position 5, but checkpoint 2 vouches for position 10."));
    record(20);
    sealer.seal();
    assertThat(check.check(null, 100, outside).fault())
        .isEqualTo(
            new Fault(
                10L, "The chain up to position 10 is not the one that checkpoint 2 vouches for."));
  }

  @Test
  void an_end_of_the_chain_that_was_removed_is_missed() {
    record(1);
    sealer.seal();
    execute("DELETE FROM audit_chain");
    Fault fault = check.check(null, 100).fault();
    assertThat(fault).isNotNull();
    assertThat(fault.sentence()).isEqualTo("The row that says where the chain ends is missing.");
  }

  @Test
  void nothing_is_written_when_there_is_nothing_to_seal() {
    record(1);
    sealer.seal();
    pass(Duration.ofHours(1));
    assertThat(sealer.seal()).isZero();
    assertThat(number("SELECT COUNT(*) AS n FROM audit_checkpoints")).isEqualTo(1);
    Instant held =
        database.read(tx ->
            tx.sql("SELECT held_until FROM audit_chain").only(row -> row.instant("held_until")));
    assertThat(held).isBefore(now.get());
  }

  private EventSealer another() {
    return new EventSealer(database, keys, random);
  }

  private Retention retention(Duration kept) {
    return new Retention(database, sealer, check, keys, kept);
  }

  private void pass(Duration time) {
    now.updateAndGet(before -> before.plus(time));
  }

  private void record(int count) {
    database.write(tx -> {
      for (int i = 0; i < count; i++) {
        audit.record(
            tx, AuditEvent.done(null, "test.event", "target").about("detail " + i), SOMEBODY);
      }
      return true;
    });
  }

  private void change(long position) {
    execute("UPDATE audit_events SET action = 'x' WHERE chain_position = " + position);
  }

  private void execute(String statement) {
    int changed = database.write(tx -> tx.sql(statement).update());
    assertThat(changed).isPositive();
  }

  private long number(String query) {
    return database.read(tx -> tx.sql(query).only(row -> row.number("n")));
  }

  private Clock clock() {
    return new Clock() {
      @Override
      public Instant instant() {
        return now.get();
      }

      @Override
      public ZoneId getZone() {
        return ZoneOffset.UTC;
      }

      @Override
      public Clock withZone(ZoneId zone) {
        return this;
      }
    };
  }
}
