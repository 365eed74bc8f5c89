package dev.gatehouse.bench;

import dev.gatehouse.bench.Options.Kind;
import dev.gatehouse.bench.Options.Measure;
import dev.gatehouse.bench.measures.Attacks;
import dev.gatehouse.bench.measures.Auditing;
import dev.gatehouse.bench.measures.Generator;
import dev.gatehouse.bench.measures.Growth;
import dev.gatehouse.bench.measures.Importing;
import dev.gatehouse.bench.measures.Lab;
import dev.gatehouse.bench.measures.OtherBearers;
import dev.gatehouse.bench.measures.Recognition;
import dev.gatehouse.bench.measures.Report;
import dev.gatehouse.bench.measures.Rotation;
import dev.gatehouse.bench.measures.SecondFactors;
import dev.gatehouse.bench.measures.SigningIn;
import dev.gatehouse.bench.measures.Starting;
import dev.gatehouse.bench.subject.Build;
import dev.gatehouse.bench.subject.Installation;
import dev.gatehouse.bench.subject.PostgresqlServer;
import dev.gatehouse.bench.subject.TargetDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;

/// `bench/run`: measures a server against the goals of docs/performance.md on each database in
/// turn.
public final class Bench {
  private final Options options;
  private final Path folder;
  private final Build build;
  private final Lab lab;

  private Bench(Options options, Path folder, Build build, Lab lab) {
    this.options = options;
    this.folder = folder;
    this.build = build;
    this.lab = lab;
  }

  /// Exit code 0 when everything was measured, met or not; 2 for a bad command line.
  public static void main(String[] arguments) throws IOException {
    Options options;
    try {
      options = Options.parse(List.of(arguments));
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage());
      System.exit(2);
      return;
    }
    Path folder = Options.folder();
    Path work = Files.createDirectories(folder.resolve("work"));
    Report report = new Report(folder, System.out);
    Build build = build();
    Circumstances.note(report, build);
    Lab lab = options.quick() ? Lab.quick(report) : Lab.thorough(report);
    new Bench(options, work, build, lab).run();
    System.out.printf("%n%s%nwritten to %s%n", report.markdown(), folder.resolve("results.md"));
  }

  private void run() throws IOException {
    if (options.databases().contains(Kind.SQLITE)) {
      measure(name -> new TargetDatabase.Sqlite(folder.resolve(name + ".db")));
    }
    if (options.databases().contains(Kind.POSTGRESQL)) {
      Path data = folder.resolve("postgresql");
      try (PostgresqlServer server =
          PostgresqlServer.start(data, folder.resolve("postgresql.log"))) {
        lab.report()
            .circumstance("PostgreSQL", server.version() + ", fsync and synchronous_commit on");
        measure(name -> new TargetDatabase.Postgresql(server, name));
      }
    }
  }

  private void measure(Function<String, TargetDatabase> database) {
    Installation few = Installation.make(build, folder, database.apply("few"), options.few());
    Recognition recognition = new Recognition(lab, few);
    SigningIn signingIn = new SigningIn(lab, few);
    Installation.Empty empty = new Installation.Empty(build, folder, database.apply("empty"));
    attempt(Measure.GENERATOR, few, () -> new Generator(lab, few).againstWrk());
    attempt(Measure.ME, few, recognition::againstHealth);
    attempt(Measure.QUERIES, few, recognition::countQueries);
    OtherBearers opaque = OtherBearers.opaqueSessions(lab, few);
    attempt(Measure.SESSIONS, few, opaque::againstJwts);
    attempt(Measure.SESSIONS, few, opaque::countQueries);
    OtherBearers apiKeys = OtherBearers.apiKeys(lab, few);
    attempt(Measure.KEYS, few, apiKeys::againstJwts);
    attempt(Measure.KEYS, few, apiKeys::countQueries);
    attempt(Measure.LOG, few, recognition::costOfTheAccessLog);
    attempt(Measure.REFRESH, few, () -> new Rotation(lab, few).measure());
    attempt(Measure.AUDIT, few, () -> new Auditing(lab, few).measure());
    attempt(Measure.LOGIN, few, signingIn::againstBareHashes);
    attempt(Measure.MFA, few, () -> new SecondFactors(lab, few).againstPasswords());
    attempt(Measure.MIXED, few, signingIn::besideRecognition);
    attempt(Measure.START, few, () -> new Starting(lab, few, empty).measure());
    attempt(Measure.IMPORT, few, () -> new Importing(lab, empty).measure());
    attempt(
        Measure.ATTACK,
        few,
        () -> {
          Attacks attacks =
              new Attacks(
                  lab,
                  Installation.Crowd.make(build, folder, database.apply("crowd"), Attacks.PAIRS));
          attacks.onOneAccount();
          attacks.withLeakedPairs();
        });
    attempt(
        Measure.GROWTH,
        few,
        () -> {
          Installation many =
              Installation.make(build, folder, database.apply("many"), options.many());
          new Growth(lab, few, many).measure();
        });
  }

  /// One measure that fails is told, and costs none of the others.
  private void attempt(Measure measure, Installation on, Runnable work) {
    if (!options.measures().contains(measure)) {
      return;
    }
    System.err.printf("%s on %s ...%n", measure, on.database().name());
    try {
      work.run();
    } catch (RuntimeException e) {
      lab.report().failed(measure.name(), on.database().name(), e);
    }
  }

  private static Build build() {
    String home = System.getProperty("bench.home", "");
    return home.isEmpty()
        ? Build.plain(
            System.getProperty("java.home") + "/bin/java",
            System.getProperty("bench.serverClassPath"))
        : Build.distribution(Path.of(home));
  }
}
