package dev.gatehouse.bench.measures;

import dev.gatehouse.bench.load.Conversation;
import dev.gatehouse.bench.load.Load;
import dev.gatehouse.bench.load.Measured;
import dev.gatehouse.bench.subject.Installation;
import dev.gatehouse.bench.subject.ServerProcess;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;

/// How fast people sign in against the bare hash, and what `/me` feels of it.
public final class SigningIn {
  private static final int CLIENTS = 32;
  private static final double SHARE_OF_HASH = 0.95;
  private static final double P99_MILLIS = 15;
  private static final double SHARE_OF_IDLE = 0.45;
  private static final Duration RUN_UP = Duration.ofSeconds(2);

  private final Lab lab;
  private final Installation installation;

  public SigningIn(Lab lab, Installation installation) {
    this.lab = lab;
    this.installation = installation;
  }

  public void againstBareHashes() {
    List<Conversation> logins = installation.logins(CLIENTS);
    BareHashes bare = new BareHashes();
    try (ServerProcess server = installation.start()) {
      lab.slowRound(server, logins);
      bare.run(lab.slowRound());
      Rounds<Measured, Double> rounds =
          Rounds.interleaved(
              lab.rounds(), () -> lab.slowRound(server, logins), () -> bare.run(lab.slowRound()));
      Figures rate = rounds.left(Measured::rate);
      Figures hashes = rounds.right(each -> each);
      Figures share = Figures.ratios(rate, hashes);
      lab.report()
          .goal(
              "/login against the bare hash, bcrypt 12, 32 clients",
              installation.database().name(),
              "95%",
              share.percent(),
              share.median() >= SHARE_OF_HASH,
              "/login %s/s, bare %s/s".formatted(rate.tenths(), hashes.tenths()));
    }
  }

  public void besideRecognition() {
    List<Conversation> me = installation.me().subList(0, Recognition.CONNECTIONS);
    List<Conversation> logins = installation.logins(CLIENTS);
    try (ServerProcess server = installation.start()) {
      lab.warmUp(server, me);
      lab.slowRound(server, logins);
      Rounds<Measured, Measured> rounds =
          Rounds.interleaved(
              lab.rounds(), () -> during(server, logins, me), () -> lab.round(server, me));
      Figures share = Rounds.ratio(rounds);
      Figures p99 = rounds.left(Measured::p99Millis);
      String on = installation.database().name();
      lab.report()
          .goal(
              "/me p99 while 32 clients sign in",
              on,
              "15 ms",
              p99.tenths() + " ms",
              p99.median() <= P99_MILLIS,
              "idle " + rounds.right(Measured::p99Millis).tenths() + " ms");
      lab.report()
          .goal(
              "/me rate while 32 clients sign in, against idle",
              on,
              "45%",
              share.percent(),
              share.median() >= SHARE_OF_IDLE,
              String.format(
                  Locale.ROOT,
                  "%s/s against %s/s",
                  rounds.left(Measured::rate).whole(),
                  rounds.right(Measured::rate).whole()));
    }
  }

  /// A round of `/me` inside a longer one of sign-ins.
  private Measured during(ServerProcess server, List<Conversation> logins, List<Conversation> me) {
    Duration signing = RUN_UP.plus(lab.round()).plusSeconds(1);
    CompletableFuture<Measured> signIns =
        CompletableFuture.supplyAsync(
            () -> Load.run(server.port(), logins, Duration.ZERO, signing, () -> 0),
            task -> Thread.ofPlatform().start(task));
    pause(RUN_UP);
    Measured measured = lab.round(server, me);
    signIns.join().flawless();
    return measured;
  }

  private static void pause(Duration time) {
    try {
      Thread.sleep(time);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }
}
