package dev.gatehouse.bench.measures;

import dev.gatehouse.bench.load.Conversation;
import dev.gatehouse.bench.load.Measured;
import dev.gatehouse.bench.load.Requests;
import dev.gatehouse.bench.subject.Installation;
import dev.gatehouse.bench.subject.ServerProcess;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// `/api/auth/me` with API keys against the same call with JWTs, on one server.
public final class ApiKeys {
  private static final double SHARE = 0.9;

  private final Lab lab;
  private final Installation installation;

  public ApiKeys(Lab lab, Installation installation) {
    this.lab = lab;
    this.installation = installation;
  }

  public void againstJwts() {
    List<Conversation> jwts =
        installation.access().subList(0, Recognition.CONNECTIONS).stream()
            .map(token -> Requests.get("/api/auth/me", token))
            .toList();
    try (ServerProcess server = installation.start(Map.of("BCRYPT_ROUNDS", "4"))) {
      List<Conversation> keys = installation.meByKey(server, Recognition.CONNECTIONS);
      lab.warmUp(server, keys);
      lab.warmUp(server, jwts);
      Rounds<Measured, Measured> rounds =
          Rounds.interleaved(
              lab.rounds(), () -> lab.round(server, keys), () -> lab.round(server, jwts));
      Figures share = Rounds.ratio(rounds);
      lab.report()
          .goal(
              "/me with API keys against JWTs, 32 connections",
              installation.database().name(),
              "90%",
              share.percent(),
              share.median() >= SHARE,
              String.format(
                  Locale.ROOT,
                  "%s/s against %s/s; server %.1f us of processor each against %.1f us",
                  rounds.left(Measured::rate).whole(),
                  rounds.right(Measured::rate).whole(),
                  rounds.left(Measured::serverMicrosEach).median(),
                  rounds.right(Measured::serverMicrosEach).median()));
    }
  }

  /// Counts the statements that a server logs while `/me` is asked with API keys.
  public void countQueries() {
    try (ServerProcess server =
        installation.start(Map.of("DB_ECHO", "true", "BCRYPT_ROUNDS", "4"))) {
      List<Conversation> keys = installation.meByKey(server, Recognition.CONNECTIONS);
      lab.round(server, keys); // fills the caches
      server.emptyLog();
      Measured round = lab.round(server, keys);
      long queries = Recognition.statements(server);
      lab.report()
          .goal(
              "database queries during /me with API keys",
              installation.database().name(),
              "0",
              Long.toString(queries),
              queries == 0,
              "%,d requests; the node's own background work not counted"
                  .formatted(round.answers()));
    }
  }
}
