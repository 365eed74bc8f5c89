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

/// `/api/auth/me` with credentials that are no JWTs against the same call with JWTs, on one server.
public final class OtherBearers {
  private static final double SHARE = 0.9;

  private final Lab lab;
  private final Installation installation;
  private final String kind;
  private final Map<String, String> configuration;
  private final Makers makers;

  private OtherBearers(
      Lab lab,
      Installation installation,
      String kind,
      Map<String, String> configuration,
      Makers makers) {
    this.lab = lab;
    this.installation = installation;
    this.kind = kind;
    this.configuration = configuration;
    this.makers = makers;
  }

  public static OtherBearers apiKeys(Lab lab, Installation installation) {
    return new OtherBearers(
        lab, installation, "API keys", Map.of("BCRYPT_ROUNDS", "4"), installation::meByKey);
  }

  public static OtherBearers opaqueSessions(Lab lab, Installation installation) {
    return new OtherBearers(
        lab,
        installation,
        "opaque sessions",
        Map.of("AUTH_MODE", "session", "SESSION_EXPIRE_MINUTES", "600", "BCRYPT_ROUNDS", "4"),
        installation::opaqueMe);
  }

  public void againstJwts() {
    List<Conversation> jwts =
        installation.access().subList(0, Recognition.CONNECTIONS).stream()
            .map(token -> Requests.get("/api/auth/me", token))
            .toList();
    try (ServerProcess server = installation.start(configuration)) {
      List<Conversation> others = makers.make(server, Recognition.CONNECTIONS);
      lab.warmUp(server, others);
      lab.warmUp(server, jwts);
      Rounds<Measured, Measured> rounds =
          Rounds.interleaved(
              lab.rounds(), () -> lab.round(server, others), () -> lab.round(server, jwts));
      Figures share = Rounds.ratio(rounds);
      lab.report()
          .goal(
              "/me with " + kind + " against JWTs, 32 connections",
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

  /// Counts the statements that a server logs while `/me` is asked.
  public void countQueries() {
    Map<String, String> echoing = new HashMap<>(configuration);
    echoing.put("DB_ECHO", "true");
    try (ServerProcess server = installation.start(echoing)) {
      List<Conversation> others = makers.make(server, Recognition.CONNECTIONS);
      lab.round(server, others); // fills the caches
      server.emptyLog();
      Measured round = lab.round(server, others);
      long queries = Recognition.statements(server);
      lab.report()
          .goal(
              "database queries during /me with " + kind,
              installation.database().name(),
              "0",
              Long.toString(queries),
              queries == 0,
              "%,d requests; the node's own background work not counted"
                  .formatted(round.answers()));
    }
  }

  private interface Makers {
    List<Conversation> make(ServerProcess server, int count);
  }
}
