package dev.gatehouse.platform.outbox;

import dev.gatehouse.platform.metrics.Figures;
import dev.gatehouse.platform.metrics.Tally;
import dev.gatehouse.platform.storage.Database;
import dev.gatehouse.platform.storage.StorageException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Delivers the parcels of one kind: a few at a time, each claimed with a lease, so that no two
/// nodes try the same one. Of one lane two are under way at once, so that a recipient who hangs
/// holds up nobody else, and what waits for it costs nothing. Begins as soon as something was put
/// in on this node, and within a second when it was on another.
public final class Courier {
  /// How long a parcel belongs to the node that claimed it.
  public static final Duration LEASE = Duration.ofMinutes(5);

  /// The pauses after failed attempts. They add up to a day.
  static final List<Duration> PAUSES =
      List.of(
          Duration.ofSeconds(10),
          Duration.ofSeconds(30),
          Duration.ofMinutes(2),
          Duration.ofMinutes(4),
          Duration.ofMinutes(15),
          Duration.ofMinutes(30),
          Duration.ofHours(1),
          Duration.ofHours(2),
          Duration.ofHours(4),
          Duration.ofHours(8),
          Duration.ofHours(8));

  /// After this long nothing is tried any more, even when each attempt cost its node its life.
  public static final Duration GIVEN_UP_AFTER =
      PAUSES.stream().reduce(LEASE.multipliedBy(PAUSES.size() + 1L), Duration::plus);

  private static final Logger LOG = LoggerFactory.getLogger(Courier.class);
  private static final Duration POLL = Duration.ofSeconds(1);
  private static final int IN_A_LANE = 2;
  private static final int NOTE_TRIES = 60;

  private final OutboxTable table = new OutboxTable();
  private final Tally<Came> came = new Tally<>(Came.class);
  private final Semaphore news = new Semaphore(0);
  private final Database database;
  private final Outbox outbox;
  private final String kind;
  private final Delivery delivery;
  private final int atOnce;
  private final Semaphore slots;
  private final Lanes lanes = new Lanes(IN_A_LANE);
  private final Thread thread;
  private volatile boolean closed;

  /// @param atOnce how many parcels are under way at the same time
  public Courier(Database database, Outbox outbox, String kind, Delivery delivery, int atOnce) {
    this.database = database;
    this.outbox = outbox;
    this.kind = kind;
    this.delivery = delivery;
    this.atOnce = atOnce;
    this.slots = new Semaphore(atOnce);
    this.thread = Thread.ofVirtual().name("outbox-" + kind).unstarted(this::run);
  }

  /// With places for so many lanes that hang all at once.
  public static Courier ofLanes(
      Database database, Outbox outbox, String kind, Delivery delivery, int most) {
    return new Courier(database, outbox, kind, delivery, IN_A_LANE * most);
  }

  void start() {
    outbox.onPut(kind, this::wake);
    thread.start();
  }

  /// Declares how many parcels were delivered, put off and given up.
  void declare(Figures figures) {
    came.declare(figures, "outbox_" + kind, "Attempts to deliver from the outbox, by outcome.");
  }

  /// Begins nothing more.
  void stop() {
    closed = true;
    news.release();
  }

