package dev.gatehouse.bench.measures;

import dev.gatehouse.bench.load.Conversation;
import dev.gatehouse.bench.load.Measured;
import dev.gatehouse.bench.load.Requests;
import dev.gatehouse.bench.subject.Installation;
import dev.gatehouse.bench.subject.ServerProcess;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// `/api/auth/me` with opaque session tokens against the same call with JWTs, on one server.
public final class OpaqueSessions {
  private static final double SHARE = 0.9;
  private static final Map<String, String> MODE =
      Map.of("AUTH_MODE", "session", "SESSION_EXPIRE_MINUTES", "600", "BCRYPT_ROUNDS", "4");

  private final Lab lab;
  private final Installation installation;

  public OpaqueSessions(Lab lab, Installation installation) {
    this.lab = lab;
    this.installation = installation;
  }

  public void againstJwts() {
    List<Conversation> jwts =
        installation.access().subList(0, Recognition.CONNECTIONS).stream()
            .map(token -> Requests.get("/api/auth/me", token))
            .toList();
    try (ServerProcess server = installation.start(MODE)) {
      List<Conversation> opaque = installation.opaqueMe(server, Recognition.CONNECTIONS);
      lab.warmUp(server, opaque);
      lab.warmUp(server, jwts);
      Rounds<Measured, Measured> rounds =
          Rounds.interleaved(
              lab.rounds(), () -> lab.round(server, opaque), () -> lab.round(server, jwts));
      Figures share = Rounds.ratio(rounds);
      lab.report()
          .goal(
              "/me with opaque sessions against JWTs, 32 connections",
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

  /// Counts the statements that a server logs while `/me` is asked with opaque tokens.
  public void countQueries() {
    Map<String, String> echoing = new HashMap<>(MODE);
    echoing.put("DB_ECHO", "true");
    try (ServerProcess server = installation.start(echoing)) {
      List<Conversation> opaque = installation.opaqueMe(server, Recognition.CONNECTIONS);
      lab.round(server, opaque); // fills the caches
      server.emptyLog();
      Measured round = lab.round(server, opaque);
      long queries = Recognition.statements(server);
      lab.report()
          .goal(
              "database queries during /me with opaque sessions",
              installation.database().name(),
              "0",
              Long.toString(queries),
              queries == 0,
              "%,d requests; the node's own background work not counted"
                  .formatted(round.answers()));
    }
  }
}
