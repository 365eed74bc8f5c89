package dev.gatehouse.identity.activity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.platform.storage.ClockedDatabase;
import dev.gatehouse.platform.storage.Database;
import dev.gatehouse.platform.storage.StorageException;
import dev.gatehouse.platform.storage.Tx;
import dev.gatehouse.testing.OnEveryDatabase;
import dev.gatehouse.testing.TestDatabase;
import dev.gatehouse.testing.TestTime;
import dev.gatehouse.testing.Together;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;

/// What nodes write down of each minute.
@SuppressWarnings("NullAway.Init") // set before the tests
@OnEveryDatabase
class RecorderTest {
  private static final Instant BEGIN = Instant.parse("2026-03-01T12:00:00Z");
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Work NOTHING = new Work(0, 0, Duration.ZERO, Duration.ZERO);

  @Parameter TestDatabase kind;
  private final AtomicInteger counts = new AtomicInteger();
  private Database real;
  private Database database;
  private Activity activity;
  private TestTime time;

  @BeforeParameterizedClassInvocation
  void open() {
    real = Database.open(kind.ready());
  }

  @BeforeEach
  void begin() {
    real.write(tx -> tx.sql("DELETE FROM node_figures").update());
    real.write(tx -> tx.sql("DELETE FROM session_counts").update());
    counts.set(0);
    time = new TestTime();
    database = new ClockedDatabase(real, time.over(Clock.fixed(BEGIN, ZoneOffset.UTC)));
    activity = new Activity(database.clock());
  }

  @AfterParameterizedClassInvocation
  void close() {
    real.close();
  }

  @Test
  void the_work_of_all_nodes_is_added_up_minute_by_minute_and_step_by_step() {
    Node first = new Node();
    Node second = new Node();
    first.did = new Work(3, 2, Duration.ofMillis(10), Duration.ofMillis(8));
    second.did = new Work(4, 1, Duration.ofMillis(20), Duration.ofMillis(20));
    time.pass(MINUTE);
    first.recorder.look();
    second.recorder.look();
    second.did = new Work(1, 0, Duration.ZERO, Duration.ZERO);
    time.pass(MINUTE);
    first.recorder.look();
    second.recorder.look();
    first.recorder.look();
    Work both = new Work(7, 3, Duration.ofMillis(30), Duration.ofMillis(20));
    assertThat(series(2, MINUTE))
        .containsExactly(
            new Spell(2, both, 5L), new Spell(2, new Work(1, 0, Duration.ZERO, Duration.ZERO), 5L));
    assertThat(both.mean()).isEqualTo(Duration.ofMillis(10));
    assertThat(series(30, Duration.ofMinutes(15)))
        .containsExactly(
            new Spell(2, new Work(8, 3, Duration.ofMillis(30), Duration.ofMillis(20)), 5L),
            Spell.UNKNOWN);
  }

  @Test
  void a_minute_of_which_nobody_wrote_is_a_gap_and_one_without_work_is_not() {
    Node node = new Node();
    time.pass(MINUTE);
    node.recorder.look();
    time.pass(MINUTE.multipliedBy(3));
    node.recorder.look();
    assertThat(series(4, MINUTE))
        .containsExactly(
            new Spell(1, NOTHING, 5L),
            new Spell(1, NOTHING, null),
            Spell.UNKNOWN,
            new Spell(0, null, 5L));
  }

  @Test
  void a_node_that_is_started_anew_within_a_minute_loses_and_doubles_nothing() {
    Node before = new Node();
    before.did = new Work(2, 0, Duration.ZERO, Duration.ZERO);
    time.pass(Duration.ofSeconds(20));
    before.recorder.close();
    Node after = new Node();
    after.did = new Work(1, 0, Duration.ZERO, Duration.ZERO);
    time.pass(Duration.ofSeconds(40));
    after.recorder.look();
    assertThat(series(1, MINUTE))
        .containsExactly(new Spell(2, new Work(3, 0, Duration.ZERO, Duration.ZERO), 5L));
  }

