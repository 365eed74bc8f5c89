package dev.gatehouse.bench.measures;

import dev.gatehouse.bench.subject.Authenticator;
import dev.gatehouse.bench.subject.Caller;
import dev.gatehouse.bench.subject.Installation;
import dev.gatehouse.bench.subject.ServerProcess;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/// What a second factor adds to a sign-in: one client, one sign-in after the other, with the
/// cheapest hash, which would else drown the difference.
public final class SecondFactors {
  private static final double GOAL_MILLIS = 2;
  private static final int PEOPLE = 48;

  /// Who takes turns, for a code is taken once and the next one is half a minute away.
  private static final int GROUPS = 4;

  private static final int WARM_UPS = 40;

  /// Codes that each of those gives who only make the server warm.
  private static final int CODES = 2;

  private static final int WARMING = 600;
  private static final double NANOS_PER_MILLI = 1e6;

  private final Lab lab;
  private final Installation installation;

  public SecondFactors(Lab lab, Installation installation) {
    this.lab = lab;
    this.installation = installation;
  }

  /// Half of the people have a second factor, the others' sign-in is their password.
  public void againstPasswords() {
    try (ServerProcess server = installation.start(Map.of("BCRYPT_ROUNDS", "4"));
        Caller caller = new Caller(server.port())) {
      List<Authenticator> authenticators =
          installation.secondFactors(caller, GROUPS * PEOPLE + WARMING);
      int others = authenticators.size();
      warm(caller, authenticators, others);
      AtomicInteger turn = new AtomicInteger();
      Rounds<List<Double>, List<Double>> rounds =
          Rounds.interleaved(
              3 * lab.rounds(),
              () -> {
                int first = PEOPLE * (turn.getAndIncrement() % GROUPS);
                authenticators.subList(first, first + PEOPLE).forEach(Authenticator::await);
                return medians(
                    person -> signIn(caller, first + person, authenticators.get(first + person)));
              },
              () -> medians(person -> List.of(timed(() -> caller.signIn(others + person)))));
      report(rounds);
    }
  }

  /// Everything that is measured has run as often before.
  private static void warm(Caller caller, List<Authenticator> authenticators, int others) {
    for (int i = 0; i < WARM_UPS; i++) {
      medians(person -> List.of(timed(() -> caller.signIn(others + person))));
      medians(person -> List.of(timed(() -> caller.halfWay(person))));
    }
    for (int i = 0; i < CODES * WARMING; i++) {
      int person = GROUPS * PEOPLE + i % WARMING;
      signIn(caller, person, authenticators.get(person));
      caller.signIn(others + i % PEOPLE);
    }
  }

  private void report(Rounds<List<Double>, List<Double>> rounds) {
    Figures first = rounds.left(List::getFirst);
    Figures second = rounds.left(List::getLast);
    Figures alone = rounds.right(List::getFirst);
    double more = first.median() + second.median() - alone.median();
    lab.report()
        .goal(
            "sign-in with a second factor (two requests), beyond one by password",
            installation.database().name(),
            "2 ms",
            String.format(Locale.ROOT, "%.1f ms", more),
            more <= GOAL_MILLIS,
            "%s ms and %s ms against %s ms; one client, bcrypt 4, medians of %d sign-ins a round"
                .formatted(first.tenths(), second.tenths(), alone.tenths(), PEOPLE));
  }

  /// Both halves, in milliseconds.
  private static List<Double> signIn(Caller caller, int person, Authenticator authenticator) {
    long begin = System.nanoTime();
    String token = caller.halfWay(person);
    double half = (System.nanoTime() - begin) / NANOS_PER_MILLI;
    return List.of(half, timed(() -> caller.finish(token, authenticator)));
  }

  private static double timed(Runnable work) {
    long begin = System.nanoTime();
    work.run();
    return (System.nanoTime() - begin) / NANOS_PER_MILLI;
  }

  /// The median over everybody, of each part.
  private static List<Double> medians(IntFunction<List<Double>> person) {
    List<List<Double>> all = IntStream.range(0, PEOPLE).mapToObj(person).toList();
    return IntStream.range(0, all.getFirst().size())
        .mapToObj(part -> new Figures(all.stream().map(each -> each.get(part)).toList()).median())
        .toList();
  }
}
