package dev.gatehouse.bench.measures;

import dev.gatehouse.bench.load.Measured;
import dev.gatehouse.bench.subject.Installation;
import dev.gatehouse.bench.subject.ServerProcess;
import dev.gatehouse.bench.subject.TargetDatabase;
import java.util.Locale;

/// How fast refresh tokens rotate, 128 sessions at once: against a number on SQLite, on PostgreSQL
/// against the same statements without a server around them.
public final class Rotation {
  private static final double SQLITE_RATE = 6_000;
  private static final double POSTGRESQL_SHARE = 0.7;

  private final Lab lab;
  private final Installation installation;

  public Rotation(Lab lab, Installation installation) {
    this.lab = lab;
    this.installation = installation;
  }

  public void measure() {
    try (ServerProcess server = installation.start()) {
      lab.warmUp(server, installation.rotations());
      switch (installation.database()) {
        case TargetDatabase.Sqlite _ -> alone(server);
        case TargetDatabase.Postgresql database -> againstBareJdbc(server, database);
      }
    }
  }

  private void alone(ServerProcess server) {
    Rounds<Measured, Boolean> rounds =
        Rounds.interleaved(
            lab.rounds(), () -> lab.round(server, installation.rotations()), () -> true);
    Figures rate = rounds.left(Measured::rate);
    lab.report()
        .goal(
            "/refresh, rotating, 128 sessions",
            "SQLite",
            "6,000/s",
            rate.whole() + "/s",
            rate.median() >= SQLITE_RATE,
            String.format(
                Locale.ROOT,
                "server %.0f us of processor each; p99 %.1f ms",
                rounds.left(Measured::serverMicrosEach).median(),
                rounds.left(Measured::p99Millis).median()));
  }

  private void againstBareJdbc(ServerProcess server, TargetDatabase.Postgresql database) {
    try (BareRotation bare = BareRotation.prepare(database, Installation.SESSIONS)) {
      bare.run(lab.warmUp());
      Rounds<Measured, Double> rounds =
          Rounds.interleaved(
              lab.rounds(),
              () -> lab.round(server, installation.rotations()),
              () -> bare.run(lab.round()));
      Figures rate = rounds.left(Measured::rate);
      Figures bareRate = rounds.right(each -> each);
      Figures share = Figures.ratios(rate, bareRate);
      lab.report()
          .goal(
              "/refresh against bare JDBC, rotating, 128 sessions",
              "PostgreSQL",
              "70%",
              share.percent(),
              share.median() >= POSTGRESQL_SHARE,
              String.format(
                  Locale.ROOT,
                  "/refresh %s/s, bare %s/s; server %.0f us of processor each; p99 %.1f ms",
                  rate.whole(),
                  bareRate.whole(),
                  rounds.left(Measured::serverMicrosEach).median(),
                  rounds.left(Measured::p99Millis).median()));
    }
  }
}
