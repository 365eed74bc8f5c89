package dev.gatehouse.platform.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.platform.crypto.Keyring;
import dev.gatehouse.platform.crypto.Randomness;
import dev.gatehouse.platform.crypto.Sealer;
import dev.gatehouse.platform.crypto.Secret;
import dev.gatehouse.platform.storage.ClockedDatabase;
import dev.gatehouse.platform.storage.CountedDatabase;
import dev.gatehouse.platform.storage.Database;
import dev.gatehouse.platform.storage.DatabaseSettings;
import dev.gatehouse.testing.Eventually;
import dev.gatehouse.testing.OnEveryDatabase;
import dev.gatehouse.testing.TestDatabase;
import dev.gatehouse.testing.TestTime;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;

@OnEveryDatabase
@SuppressWarnings("NullAway.Init") // set before each run of the class
class OutboxTest {
  private static final String KIND = "mail";

  @Parameter TestDatabase kind;
  private Database real;
  private DatabaseSettings settings;
  private Database database;
  private TestTime time;
  private Outbox outbox;
  private final List<Courier> couriers = new ArrayList<>();
  private final Queue<String> delivered = new ConcurrentLinkedQueue<>();

  @BeforeParameterizedClassInvocation
  void open() {
    settings = kind.ready();
    real = Database.open(settings);
  }

  @AfterParameterizedClassInvocation
  void closeAll() {
    real.close();
  }

  @BeforeEach
  void start() {
    time = new TestTime();
    database = new ClockedDatabase(real, time.over(real.clock()));
    outbox = outbox("a secret of this test");
  }

  @AfterEach
  void stop() {
    endAll();
    delivered.clear();
    real.write(outbox::forgetAll);
  }

  @Test
  void what_is_put_in_is_delivered_and_its_row_is_gone() {
    courier(this::accept);
    put("one");
    Eventually.holds("it is delivered", () -> delivered.contains("one") && waiting() == 0);
    assertThat(delivered).containsExactly("one");
  }

  @Test
  void nothing_is_delivered_of_a_transaction_that_came_to_nothing() {
    courier(this::accept);
    assertThatThrownBy(() ->
            database.write(tx -> {
              outbox.put(tx, KIND, bytes("never"));
              throw new IllegalStateException("no");
            }))
        .hasMessage("no");
    put("after");
    Eventually.holds("the next is delivered", () -> waiting() == 0);
    assertThat(delivered).containsExactly("after");
  }

