package dev.gatehouse.bench.measures;

import dev.gatehouse.bench.load.Conversation;
import dev.gatehouse.bench.load.Load;
import dev.gatehouse.bench.load.Measured;
import dev.gatehouse.bench.target.ServerProcess;
import java.time.Duration;
import java.util.List;

/// How long everything is measured, and where the findings go.
///
/// @param rounds of each thing
/// @param warmUp before the first round of a server, for the JIT compiler
/// @param round the length of one
/// @param slowRound the length of one where each answer costs a password hash
public record Lab(int rounds, Duration warmUp, Duration round, Duration slowRound, Report report) {
  private static final long WARM_ANSWERS = 30_000;
  private static final int MOST_WARM_UPS = 5;

  /// Before each round, to fill the connections.
  private static final Duration RUN_UP = Duration.ofMillis(700);

  /// As docs/performance.md reports them.
  public static Lab thorough(Report report) {
    return new Lab(
        7, Duration.ofSeconds(15), Duration.ofSeconds(5), Duration.ofSeconds(12), report);
  }

  /// To see whether something moved.
  public static Lab quick(Report report) {
    return new Lab(3, Duration.ofSeconds(6), Duration.ofSeconds(3), Duration.ofSeconds(6), report);
  }

  /// One round of load in which nothing may fail.
  Measured round(ServerProcess server, List<? extends Conversation> conversations) {
    server.emptyLog();
    return Load.run(server.port(), conversations, RUN_UP, round, server::processorNanos).flawless();
  }

  /// The same with sign-ins.
  Measured slowRound(ServerProcess server, List<? extends Conversation> conversations) {
    server.emptyLog();
    return Load.run(server.port(), conversations, RUN_UP, slowRound, server::processorNanos)
        .flawless();
  }

  /// Load whose figures nobody wants, until the JIT compiler has seen enough of it: on a busy
  /// machine that takes longer.
  void warmUp(ServerProcess server, List<? extends Conversation> conversations) {
    long answers = 0;
    for (int time = 0; answers < WARM_ANSWERS && time < MOST_WARM_UPS; time++) {
      answers +=
          Load.run(server.port(), conversations, Duration.ZERO, warmUp, server::processorNanos)
              .flawless()
              .answers();
      server.emptyLog();
    }
  }
}
