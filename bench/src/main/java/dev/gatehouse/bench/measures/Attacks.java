package dev.gatehouse.bench.measures;

import dev.gatehouse.bench.load.Requests;
import dev.gatehouse.bench.subject.Caller;
import dev.gatehouse.bench.subject.Installation;
import dev.gatehouse.bench.subject.ServerProcess;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import java.util.stream.Stream;

/// Two attacks on sign-in behind a trusted proxy, in real time: many addresses guess at one account
/// while its owner signs in, and leaked pairs are tried on as many accounts.
public final class Attacks {
  /// How many accounts there are, each with the cheapest hash.
  public static final int PAIRS = 100_000;

  private static final int ADDRESSES = 10_000;
  private static final int MINUTES = 5;
  private static final int ONE_RIGHT_IN = 101;
  private static final int AT_ONCE = 64;
  private static final String FROM = "X-Forwarded-For";
  private static final Map<String, String> BEHIND_A_PROXY =
      Map.of("BCRYPT_ROUNDS", "4", "TRUSTED_PROXIES", "127.0.0.1");

  private final Lab lab;
  private final Installation.Crowd installation;

  /// @param installation with [#PAIRS] people
  public Attacks(Lab lab, Installation.Crowd installation) {
    this.lab = lab;
    this.installation = installation;
  }

  /// Each address tries once a minute; the owner, on a device the server knows, tries between the
  /// waves, and on a new device after the last.
  public void onOneAccount() {
    String owner = Requests.email(0);
    try (ServerProcess server = installation.start(BEHIND_A_PROXY);
        Caller caller = new Caller(server.port())) {
      String cookie = signedIn(login(caller, owner, "192.0.2.1"));
      Seen seen = new Seen();
      double ownersMillis = 0;
      for (int minute = 0; minute < MINUTES; minute++) {
        long begin = System.nanoTime();
        attack(ADDRESSES, i -> caller.login(owner, "Wrong" + i, FROM, address(i)), seen);
        long asked = System.nanoTime();
        signedIn(login(caller, owner, "192.0.2.2", "Cookie", cookie));
        ownersMillis = Math.max(ownersMillis, (System.nanoTime() - asked) / 1e6);
        pause(Duration.ofMinutes(1).minusNanos(System.nanoTime() - begin));
      }
      attack(ADDRESSES, i -> caller.login(owner, "Wrong" + i, FROM, address(i)), seen);
      long wait = untilIn(caller, owner);
      lab.report()
          .figure(
              "guesses looked at, of %,d from %,d addresses on one account in %d minutes"
                  .formatted(seen.all.get(), ADDRESSES, MINUTES),
              installation.database().name(),
              "%,d".formatted(seen.looked.get()),
              "the owner waits %.0f ms at most on a known device, %d s on a new one afterwards"
                  .formatted(ownersMillis, wait));
    }
  }

  /// One pair in a hundred or so is right, from whatever address.
  public void withLeakedPairs() {
    for (int addresses : new int[] {100, 1_000, ADDRESSES}) {
      try (ServerProcess server = installation.start(BEHIND_A_PROXY);
          Caller caller = new Caller(server.port())) {
        Seen seen = new Seen();
        long begin = System.nanoTime();
        attack(
            PAIRS,
            i ->
                caller.login(
                    Requests.email(i),
                    i % ONE_RIGHT_IN == 0 ? Installation.PASSWORD : "Wrong" + i,
                    FROM,
                    address(i % addresses)),
            seen);
        lab.report()
            .figure(
                "leaked pairs looked at, of %,d from %,d addresses".formatted(PAIRS, addresses),
                installation.database().name(),
                "%,d".formatted(seen.looked.get()),
                "%,d of %,d right ones got in; %.0f s"
                    .formatted(
                        seen.in.get(),
                        PAIRS / ONE_RIGHT_IN + 1,
                        (System.nanoTime() - begin) / 1e9));
      }
    }
  }

  private HttpResponse<String> login(Caller caller, String email, String from, String... more) {
    String[] headers = new String[more.length + 2];
    headers[0] = FROM;
    headers[1] = from;
    System.arraycopy(more, 0, headers, 2, more.length);
    return caller.login(email, Installation.PASSWORD, headers);
  }

  /// How long the owner has to wait on a device that nobody knows, in seconds.
  private long untilIn(Caller caller, String owner) {
    long begin = System.nanoTime();
    HttpResponse<String> answer = login(caller, owner, "192.0.2.3");
    while (answer.statusCode() == 429) {
      pause(Duration.ofSeconds(answer.headers().firstValueAsLong("Retry-After").orElse(1)));
      answer = login(caller, owner, "192.0.2.3");
    }
    signedIn(answer);
    return Duration.ofNanos(System.nanoTime() - begin).toSeconds();
  }

  /// The device's cookie.
  private static String signedIn(HttpResponse<String> answer) {
    if (answer.statusCode() != 200) {
      throw new IllegalStateException("the owner could not sign in: " + answer.statusCode());
    }
    String cookie = answer.headers().firstValue("Set-Cookie").orElse("");
    return cookie.substring(0, Math.max(0, cookie.indexOf(';')));
  }

  private static void attack(int times, IntFunction<HttpResponse<String>> attempt, Seen seen) {
    AtomicInteger next = new AtomicInteger();
    try (ExecutorService attackers = Executors.newVirtualThreadPerTaskExecutor()) {
      List<CompletableFuture<Void>> all =
          Stream.generate(() ->
                  CompletableFuture.runAsync(
                      () -> {
                        for (int i = next.getAndIncrement();
                            i < times;
                            i = next.getAndIncrement()) {
                          seen.count(attempt.apply(i).statusCode());
                        }
                      },
                      attackers))
              .limit(AT_ONCE)
              .toList();
      all.forEach(CompletableFuture::join);
    }
  }

  private static String address(int number) {
    return "10.%d.%d.%d".formatted(number / 62_500, number / 250 % 250, number % 250 + 1);
  }

  private static void pause(Duration time) {
    try {
      Thread.sleep(time);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  /// What became of the attempts.
  private static final class Seen {
    private final AtomicInteger all = new AtomicInteger();
    private final AtomicInteger looked = new AtomicInteger();
    private final AtomicInteger in = new AtomicInteger();

    void count(int status) {
      all.incrementAndGet();
      switch (status) {
        case 200 -> {
          looked.incrementAndGet();
          in.incrementAndGet();
        }
        case 401 -> looked.incrementAndGet();
        case 429 -> {}
        default -> throw new IllegalStateException("an attempt was answered " + status);
      }
    }
  }
}