  @Test
  void three_nodes_deliver_a_hundred_parcels_once_each() {
    List<String> all = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      all.add("parcel " + i);
      put("parcel " + i);
    }
    for (int node = 0; node < 3; node++) {
      courier(outbox("a secret of this test"), this::accept);
    }
    Eventually.holds("all are delivered", () -> waiting() == 0);
    assertThat(delivered).containsExactlyInAnyOrderElementsOf(all);
  }

  @Test
  void what_failed_is_tried_again_after_growing_pauses_and_given_up_after_a_day() {
    AtomicInteger tries = new AtomicInteger();
    AtomicInteger last = new AtomicInteger();
    courier(parcel -> {
      tries.set(parcel.attempt());
      last.set(parcel.last() ? parcel.attempt() : 0);
      return new Delivery.TryAgain("down");
    });
    put("one");
    Duration passed = Duration.ZERO;
    for (int i = 1; i <= Courier.PAUSES.size(); i++) {
      int attempt = i;
      Duration pause = Courier.PAUSES.get(i - 1);
      Eventually.holds("attempt " + attempt + " was noted", () -> putOff(attempt));
      assertThat(tries.get()).isEqualTo(attempt);
      time.pass(pause);
      couriers.forEach(Courier::wake);
      passed = passed.plus(pause);
    }
    Eventually.holds("it is given up", () -> waiting() == 0);
    assertThat(tries.get()).isEqualTo(Courier.PAUSES.size() + 1).isEqualTo(last.get());
    assertThat(passed).isBetween(Duration.ofHours(20), Duration.ofHours(28));
  }

  @Test
  void two_thousand_parcels_for_one_who_hangs_delay_nobody_else_and_are_not_touched() {
    CountDownLatch over = new CountDownLatch(1);
    CountedDatabase counted =
        new CountedDatabase(database, thread -> thread.getName().equals("outbox-" + KIND));
    courier(
        counted,
        parcel -> {
          if (text(parcel).startsWith("hangs")) {
            await(over);
          }
          return accept(parcel);
        });
    try {
      database.write(tx -> {
        for (int i = 0; i < 2_000; i++) {
          outbox.put(tx, KIND, "hangs", bytes("hangs " + i));
        }
        return true;
      });
      for (int i = 0; i < 20; i++) {
        put("lane " + i % 5, "sound " + i);
      }
      Eventually.holds("the others are delivered", () -> delivered.size() == 20);
      assertThat(counted.takeWrites()).isLessThanOrEqualTo(22);
      put("lane 0", "one more");
      Eventually.holds("it is delivered", () -> delivered.contains("one more"));
      assertThat(counted.takeWrites()).isOne();
      assertThat(claims("hangs")).isEqualTo(2);
    } finally {
      real.write(tx -> tx.sql("DELETE FROM outbox WHERE lane = 'hangs' AND attempts = 0").update());
      over.countDown();
    }
    Eventually.holds("the two that hung are delivered", () -> waiting() == 0);
    assertThat(delivered).hasSize(23);
  }

  @Test
  void twenty_recipients_who_all_hang_leave_a_place_for_one_more() {
    CountDownLatch over = new CountDownLatch(1);
    AtomicInteger hanging = new AtomicInteger();
    Delivery delivery =
        parcel -> {
          if (text(parcel).startsWith("hangs")) {
            hanging.incrementAndGet();
            await(over);
          }
          return accept(parcel);
        };
    start(Courier.ofLanes(database, outbox, KIND, delivery, 21));
    try {
      for (int i = 0; i < 60; i++) {
        put("lane " + i % 20, "hangs " + i);
      }
      Eventually.holds("two to each hang", () -> hanging.get() == 40);
      put("lane 20", "sound");
      Eventually.holds("the other hears", () -> delivered.contains("sound"));
      assertThat(hanging.get()).isEqualTo(40);
    } finally {
      over.countDown();
    }
    Eventually.holds("all are delivered", () -> waiting() == 0);
  }

  @Test
  @SuppressWarnings("ThreadPriorityCheck") // gives the others the chance to be one too many
  void of_one_lane_no_more_than_two_are_under_way_and_all_arrive() {
    AtomicInteger running = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    courier(parcel -> {
      most.accumulateAndGet(running.incrementAndGet(), Math::max);
      Thread.yield();
      running.decrementAndGet();
      return accept(parcel);
    });
    for (int i = 0; i < 40; i++) {
      put("lane", "parcel " + i);
    }
    Eventually.holds("all are delivered", () -> waiting() == 0);
    assertThat(most.get()).isBetween(1, 2);
    assertThat(delivered).hasSize(40).doesNotHaveDuplicates();
  }

  @Test
  void couriers_whose_deliveries_hang_are_ended_together() {
    CountDownLatch over = new CountDownLatch(1);
    AtomicInteger begun = new AtomicInteger();
    try {
      Couriers all = new Couriers(Duration.ofMillis(500));
      for (int i = 0; i < 24; i++) {
        String of = "kind" + i;
        all.add(
            new Courier(
                database,
                outbox,
                of,
                parcel -> {
                  begun.incrementAndGet();
                  await(over);
                  return accept(parcel);
                },
                1));
        database.write(tx -> outbox.put(tx, of, bytes("hangs")));
      }
      all.start();
      Eventually.holds("all hang", () -> begun.get() == 24);
      long start = System.nanoTime();
      all.close();
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(6));
    } finally {
      over.countDown();
    }
    Eventually.holds("what was under way is noted", () -> waiting() == 0);
  }

  @Test
  void what_can_never_be_delivered_is_tried_once() {
    AtomicInteger tries = new AtomicInteger();
    courier(parcel -> {
      tries.incrementAndGet();
      return new Delivery.GiveUp("refused");
    });
    put("one");
    Eventually.holds("it is given up", () -> waiting() == 0);
    assertThat(tries.get()).isEqualTo(1);
  }

  @Test
  void parcels_that_fail_or_hang_stop_nobody_else() {
    CountDownLatch over = new CountDownLatch(1);
    courier(parcel -> {
      String text = text(parcel);
      if (text.equals("poison")) {
        throw new IllegalStateException("a bug");
      }
      if (text.equals("hangs")) {
        await(over);
      }
      return accept(parcel);
    });
    try {
      put("poison");
      put("hangs");
      put("hangs");
      for (int i = 0; i < 20; i++) {
        put("sound " + i);
      }
      Eventually.holds("the others are delivered", () -> delivered.size() == 20);
    } finally {
      over.countDown();
    }
  }

  @Test
  @SuppressWarnings("ThreadPriorityCheck") // gives the others the chance to be one too many
  void no_more_than_so_many_are_under_way_at_once() {
    AtomicInteger running = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    courier(parcel -> {
      most.accumulateAndGet(running.incrementAndGet(), Math::max);
      Thread.yield();
      running.decrementAndGet();
      return accept(parcel);
    });
    for (int i = 0; i < 40; i++) {
      put("parcel " + i);
    }
    Eventually.holds("all are delivered", () -> waiting() == 0);
    assertThat(most.get()).isBetween(1, 4);
  }

  @Test
  void what_a_node_that_died_had_claimed_is_delivered_by_another_after_the_lease() {
    put("one");
    CountDownLatch dead = new CountDownLatch(1);
    AtomicInteger begun = new AtomicInteger();
    courier(
        outbox,
        parcel -> {
          begun.incrementAndGet();
          await(dead); // as far as anybody else can tell, it never comes back
          return new Delivery.TryAgain("dead");
        },
        1);
    Eventually.holds("it is claimed", () -> begun.get() == 1);
    courier(outbox("a secret of this test"), this::accept);
    put("two");
    Eventually.holds("the other node is at work", () -> delivered.contains("two"));
    assertThat(delivered).doesNotContain("one");
    time.pass(Courier.LEASE);
    Eventually.holds("the lease is over", () -> delivered.contains("one"));
    dead.countDown();
    Eventually.holds("its row is gone", () -> waiting() == 0);
  }

  @Test
  void what_is_of_a_kind_that_nobody_here_delivers_waits() {
    courier(this::accept);
    database.write(tx -> outbox.put(tx, "webhook", bytes("for another node")));
    put("one");
    Eventually.holds("the mail is delivered", () -> delivered.contains("one"));
    assertThat(waiting()).isGreaterThanOrEqualTo(1);
    Outbox elsewhere = outbox("a secret of this test");
    Courier other = new Courier(database, elsewhere, "webhook", this::accept, 4);
    start(other);
    Eventually.holds("the other node delivers it", () -> waiting() == 0);
  }

  @Test
  void a_payload_is_sealed_and_waits_for_its_secret() {
    put("a link with a token");
    byte[] stored =
        real.read(tx -> tx.sql("SELECT payload FROM outbox").only(row -> row.bytes("payload")));
    assertThat(new String(stored, StandardCharsets.ISO_8859_1)).doesNotContain("link");
    courier(outbox("another secret"), this::accept);
    Eventually.holds("the attempt is put off", () -> putOff(1));
    assertThat(delivered).isEmpty();
    endAll();
    courier(this::accept);
    time.pass(Courier.PAUSES.getFirst());
    Eventually.holds("it is delivered", () -> delivered.contains("a link with a token"));
  }

  @Test
  void what_is_sealed_anew_can_still_be_delivered() {
    put("one");
    Randomness random = new Randomness(database.clock());
    Keyring both =
        new Keyring(new Secret("the new one"), List.of(new Secret("a secret of this test")));
    Outbox moving = new Outbox(new Sealer(both, random), random, database.clock());
    assertThat(moving.reseal(database).moved()).isEqualTo(1);
    assertThat(moving.reseal(database).moved()).isZero();
    courier(outbox("the new one"), this::accept);
    Eventually.holds("it is delivered", () -> delivered.contains("one"));
  }

  private void put(String text) {
    database.write(tx -> outbox.put(tx, KIND, bytes(text)));
  }

  private void put(String lane, String text) {
    database.write(tx -> outbox.put(tx, KIND, lane, bytes(text)));
  }

  private void endAll() {
    Couriers all = new Couriers();
    couriers.forEach(all::add);
    all.close();
    couriers.clear();
  }

  private long claims(String lane) {
    return real.read(tx ->
        tx.sql("SELECT SUM(attempts) AS n FROM outbox WHERE lane = :lane")
            .bind("lane", lane)
            .only(row -> row.number("n")));
  }

  private Delivery.Result accept(Parcel parcel) {
    delivered.add(text(parcel));
    return new Delivery.Delivered();
  }

  private void courier(Delivery delivery) {
    courier(outbox, delivery);
  }

  private void courier(Outbox of, Delivery delivery) {
    courier(of, delivery, 4);
  }

  private void courier(Database over, Delivery delivery) {
    start(new Courier(over, outbox, KIND, delivery, 4));
  }

  private void courier(Outbox of, Delivery delivery, int atOnce) {
    start(new Courier(database, of, KIND, delivery, atOnce));
  }

  private void start(Courier courier) {
    couriers.add(courier);
    courier.start();
  }

  private Outbox outbox(String secret) {
    Randomness random = new Randomness(database.clock());
    return new Outbox(
        new Sealer(new Keyring(new Secret(secret), List.of()), random), random, database.clock());
  }

  private long waiting() {
    return real.read(tx -> tx.sql("SELECT COUNT(*) AS n FROM outbox").only(row -> row.number("n")));
  }

  /// Whether that attempt came to its end: the next is due at its pause, not at the lease's end.
  private boolean putOff(int attempt) {
    Duration pause = Courier.PAUSES.get(attempt - 1);
    Duration claimed = Courier.LEASE.plusMinutes(1); // a server's clock may go back a little
    Instant from =
        database
            .clock()
            .instant()
            .plus(pause.compareTo(Courier.LEASE) > 0 ? claimed : Duration.ZERO);
    return real.read(tx ->
        tx.sql(
                """
                SELECT COUNT(*) AS n FROM outbox
                WHERE attempts = :n AND due_at > :from AND due_at <= :to
                """)
            .bind("n", attempt)
            .bind("from", from)
            .bind("to", database.clock().instant().plus(pause))
            .only(row -> row.number("n")))
        == 1;
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String text(Parcel parcel) {
    return new String(parcel.payload(), StandardCharsets.UTF_8);
  }
}
