package dev.gatehouse.flows.live;

import dev.gatehouse.identity.access.Profile;
import dev.gatehouse.identity.tokens.Standing;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The sockets that are open on this node, and how many may be.
public final class LiveSockets implements AutoCloseable {
  /// What stood behind the socket is over (a code of our own, RFC 6455 section 7.4.2).
  static final int OVER = 4401;

  private static final int GOING_AWAY = 1001;
  private static final int MOST_OF_A_USER = 20;
  private static final int MOST = 20_000;

  private final Clock clock;
  private final Map<String, Watched> users = new ConcurrentHashMap<>();
  private final Map<String, Set<Connection>> sessions = new ConcurrentHashMap<>();
  private final AtomicInteger taken = new AtomicInteger();
  private volatile boolean closing;

  public LiveSockets(Clock clock) {
    this.clock = clock;
  }

  /// How many there are.
  public int count() {
    return taken.get();
  }

  /// A place for one more; empty when there is none on this node, or not for this user.
  Optional<Connection> seat(Standing standing, Profile profile) {
    if (closing || taken.incrementAndGet() > MOST) {
      taken.decrementAndGet();
      return Optional.empty();
    }
    Connection connection = new Connection(this, standing, clock.instant());
    boolean[] seated = new boolean[1];
    users.compute(
        standing.user().toString(),
        (_, known) -> {
          Watched user = known == null ? new Watched(profile, connection.since()) : known;
          seated[0] = user.connections().size() < MOST_OF_A_USER;
          if (seated[0]) {
            user.connections().add(connection);
          }
          return user;
        });
    if (!seated[0]) {
      taken.decrementAndGet();
      return Optional.empty();
    }
    sessions
        .computeIfAbsent(standing.session().toString(), _ -> ConcurrentHashMap.newKeySet())
        .add(connection);
    return Optional.of(connection);
  }

  void leave(Connection connection) {
    Standing standing = connection.standing();
    users.computeIfPresent(
        standing.user().toString(),
        (_, user) -> {
          if (user.connections().remove(connection)) {
            taken.decrementAndGet();
          }
          return user.connections().isEmpty() ? null : user;
        });
    sessions.computeIfPresent(
        standing.session().toString(),
        (_, all) -> {
          all.remove(connection);
          return all.isEmpty() ? null : all;
        });
  }

  boolean isEmpty() {
    return users.isEmpty();
  }

  @Nullable Watched of(String user) {
    return users.get(user);
  }

  Collection<String> users() {
    return users.keySet();
  }

  /// Those that stand on this session.
  Collection<Connection> ofSession(String session) {
    return sessions.getOrDefault(session, Set.of());
  }

  void each(Consumer<Connection> act) {
    users.values().forEach(user -> user.connections().forEach(act));
  }

  /// Lets nobody in any more, and tells everybody that the server goes.
  @Override
  public void close() {
    closing = true;
    each(connection -> connection.close(GOING_AWAY, "the server is stopping"));
  }

  /// Those of `names` that have sockets here.
  List<Watched> watched(Collection<String> names) {
    return names.stream().map(users::get).filter(user -> user != null).toList();
  }
}
