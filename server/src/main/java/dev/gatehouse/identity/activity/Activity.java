package dev.gatehouse.identity.activity;

import dev.gatehouse.platform.storage.StorageException;
import dev.gatehouse.platform.storage.Tx;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// What nodes wrote down of their work, to be read as a series.
public final class Activity {
  /// How long figures are kept: a month and what a month may be longer.
  public static final Duration KEPT = Duration.ofDays(35);

  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final NodeFigureTable figures = new NodeFigureTable();
  private final SessionCountTable counts = new SessionCountTable();
  private final Clock clock;

  public Activity(Clock clock) {
    this.clock = clock;
  }

  /// From `since` to `until`, a spell for each step in turn, all nodes together.
  ///
  /// @param since a multiple of `step` since 1970, as is `until`
  /// @param step whole minutes
  public List<Spell> series(Tx tx, Instant since, Instant until, Duration step) {
    long from = minute(since);
    long to = minute(until);
    int minutes = (int) step.dividedBy(MINUTE);
    Map<Long, Spell> sums = figures.sums(tx, from, to, minutes);
    Map<Long, Long> alive = counts.highest(tx, from, to, minutes);
    List<Spell> spells = new ArrayList<>();
    for (long began = from; began < to; began += minutes) {
      Spell spell = sums.getOrDefault(began, Spell.UNKNOWN);
      Long sessions = alive.get(began);
      spells.add(sessions == null ? spell : spell.with(sessions));
    }
    return spells;
  }

  /// The minute that it is, counted since 1970.
  long now() {
    return minute(clock.instant());
  }

  /// @throws StorageException.UniqueViolation when the node wrote of this minute already
  void note(Tx tx, UUID node, long minute, Work work) {
    figures.insert(tx, node, minute, work);
  }

  /// Whether some node counts, or has counted, the sessions of this minute.
  boolean isCounted(Tx tx, long minute) {
    return counts.has(tx, minute);
  }

  /// Makes the count of this minute the caller's business.
  ///
  /// @throws StorageException.UniqueViolation when it is another's
  void claimCount(Tx tx, long minute) {
    counts.insert(tx, minute);
  }

  void noteCount(Tx tx, long minute, long alive) {
    counts.fill(tx, minute, alive);
  }

  /// Forgets what is older than [#KEPT], about `most` rows; how many were found.
  int forgetOld(Tx tx, int most) {
    long oldest = minute(clock.instant().minus(KEPT));
    counts.deleteBefore(tx, oldest);
    return figures.deleteBefore(tx, oldest, most);
  }

  private static long minute(Instant time) {
    return Math.floorDiv(time.getEpochSecond(), MINUTE.toSeconds());
  }
}
