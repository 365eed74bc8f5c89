package dev.gatehouse.flows.live;

import dev.gatehouse.identity.access.Profile;
import dev.gatehouse.identity.access.Profiles;
import dev.gatehouse.identity.accounts.UserId;
import dev.gatehouse.identity.audit.AuditLog;
import dev.gatehouse.identity.audit.AuditSearch;
import dev.gatehouse.identity.audit.RecordedEvent;
import dev.gatehouse.identity.revocations.RevocationListener;
import dev.gatehouse.identity.sessions.SessionHistory;
import dev.gatehouse.identity.sessions.SessionId;
import dev.gatehouse.identity.sessions.SessionRecord;
import dev.gatehouse.identity.tokens.Standing;
import dev.gatehouse.identity.tokens.Standings;
import dev.gatehouse.platform.crypto.Randomness;
import dev.gatehouse.platform.storage.Database;
import dev.gatehouse.platform.storage.Tx;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/// Hears the news that every node hears. What concerns nobody who is connected here costs nothing;
/// for the others the database is read, a few times a second at most and for all of them together.
public final class LiveNews implements RevocationListener {
  private static final int MOST_NEWS = 10_000;
  private static final int USERS_AT_ONCE = 100;
  private static final int EVENTS = 50;

  /// An event is written with the time at which its transaction began: it may be seen so much late.
  private static final Duration LATE = Duration.ofSeconds(60);

  private final Database database;
  private final LiveSockets sockets;
  private final Parts parts;
  private final Randomness random;
  private final Set<String> changedUsers = ConcurrentHashMap.newKeySet();
  private final Set<String> endedSessions = ConcurrentHashMap.newKeySet();

  public LiveNews(Database database, LiveSockets sockets, Parts parts, Randomness random) {
    this.database = database;
    this.sockets = sockets;
    this.parts = parts;
    this.random = random;
  }

  @Override
  public void userChanged(String user) {
    if (sockets.of(user) != null) {
      changedUsers.add(user);
    }
  }

  @Override
  public void sessionEnded(String session) {
    for (Connection connection : sockets.ofSession(session)) {
      connection.close(LiveSockets.OVER, "the session has ended");
    }
    if (!sockets.isEmpty() && endedSessions.size() < MOST_NEWS) {
      endedSessions.add(session);
    }
  }

  @Override
  public void sessionTokenReplaced(String session) {
    sockets.ofSession(session).forEach(one -> userChanged(one.standing().user().toString()));
  }

  @Override
  public void everythingChanged() {
    changedUsers.addAll(sockets.users());
  }

  /// Reads what is behind the news, and tells it. To be called a few times a second.
  public void tell() {
    Set<String> sessions = taken(endedSessions, Standings.AT_ONCE);
    Set<String> users = taken(changedUsers, USERS_AT_ONCE);
    try {
      tellEnded(sessions);
      dismiss(users);
      users.forEach(this::tell);
    } catch (RuntimeException e) {
      endedSessions.addAll(sessions);
      changedUsers.addAll(users);
      throw e;
    }
  }

  /// To the other sockets of those whose session it was.
  private void tellEnded(Set<String> ids) {
    if (ids.isEmpty() || sockets.isEmpty()) {
      return;
    }
    List<SessionId> sessions = ids.stream().map(id -> new SessionId(UUID.fromString(id))).toList();
    for (SessionRecord session : database.read(tx -> parts.sessions.find(tx, sessions))) {
      String user = session.user().toString();
      Watched watched = sockets.of(user);
      SessionRecord.End end = session.ended();
      if (watched != null && end != null) {
        if (watched.isNew("ended " + session.id())) {
          watched.send(Frame.sessionEnded(session, end), end.at());
        }
        changedUsers.add(user);
      }
    }
  }

  /// Closes what stands on nothing any more.
  private void dismiss(Set<String> users) {
    List<Connection> theirs =
        sockets.watched(users).stream().flatMap(user -> user.connections().stream()).toList();
    for (int from = 0; from < theirs.size(); from += Standings.AT_ONCE) {
      List<Connection> some =
          theirs.subList(from, Math.min(theirs.size(), from + Standings.AT_ONCE));
      List<Standing> all = some.stream().map(Connection::standing).toList();
      Set<Standing> fallen = new HashSet<>(database.read(tx -> parts.standings.fallen(tx, all)));
      for (Connection connection : some) {
        if (fallen.contains(connection.standing())) {
          connection.close(LiveSockets.OVER, "the session has ended");
        }
      }
    }
  }

  private void tell(String name) {
    Watched user = sockets.of(name);
    if (user == null) {
      return;
    }
    UserId id = new UserId(UUID.fromString(name));
    Instant now = database.clock().instant();
    Instant since = user.readUntil().minus(LATE);
    News news =
        database.read(
            tx -> new News(parts.profiles.read(tx, id).stream().toList(), events(tx, name, since)));
    user.readUntil(now);
    news.events.forEach(event -> user.tell(name, event));
    for (Profile profile : news.profile) {
      if (user.changes(profile)) {
        user.send(Frame.userChanged(profile, random.uuid().toString(), now), now);
      }
    }
  }

  private List<RecordedEvent> events(Tx tx, String user, Instant since) {
    AuditSearch did = AuditSearch.by(user, since);
    AuditSearch befell = AuditSearch.to(user, since);
    return Stream.of(did, befell)
        .flatMap(search -> parts.audit.find(tx, search, null, EVENTS).items().stream())
        .distinct()
        .sorted(Comparator.comparing(RecordedEvent::at))
        .toList();
  }

  /// Up to `most` of them, which are no longer there.
  private static Set<String> taken(Collection<String> all, int most) {
    List<String> some = new ArrayList<>(all.stream().limit(most).toList());
    some.removeIf(one -> !all.remove(one));
    return new HashSet<>(some);
  }

  private record News(List<Profile> profile, List<RecordedEvent> events) {}

  /// What is read.
  public record Parts(
      Standings standings, SessionHistory sessions, Profiles profiles, AuditLog audit) {}
}
