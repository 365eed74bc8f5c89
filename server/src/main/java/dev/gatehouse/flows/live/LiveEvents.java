package dev.gatehouse.flows.live;

import dev.gatehouse.identity.audit.AuditLog;
import dev.gatehouse.identity.audit.AuditSearch;
import dev.gatehouse.identity.audit.RecordedEvent;
import dev.gatehouse.platform.storage.Database;
import dev.gatehouse.platform.storage.Page;
import dev.gatehouse.platform.storage.Position;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Looks for what happened to those who are connected here and ended nothing: no news tells of it.
/// One query for all of them together, and none while nobody is connected.
public final class LiveEvents {
  /// An event is written with the time at which its transaction began, by a clock that may differ.
  private static final Duration LATE = Duration.ofSeconds(5);

  private static final int PAGE = 1_000;

  /// More than that since the last look is left to the user's next news.
  private static final int PAGES = 5;

  private final AuditLog audit = new AuditLog();
  private final Database database;
  private final LiveSockets sockets;
  private Instant lookedAt;

  public LiveEvents(Database database, LiveSockets sockets) {
    this.database = database;
    this.sockets = sockets;
    this.lookedAt = database.clock().instant();
  }

  /// To be called once a second, never twice at once.
  public void look() {
    Instant now = database.clock().instant();
    if (!sockets.isEmpty()) {
      List<RecordedEvent> events = since(lookedAt.minus(LATE));
      events.reversed().forEach(this::tell);
    }
    lookedAt = now;
  }

  /// The newest first.
  private List<RecordedEvent> since(Instant time) {
    AuditSearch search = AuditSearch.since(time);
    List<RecordedEvent> events = new ArrayList<>();
    @Nullable Position from = null;
    for (int page = 0; page < PAGES; page++) {
      Position next = from;
      Page<RecordedEvent> found = database.read(tx -> audit.find(tx, search, next, PAGE));
      events.addAll(found.items());
      from = found.next();
      if (from == null) {
        break;
      }
    }
    return events;
  }

  private void tell(RecordedEvent event) {
    Set<@Nullable String> concerned = new HashSet<>();
    concerned.add(event.event().actor());
    concerned.add(event.event().target());
    for (String name : concerned) {
      Watched user = name == null ? null : sockets.of(name);
      if (name != null && user != null) {
        user.tell(name, event);
      }
    }
  }
}
