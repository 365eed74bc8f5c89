package dev.gatehouse.contracts.admin;

import dev.gatehouse.flows.administration.ActivitySeries;
import dev.gatehouse.flows.administration.Actor;
import dev.gatehouse.flows.administration.Statistics;
import dev.gatehouse.platform.http.Request;
import dev.gatehouse.platform.http.Response;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;

/// `/stats`: the figures of the overview.
public final class StatsCalls {
  private static final Duration USUAL = Duration.ofDays(1);
  private static final int MOST_SPANS = 400;

  private final Statistics statistics;
  private final ActivitySeries activity;
  private final InstantSource clock;

  StatsCalls(Statistics statistics, ActivitySeries activity, InstantSource clock) {
    this.statistics = statistics;
    this.activity = activity;
    this.clock = clock;
  }

  Response show(Request request, Actor actor) {
    Query query = new Query(request);
    Statistics.Step step =
        "day".equals(query.oneOf("step", "hour", "day"))
            ? Statistics.Step.DAY
            : Statistics.Step.HOUR;
    Instant givenUntil = query.time("until");
    Instant until = step.end(givenUntil == null ? clock.instant() : givenUntil);
    Instant givenSince = query.time("since");
    Instant since = step.start(givenSince == null ? until.minus(USUAL) : givenSince);
    if (!since.isBefore(until)) {
      query.refuse("since", "must be before until");
    } else if (step.spans(since, until) > MOST_SPANS) {
      query.refuse("since", "is more than " + MOST_SPANS + " steps before until");
    }
    query.done();
    return Response.ok(statistics.between(since, until, step));
  }

  /// What all nodes did, up to now.
  Response series(Request request, Actor actor) {
    Query query = new Query(request);
    String range = query.oneOf("range", "hour", "day", "week", "month");
    query.done();
    return Response.ok(
        activity.of(
            range == null
                ? ActivitySeries.Range.DAY
                : ActivitySeries.Range.valueOf(range.toUpperCase(Locale.ROOT))));
  }
}