  @Test
  void of_many_nodes_one_counts_the_sessions_of_a_minute() {
    List<Callable<Boolean>> looks = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      Node node = new Node();
      looks.add(() -> {
        node.recorder.look();
        return true;
      });
    }
    time.pass(MINUTE);
    Together.all(looks);
    assertThat(counts.get()).isOne();
    assertThat(series(1, MINUTE)).containsExactly(new Spell(6, NOTHING, 5L));
  }

  @Test
  void a_node_that_dies_while_it_counts_leaves_a_gap_and_no_number() {
    Node node = new Node();
    node.dies = true;
    time.pass(MINUTE);
    assertThatThrownBy(node.recorder::look).hasMessage("died");
    node.dies = false;
    node.recorder.look();
    assertThat(series(1, MINUTE)).containsExactly(new Spell(1, NOTHING, null));
    time.pass(MINUTE);
    node.recorder.look();
    assertThat(series(2, MINUTE).getLast()).isEqualTo(new Spell(1, NOTHING, 5L));
  }

  @Test
  void what_cannot_be_written_waits_and_is_written_of_its_own_minute() {
    Node node = new Node();
    node.did = new Work(1, 0, Duration.ZERO, Duration.ZERO);
    rename("node_figures", "away");
    try {
      time.pass(MINUTE);
      assertThatThrownBy(node.recorder::look).isInstanceOf(StorageException.class);
      node.did = new Work(2, 0, Duration.ZERO, Duration.ZERO);
      time.pass(MINUTE);
      assertThatThrownBy(node.recorder::look).isInstanceOf(StorageException.class);
      assertThatThrownBy(node.recorder::look).isInstanceOf(StorageException.class);
    } finally {
      rename("away", "node_figures");
    }
    node.recorder.look();
    assertThat(series(2, MINUTE).stream().map(Spell::work))
        .containsExactly(
            new Work(1, 0, Duration.ZERO, Duration.ZERO),
            new Work(2, 0, Duration.ZERO, Duration.ZERO));
  }

  @Test
  void what_is_older_than_thirty_five_days_is_forgotten() {
    long now = activity.now();
    long days = Duration.ofDays(1).toMinutes();
    UUID node = UUID.randomUUID();
    real.write(tx -> {
      for (long minute : List.of(now - 40 * days, now - 35 * days - 2, now - 35 * days + 5)) {
        activity.note(tx, node, minute, NOTHING);
        activity.claimCount(tx, minute);
      }
      return true;
    });
    Node looking = new Node();
    time.pass(MINUTE);
    looking.recorder.look();
    assertThat(number("node_figures")).isEqualTo(2);
    assertThat(number("session_counts")).isEqualTo(2);
  }

  @Test
  void a_node_that_stops_while_a_look_hangs_does_not_write_beside_it() throws Exception {
    Node node = new Node();
    time.pass(MINUTE);
    node.gate = new CountDownLatch(1);
    Thread look = Thread.ofVirtual().start(node.recorder::look);
    assertThat(node.begun.await(10, TimeUnit.SECONDS)).isTrue();
    node.recorder.close();
    assertThat(node.takes.get()).isOne();
    node.gate.countDown();
    look.join();
    assertThat(number("node_figures")).isOne();
  }

  private List<Spell> series(int minutes, Duration step) {
    Instant until = BEGIN.plus(MINUTE.multipliedBy(minutes));
    return real.read(tx -> activity.series(tx, BEGIN, until, step));
  }

  private long number(String table) {
    return real.read(
        tx -> tx.sql("SELECT COUNT(*) AS n FROM " + table).only(row -> row.number("n")));
  }

  private void rename(String from, String to) {
    real.write(tx -> tx.sql("ALTER TABLE " + from + " RENAME TO " + to).update());
  }

  /// A node that has just been started, whose work the test names.
  private final class Node implements Recorder.Source {
    private final Recorder recorder = new Recorder(database, activity, UUID.randomUUID(), this);
    private Work did = NOTHING;
    private boolean dies;
    private final AtomicInteger takes = new AtomicInteger();
    private final CountDownLatch begun = new CountDownLatch(1);
    private CountDownLatch gate = new CountDownLatch(0);

    @Override
    public Work take() {
      takes.incrementAndGet();
      begun.countDown();
      try {
        gate.await();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
      Work taken = did;
      did = NOTHING;
      return taken;
    }

    @Override
    public long sessions(Tx tx) {
      if (dies) {
        throw new IllegalStateException("died");
      }
      counts.incrementAndGet();
      return 5;
    }
  }
}
