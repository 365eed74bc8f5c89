package dev.gatehouse.flows.administration;

import dev.gatehouse.identity.audit.AuditLog;
import dev.gatehouse.identity.directory.Directory;
import dev.gatehouse.identity.sessions.Sessions;
import dev.gatehouse.platform.storage.Database;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Figures for the overview, from what the server writes down anyway.
public final class Statistics {
  private final Database database;
  private final AuditLog log;
  private final Directory directory;
  private final Sessions sessions;

  /// The one thing here that has to look at every row.
  private final Kept<Totals> totals = new Kept<>();

  public Statistics(Database database, AuditLog log, Directory directory, Sessions sessions) {
    this.database = database;
    this.log = log;
    this.directory = directory;
    this.sessions = sessions;
  }

  /// The figures from `since` to `until`, which are starts of steps.
  public Figures between(Instant since, Instant until, Step step) {
    List<Instant> bounds =
        Stream.iterate(since, at -> !at.isAfter(until), at -> at.plus(step.length)).toList();
    List<AuditLog.Count> counts = database.read(tx -> log.signIns(tx, bounds));
    List<Point> series =
        IntStream.range(0, counts.size())
            .mapToObj(i -> new Point(bounds.get(i), counts.get(i).done(), counts.get(i).refused()))
            .toList();
    return new Figures(since, until, totals.get(database.clock().instant(), this::count), series);
  }

  private Totals count() {
    return database.read(tx -> {
      Directory.Count users = directory.count(tx);
      return new Totals(users.all(), users.active(), sessions.countLive(tx));
    });
  }

  /// How long one point of a series is, in UTC.
  public enum Step {
    HOUR(Duration.ofHours(1)),
    DAY(Duration.ofDays(1));

    private final Duration length;

    Step(Duration length) {
      this.length = length;
    }

    /// The start of the step that `time` is in.
    public Instant start(Instant time) {
      long seconds = length.toSeconds();
      return Instant.ofEpochSecond(Math.floorDiv(time.getEpochSecond(), seconds) * seconds);
    }

    /// The end of the step that `time` is in; `time` itself when it is the start of one.
    public Instant end(Instant time) {
      Instant start = start(time);
      return start.equals(time) ? start : start.plus(length);
    }

    public long spans(Instant since, Instant until) {
      return Duration.between(since, until).dividedBy(length);
    }
  }

  /// What the overview shows.
  public record Figures(Instant since, Instant until, Totals totals, List<Point> series) {}

  /// How many there are now, half a minute ago at most.
  public record Totals(long users, long activeUsers, long activeSessions) {}

  /// What happened in one step.
  public record Point(Instant at, long signIns, long failures) {}
}
