package dev.gatehouse.identity.sessions;

import dev.gatehouse.platform.storage.Database;
import dev.gatehouse.platform.storage.Uses;
import java.time.Instant;
import java.util.Comparator;

/// Keeps `last_used_at`: written behind the answer, at most once a minute a session on each node.
public final class SessionUses {
  private final Uses<SessionId> uses;

  public SessionUses(Database database, Sessions sessions) {
    this.uses =
        new Uses<>(database, "sessions", Comparator.comparing(SessionId::value), sessions::touch);
  }

  /// Notes that the session was used at `now`.
  public void note(SessionId session, Instant now) {
    uses.note(session, now);
  }

  /// Writes down what was noted. What can't be written is lost: it is only for people to read.
  public void flush() {
    uses.flush();
  }
}
