package dev.gatehouse.flows.live;

import dev.gatehouse.identity.tokens.Standing;
import dev.gatehouse.platform.http.Socket;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// One socket, from the moment that its place is taken: what it is told of goes on from there.
public final class Connection implements Socket.Listener {
  private final LiveSockets sockets;
  private final Standing standing;
  private final Instant since;
  private @Nullable Socket socket;
  private @Nullable Farewell farewell;
  private boolean warned;

  Connection(LiveSockets sockets, Standing standing, Instant since) {
    this.sockets = sockets;
    this.standing = standing;
    this.since = since;
  }

  Standing standing() {
    return standing;
  }

  /// What happened before is not told.
  Instant since() {
    return since;
  }

  @Override
  public synchronized void opened(Socket open) {
    socket = open;
    if (farewell != null) {
      open.close(farewell.code, farewell.reason);
    }
  }

  @Override
  public void closed() {
    sockets.leave(this);
  }

  synchronized void send(Frame frame) {
    if (socket != null && farewell == null) {
      socket.send(frame);
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