  /// Waits for what is under way once it was stopped.
  void await(Duration patience) {
    if (thread.getState() == Thread.State.NEW) {
      return; // the server's start was broken off
    }
    long end = System.nanoTime() + patience.toNanos();
    try {
      if (patience.isPositive() && !thread.join(patience)) {
        LOG.warn("{}: stopped while it waited for the database", kind);
      }
      if (slots.tryAcquire(atOnce, end - System.nanoTime(), TimeUnit.NANOSECONDS)) {
        slots.release(atOnce);
      } else {
        LOG.warn("{}: stopped during a delivery, which is tried again later", kind);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// Looks at once.
  void wake() {
    news.release();
  }

  private void run() {
    try {
      while (!closed) {
        try {
          takeWhatIsDue();
        } catch (RuntimeException e) {
          LOG.warn("{}: the outbox could not be read: {}", kind, String.valueOf(e.getMessage()));
        }
        if (news.tryAcquire(POLL.toMillis(), TimeUnit.MILLISECONDS)) {
          news.drainPermits();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// A page that is full of one lane's hides what is behind it: then the next page is without that
  /// lane.
  private void takeWhatIsDue() {
    int free;
    int seen;
    do {
      free = slots.availablePermits();
      seen = free == 0 ? 0 : take(free);
    } while (free > 0 && seen == free && !closed);
  }

  /// The number of rows that were looked at.
  private int take(int free) {
    Instant now = database.clock().instant();
    Set<String> full = lanes.full();
    List<OutboxTable.Waiting> due = database.read(tx -> table.due(tx, kind, now, full, free));
    List<OutboxTable.Waiting> entered = lanes.enter(due);
    if (!entered.isEmpty()) {
      claim(entered, now).forEach(this::send);
    }
    return due.size();
  }

  private List<OutboxTable.Waiting> claim(List<OutboxTable.Waiting> entered, Instant now) {
    List<OutboxTable.Waiting> claimed = List.of();
    try {
      claimed =
          database.write(tx ->
              entered.stream().filter(row -> table.claim(tx, row, now, now.plus(LEASE))).toList());
      return claimed;
    } finally {
      Set<UUID> ours = claimed.stream().map(OutboxTable.Waiting::id).collect(Collectors.toSet());
      entered.stream().filter(row -> !ours.contains(row.id())).forEach(this::leave);
    }
  }

  private void send(OutboxTable.Waiting row) {
    slots.acquireUninterruptibly();
    Thread.ofVirtual().name("outbox-" + kind + "-" + row.id()).start(() -> carry(row));
  }

  private void leave(OutboxTable.Waiting row) {
    lanes.leave(row.lane());
  }

  private void carry(OutboxTable.Waiting row) {
    try {
      conclude(row, attempt(row));
    } catch (StorageException e) {
      LOG.warn("{} {}: what came of it could not be noted", kind, row.id());
    } finally {
      leave(row);
      slots.release();
      news.release();
    }
  }

  /// A parcel that has cost every node its life is not tried for ever.
  private Delivery.Result attempt(OutboxTable.Waiting row) {
    int attempt = row.attempts() + 1;
    if (attempt > PAUSES.size() + 1) {
      return new Delivery.GiveUp("no attempt came to an end");
    }
    Optional<byte[]> payload = outbox.open(row);
    if (payload.isEmpty()) {
      return new Delivery.TryAgain("sealed under an unknown secret");
    }
    try {
      return delivery.deliver(
          new Parcel(row.id(), payload.get(), attempt, attempt > PAUSES.size()));
    } catch (RuntimeException | StackOverflowError e) {
      return new Delivery.TryAgain(e.getClass().getSimpleName());
    }
  }

  private void conclude(OutboxTable.Waiting row, Delivery.Result result) {
    switch (result) {
      case Delivery.Delivered _ -> {
        came.count(Came.DELIVERED);
        forget(row);
      }
      case Delivery.GiveUp(String why) -> giveUp(row, why);
      case Delivery.TryAgain(String why) -> {
        if (row.attempts() >= PAUSES.size()) {
          giveUp(row, why);
        } else {
          putOff(row, why);
        }
      }
    }
  }

  private void putOff(OutboxTable.Waiting row, String why) {
    Duration pause = PAUSES.get(row.attempts());
    came.count(Came.PUT_OFF);
    LOG.warn(
        "{} {}: attempt {} failed ({}), the next in {} s",
        kind,
        row.id(),
        row.attempts() + 1,
        why,
        pause.toSeconds());
    note(() ->
        database.write(tx -> {
          Instant dueAt = database.clock().instant().plus(pause);
          table.postpone(tx, row.id(), row.attempts() + 1, dueAt);
          return true;
        }));
  }

  private void giveUp(OutboxTable.Waiting row, String why) {
    came.count(Came.GIVEN_UP);
    LOG.error("{} {}: given up after {} attempts ({})", kind, row.id(), row.attempts() + 1, why);
    forget(row);
  }

  private void forget(OutboxTable.Waiting row) {
    note(() ->
        database.write(tx -> {
          table.delete(tx, row.id());
          return true;
        }));
  }

  /// Tries for a minute: what is not noted would be delivered twice.
  private void note(Runnable writing) {
    for (int tries = 1; ; tries++) {
      try {
        writing.run();
        return;
      } catch (StorageException e) {
        if (tries == NOTE_TRIES || closed) {
          throw e;
        }
        pause();
      }
    }
  }

  private static void pause() {
    try {
      Thread.sleep(POLL);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private enum Came {
    DELIVERED,
    PUT_OFF,
    GIVEN_UP
  }
}
