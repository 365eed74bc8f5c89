package dev.gatehouse.bench.measures;

import dev.gatehouse.bench.load.Conversation;
import dev.gatehouse.bench.load.Measured;
import dev.gatehouse.bench.subject.Installation;
import dev.gatehouse.bench.subject.ServerProcess;
import java.util.List;
import java.util.function.Function;

/// What a million users cost: a server over many against one over few, both running, asked in turn.
public final class Growth {
  private static final double AT_LEAST = 0.9;
  private static final double PAGES_AT_LEAST = 0.5;
  private static final int LOGIN_CLIENTS = 32;
  private static final List<String> PAGES =
      List.of(
          "/api/admin/users?limit=50",
          "/api/admin/users?limit=50&q=user00005",
          "/api/admin/users?limit=50&q=nobody",
          "/api/admin/users?limit=50&role=user",
          "/api/admin/users?limit=50&role=admin",
          "/api/admin/users?limit=50&active=false",
          "/api/admin/users?limit=50&verified=true&mfa=true",
          "/api/admin/audit-events?limit=50");

  private final Lab lab;
  private final Installation few;
  private final Installation many;

  public Growth(Lab lab, Installation few, Installation many) {
    this.lab = lab;
    this.few = few;
    this.many = many;
  }

  public void measure() {
    try (ServerProcess small = few.start();
        ServerProcess large = many.start()) {
      Servers servers = new Servers(small, large);
      compare(
          "/me", servers, installed -> installed.me().subList(0, Recognition.CONNECTIONS), true);
      compare("/refresh", servers, Installation::rotations, true);
      compare("/login", servers, installed -> installed.logins(LOGIN_CLIENTS), false);
      for (String page : PAGES) {
        comparePages(page, servers);
      }
    }
  }

  /// How long an administrator waits for a page: one asks after the other.
  private void comparePages(String page, Servers servers) {
    List<Conversation> onFew = few.asAdmin(page, 1);
    List<Conversation> onMany = many.asAdmin(page, 1);
    lab.round(servers.small, onFew);
    lab.round(servers.large, onMany);
    Rounds<Measured, Measured> rounds =
        Rounds.interleaved(
            lab.rounds(),
            () -> lab.round(servers.large, onMany),
            () -> lab.round(servers.small, onFew));
    Figures share = Rounds.ratio(rounds);
    lab.report()
        .goal(
            "GET %s with %,d users against %,d".formatted(page, many.users(), few.users()),
            many.database().name(),
            "50%",
            share.percent(),
            share.median() >= PAGES_AT_LEAST,
            "%s/s against %s/s"
                .formatted(
                    rounds.left(Measured::rate).whole(), rounds.right(Measured::rate).whole()));
  }

  private void compare(
      String what, Servers servers, Function<Installation, List<Conversation>> load, boolean fast) {
    List<Conversation> onFew = load.apply(few);
    List<Conversation> onMany = load.apply(many);
    if (fast) {
      lab.warmUp(servers.small, onFew);
      lab.warmUp(servers.large, onMany);
    }
    Rounds<Measured, Measured> rounds =
        Rounds.interleaved(
            lab.rounds(),
            () -> round(servers.large, onMany, fast),
            () -> round(servers.small, onFew, fast));
    Figures share = Rounds.ratio(rounds);
    Figures at = rounds.left(Measured::rate);
    Figures before = rounds.right(Measured::rate);
    lab.report()
        .goal(
            "%s with %,d users against %,d".formatted(what, many.users(), few.users()),
            many.database().name(),
            "90%",
            share.percent(),
            share.median() >= AT_LEAST,
            fast
                ? "%s/s against %s/s".formatted(at.whole(), before.whole())
                : "%s/s against %s/s".formatted(at.tenths(), before.tenths()));
  }

  private Measured round(ServerProcess server, List<Conversation> load, boolean fast) {
    return fast ? lab.round(server, load) : lab.slowRound(server, load);
  }

  private record Servers(ServerProcess small, ServerProcess large) {}
}
