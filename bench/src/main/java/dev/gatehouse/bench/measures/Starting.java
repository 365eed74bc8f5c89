package dev.gatehouse.bench.measures;

import dev.gatehouse.bench.target.Installation;
import dev.gatehouse.bench.target.ServerProcess;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// How soon a server answers, on a database that has nothing and on one that has everything, and
/// how much memory it holds when nobody asks anything.
public final class Starting {
  private static final double MILLIS = 600;
  private static final double MEBIBYTES = 130;
  private static final Duration IDLE = Duration.ofSeconds(10);

  private final Lab lab;
  private final Installation installation;
  private final Installation.Empty empty;

  /// Measures starts on `installation` and on databases made anew.
  ///
  /// @param empty where a new database is made for each start
  public Starting(Lab lab, Installation installation, Installation.Empty empty) {
    this.lab = lab;
    this.installation = installation;
    this.empty = empty;
  }

  public void measure() {
    List<Double> fresh = new ArrayList<>();
    List<Double> known = new ArrayList<>();
    List<Double> processor = new ArrayList<>();
    List<Double> memory = new ArrayList<>();
    for (int round = 0; round < lab.rounds(); round++) {
      empty.database().makeEmpty();
      fresh.add(start(empty.start(), new ArrayList<>()));
      known.add(start(installation.start(), processor));
    }
    for (int round = 0; round < Math.min(3, lab.rounds()); round++) {
      memory.add(idle());
    }
    String used = "%s ms of processor".formatted(new Figures(processor).whole());
    tell("cold start to the first 200, existing database", new Figures(known), used);
    tell("cold start to the first 200, new database", new Figures(fresh), "");
    Figures resident = new Figures(memory);
    lab.report()
        .goal(
            "resident memory, idle 10 s after the start",
            installation.database().name(),
            "130 MiB",
            resident.whole() + " MiB",
            resident.median() <= MEBIBYTES,
            "");
  }

  private void tell(String what, Figures millis, String beside) {
    lab.report()
        .goal(
            what,
            installation.database().name(),
            "600 ms",
            millis.whole() + " ms",
            millis.median() <= MILLIS,
            beside);
  }

  /// @param processor takes the processor time of the start, which a busy machine stretches less
  private static double start(ServerProcess server, List<Double> processor) {
    try (server) {
      processor.add(server.processorNanos() / 1e6);
      return server.startTime().toMillis();
    }
  }

  private double idle() {
    try (ServerProcess server = installation.start()) {
      Thread.sleep(IDLE);
      return server.residentMiB();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }
}
