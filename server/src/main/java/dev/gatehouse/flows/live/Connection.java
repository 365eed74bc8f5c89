package dev.gatehouse.flows.live;

import dev.gatehouse.identity.tokens.Standing;
import dev.gatehouse.platform.http.Socket;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One socket, from the moment that its place is taken: what it is told of goes on from there.
public final class Connection implements Socket.Listener {
  /// How far apart the times of two nodes may be: what another node did just after the place was
  /// taken may seem to be from before.
  private static final Duration APART = Duration.ofSeconds(1);

  /// More than comes until a handshake is over.
  private static final int MOST_EARLY = 50;

  private final LiveSockets sockets;
  private final Standing standing;
  private final Instant since;
  private @Nullable Socket socket;
  private @Nullable Farewell farewell;
  private final List<Frame> early = new ArrayList<>();
  private boolean warned;

  Connection(LiveSockets sockets, Standing standing, Instant since) {
    this.sockets = sockets;
    this.standing = standing;
    this.since = since;
  }

  Standing standing() {
    return standing;
  }

  /// When the place was taken, by this node's time.
  Instant since() {
    return since;
  }

  /// Whether it is told of what happened at `at` by any node's time. What happened before is not
  /// told, unless by a moment: rather that too much than one event lost.
  boolean hears(Instant at) {
    return !at.plus(APART).isBefore(since);
  }

  @Override
  public synchronized void opened(Socket open) {
    socket = open;
    early.forEach(open::send);
    early.clear();
    if (farewell != null) {
      open.close(farewell.code, farewell.reason);
    }
  }

  @Override
  public void closed() {
    sockets.leave(this);
  }

  /// Sends it now, or as soon as the socket is open.
  synchronized void send(Frame frame) {
    if (farewell != null) {
      return;
    }
    if (socket != null) {
      socket.send(frame);
    } else if (early.size() < MOST_EARLY) {
      early.add(frame);
    }
  }

  /// Closes it now, or as soon as it is open.
  synchronized void close(int code, String reason) {
    if (farewell == null) {
      farewell = new Farewell(code, reason);
      if (socket != null) {
        socket.close(code, reason);
      }
    }
  }

  synchronized void keepAlive() {
    if (socket != null) {
      socket.keepAlive();
    }
  }

  /// Whether this is the first time that the credential's end is near.
  synchronized boolean warn() {
    boolean first = !warned;
    warned = true;
    return first;
  }

  private record Farewell(int code, String reason) {}
}
