package dev.gatehouse.flows.administration;

import dev.gatehouse.identity.activity.Activity;
import dev.gatehouse.identity.activity.Spell;
import dev.gatehouse.identity.activity.Work;
import dev.gatehouse.identity.audit.AuditLog;
import dev.gatehouse.platform.storage.Database;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What all nodes did up to now, as series for plots. The audit knows of every sign-in; of the rest
/// is known what nodes wrote down, and of some spans nothing.
public final class ActivitySeries {
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final double MICROS_A_MILLI = 1000;

  private final Database database;
  private final AuditLog log;
  private final Activity activity;

  public ActivitySeries(Database database, AuditLog log, Activity activity) {
    this.database = database;
    this.log = log;
    this.activity = activity;
  }

  /// The steps of `range`, the last of which may be under way: it has the minute that was over
  /// last.
  public Series of(Range range) {
    Instant over = database.clock().instant().minus(MINUTE);
    Instant until = range.start(over).plus(range.step);
    Instant since = until.minus(range.length);
    List<Instant> bounds =
        Stream.iterate(since, at -> !at.isAfter(until), at -> at.plus(range.step)).toList();
    List<Spell> spells = database.read(tx -> activity.series(tx, since, until, range.step));
    List<AuditLog.Count> signIns = database.read(tx -> log.signIns(tx, bounds));
    List<Point> points =
        IntStream.range(0, spells.size())
            .mapToObj(i -> point(bounds.get(i), signIns.get(i), spells.get(i)))
            .toList();
    return new Series(since, until, range.step.toSeconds(), points);
  }

  private static Point point(Instant at, AuditLog.Count signIns, Spell spell) {
    Work work = spell.work();
    return new Point(
        at,
        spell.nodes(),
        signIns.done(),
        signIns.refused(),
        spell.sessions(),
        work == null ? null : work.refreshes(),
        work == null ? null : work.hashes(),
        work == null ? null : millis(work.mean()),
        work == null ? null : millis(work.longest()));
  }

  private static double millis(Duration duration) {
    return Math.round(duration.toNanos() / MICROS_A_MILLI) / MICROS_A_MILLI;
  }

  /// How far back a series goes, and in which steps. Steps begin at whole multiples since 1970.
  public enum Range {
    HOUR(Duration.ofHours(1), MINUTE),
    DAY(Duration.ofDays(1), Duration.ofMinutes(15)),
    WEEK(Duration.ofDays(7), Duration.ofHours(2)),
    MONTH(Duration.ofDays(30), Duration.ofHours(6));

    private final Duration length;
    private final Duration step;

    Range(Duration length, Duration step) {
      this.length = length;
      this.step = step;
    }

    private Instant start(Instant time) {
      long seconds = step.toSeconds();
      return Instant.ofEpochSecond(Math.floorDiv(time.getEpochSecond(), seconds) * seconds);
    }
  }

  /// What the overview plots.
  public record Series(Instant since, Instant until, long stepSeconds, List<Point> series) {}

  /// What happened in one step. Null is what nobody wrote down.
  ///
  /// @param nodes how many nodes wrote anything down
  /// @param activeSessions the most that were counted alive at a time
  /// @param hashes passwords that were hashed or compared
  /// @param hashWaitMs how long those waited for a thread, on average
  public record Point(
      Instant at,
      int nodes,
      long signIns,
      long failures,
      @Nullable Long activeSessions,
      @Nullable Long refreshes,
      @Nullable Long hashes,
      @Nullable Double hashWaitMs,
      @Nullable Double hashWaitLongestMs) {}
}
