package dev.gatehouse.identity.sessions;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.gatehouse.platform.storage.Database;
import dev.gatehouse.platform.storage.StorageException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps `last_used_at`: written behind the answer, at most once a minute a session on each node.
public final class SessionUses {
  private static final Logger LOG = LoggerFactory.getLogger(SessionUses.class);
  private static final int SECONDS_BETWEEN = 60;
  private static final int KNOWN = 100_000;
  private static final int WAITING = 100_000;
  private static final int WRITTEN_AT_ONCE = 200;

  private final Database database;
  private final Sessions sessions;
  private final Cache<SessionId, Long> notedAt = Caffeine.newBuilder().maximumSize(KNOWN).build();
  private final Set<SessionId> waiting = ConcurrentHashMap.newKeySet();

  public SessionUses(Database database, Sessions sessions) {
    this.database = database;
    this.sessions = sessions;
  }

  /// Notes that the session was used at `now`.
  public void note(SessionId session, Instant now) {
    long second = now.getEpochSecond();
    Long noted = notedAt.getIfPresent(session);
    if (noted != null && second - noted < SECONDS_BETWEEN) {
      return;
    }
    notedAt.put(session, second);
    if (waiting.size() < WAITING) {
      waiting.add(session);
    }
  }

  /// Writes down what was noted. What can't be written is lost: it is only for people to read.
  public void flush() {
    List<SessionId> used = new ArrayList<>(waiting);
    used.sort(Comparator.comparing(SessionId::value));
    waiting.removeAll(used);
    for (int from = 0; from < used.size(); from += WRITTEN_AT_ONCE) {
      write(used.subList(from, Math.min(used.size(), from + WRITTEN_AT_ONCE)));
    }
  }

  private void write(List<SessionId> used) {
    try {
      database.write(tx -> {
        sessions.touch(tx, used);
        return true;
      });
    } catch (StorageException e) {
      LOG.warn("When {} sessions were last used was not written: {}", used.size(), e.getMessage());
    }
  }
}
