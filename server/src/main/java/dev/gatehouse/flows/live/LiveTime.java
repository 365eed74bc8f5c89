package dev.gatehouse.flows.live;

import dev.gatehouse.identity.revocations.RevocationFeed;
import dev.gatehouse.identity.tokens.Standing;
import dev.gatehouse.platform.crypto.Randomness;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/// What time brings to a socket: its credential runs out, its client is gone, its node knows
/// nothing any more. It asks nobody.
public final class LiveTime {
  private static final Duration WARNING = Duration.ofSeconds(60);

  private final LiveSockets sockets;
  private final RevocationFeed feed;
  private final Randomness random;
  private final Clock clock;

  public LiveTime(LiveSockets sockets, RevocationFeed feed, Randomness random, Clock clock) {
    this.sockets = sockets;
    this.feed = feed;
    this.random = random;
    this.clock = clock;
  }

  /// To be called once a second.
  public void pass() {
    boolean knows = feed.isFresh();
    Instant now = clock.instant();
    sockets.each(one -> {
      if (knows) {
        pass(one, now);
      } else {
        one.close(LiveSockets.OVER, "what has ended is not known here");
      }
      one.keepAlive();
    });
  }

  private void pass(Connection connection, Instant now) {
    Standing standing = connection.standing();
    if (!now.isBefore(standing.expiresAt())) {
      connection.close(LiveSockets.OVER, "the credential has expired");
      return;
    }
    if (!now.isBefore(standing.expiresAt().minus(WARNING)) && connection.warn()) {
      connection.send(Frame.tokenExpiring(standing, random.uuid().toString(), now));
    }
  }
}
