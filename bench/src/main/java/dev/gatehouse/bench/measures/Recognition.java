package dev.gatehouse.bench.measures;

import dev.gatehouse.bench.load.Conversation;
import dev.gatehouse.bench.load.Measured;
import dev.gatehouse.bench.load.Requests;
import dev.gatehouse.bench.subject.Installation;
import dev.gatehouse.bench.subject.ServerProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/// How fast `/me` is against `/health`, that it asks no database, and what the access log costs.
public final class Recognition {
  static final int CONNECTIONS = 32;
  private static final double SHARE = 0.8;
  private static final double RATE = 45_000;

  private final Lab lab;
  private final Installation installation;
  private final List<Conversation> me;
  private final List<Conversation> health =
      Collections.nCopies(CONNECTIONS, Requests.get("/health", ""));

  public Recognition(Lab lab, Installation installation) {
    this.lab = lab;
    this.installation = installation;
    this.me = installation.me().subList(0, CONNECTIONS);
  }

  /// `/me` and `/health` in turn on one server.
  public void againstHealth() {
    try (ServerProcess server = installation.start()) {
      lab.warmUp(server, me);
      lab.warmUp(server, health);
      Rounds<Measured, Measured> rounds =
          Rounds.interleaved(
              lab.rounds(), () -> lab.round(server, me), () -> lab.round(server, health));
      Figures share = Rounds.ratio(rounds);
      Figures rate = rounds.left(Measured::rate);
      String on = installation.database().name();
      lab.report()
          .goal(
              "/me against /health, 32 connections",
              on,
              "80%",
              share.percent(),
              share.median() >= SHARE,
              "/health " + rounds.right(Measured::rate).whole() + "/s");
      lab.report()
          .goal(
              "/me, 32 connections",
              on,
              "45,000/s when quiet",
              rate.whole() + "/s",
              rate.median() >= RATE,
              costs(rounds) + "; " + bound(rounds));
    }
  }

  /// What two processors could do if nobody else used them: says more than a rate on a busy
  /// machine.
  private static String bound(Rounds<Measured, Measured> rounds) {
    int processors = Runtime.getRuntime().availableProcessors();
    Figures micros = rounds.left(round -> round.serverMicrosEach() + round.clientMicrosEach());
    return "processor time alone would allow %,.0f/s".formatted(processors * 1e6 / micros.median());
  }

  /// Counts the statements that a server logs while `/me` is asked.
  public void countQueries() {
    try (ServerProcess server = installation.start(Map.of("DB_ECHO", "true"))) {
      lab.round(server, me); // fills the cache
      server.emptyLog();
      Measured round = lab.round(server, me);
      long queries = statements(server);
      lab.report()
          .goal(
              "database queries during /me",
              installation.database().name(),
              "0",
              Long.toString(queries),
              queries == 0,
              "%,d requests; the revocation feed's own second by second not counted"
                  .formatted(round.answers()));
    }
  }

  /// The same server with and without its access log.
  public void costOfTheAccessLog() {
    try (ServerProcess with = installation.start();
        ServerProcess without = installation.start(Map.of("LOG_LEVEL", "warn"))) {
      lab.warmUp(with, me);
      lab.warmUp(without, me);
      Rounds<Measured, Measured> rounds =
          Rounds.interleaved(lab.rounds(), () -> lab.round(with, me), () -> lab.round(without, me));
      lab.report()
          .figure(
              "/me with the access log against without",
              installation.database().name(),
              Rounds.ratio(rounds).percent(),
              costs(rounds));
    }
  }

  private static String costs(Rounds<Measured, Measured> rounds) {
    return String.format(
        Locale.ROOT,
        "server %.1f us of processor each against %.1f us; load generator %.1f us; p99 %.1f ms",
        rounds.left(Measured::serverMicrosEach).median(),
        rounds.right(Measured::serverMicrosEach).median(),
        rounds.left(Measured::clientMicrosEach).median(),
        rounds.left(Measured::p99Millis).median());
  }

  /// The feed asks once a second for its counter and for what follows it; when sessions were last
  /// used is written once a minute for each.
  static long statements(ServerProcess server) {
    try (Stream<String> lines = Files.lines(server.log())) {
      return lines
          .filter(line -> line.contains(" sql: "))
          .filter(line -> !line.contains("revocation") && !line.contains("clock_timestamp"))
          .filter(line -> !line.contains("last_used_at"))
          .count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
