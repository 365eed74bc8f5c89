package dev.gatehouse.identity.revocations;

import dev.gatehouse.platform.storage.Database;
import dev.gatehouse.platform.storage.Tx;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiFunction;

/// What has ended, known without a query; and the one way to end something.
public final class Revocations {
  private static final Duration MARGIN = Duration.ofSeconds(60);

  private final Database database;
  private final Duration longestLife;
  private final RevocationTable table = new RevocationTable();
  private final Map<String, Instant> endedSessions = new ConcurrentHashMap<>();
  private final Map<String, Epoch> epochs = new ConcurrentHashMap<>();
  private final Map<String, Epoch> generations = new ConcurrentHashMap<>();
  private final List<RevocationListener> listeners = new CopyOnWriteArrayList<>();
  private volatile Push push = new Push.None();

  /// @param longestLife how long anything that names a session or an epoch can live unasked: the
  ///   lifetime of an access token
  public Revocations(Database database, Duration longestLife) {
    this.database = database;
    this.longestLife = longestLife;
  }

  /// Wakes the other nodes through `push` from now on.
  public void pushThrough(Push push) {
    this.push = push;
  }

  public void addListener(RevocationListener listener) {
    listeners.add(listener);
  }

  /// Runs `work` in one transaction and writes down what it ends with it. When this returns, this
  /// node knows; the others learn it within the bound.
  public <T> T write(BiFunction<Tx, Endings, T> work) {
    Written<T> written =
        database.write(tx -> {
          Endings endings = new Endings(database.clock().instant().plus(longestLife).plus(MARGIN));
          T result = work.apply(tx, endings);
          return new Written<>(result, append(tx, endings));
        });
    written.news.forEach(this::apply);
    if (!written.news.isEmpty()) {
      push.afterCommit();
    }
    return written.result;
  }

  /// Leaves a gap in the numbers, beyond `floor`, so that every node that follows the news loads
  /// everything anew.
  public void restart(Tx tx, long floor) {
    table.skip(tx, floor);
  }

  /// The number of the newest row of news.
  public long newest(Tx tx) {
    return table.last(tx);
  }

  /// Whether the session has ended, as far as the news tells: false for sessions that ended before
  /// any token still alive was made.
  public boolean hasEnded(String session) {
    return endedSessions.containsKey(session);
  }

  /// The lowest epoch at which what states one of `user` still counts.
  public long lowestEpoch(String user) {
    Epoch epoch = epochs.get(user);
    return epoch == null ? 0 : epoch.lowest;
  }

  /// The lowest generation of a session's opaque token, or version of an API key, that counts.
  public long lowestGeneration(String id) {
    Epoch generation = generations.get(id);
    return generation == null ? 0 : generation.lowest;
  }

  private List<Revocation> append(Tx tx, Endings endings) {
    if (endings.size() == 0) {
      return List.of();
    }
    List<Revocation> numbered = endings.numberedUpTo(table.reserve(tx, endings.size()));
    numbered.forEach(news -> table.insert(tx, news));
    push.inTransaction(tx);
    return numbered;
  }

  void apply(Revocation news) {
    switch (news.kind()) {
      case SESSION -> {
        endedSessions.put(news.subject(), news.keepUntil());
        listeners.forEach(listener -> listener.sessionEnded(news.subject()));
      }
      case SESSION_TOKEN -> {
        raiseGeneration(news);
        listeners.forEach(listener -> listener.sessionTokenReplaced(news.subject()));
      }
      case API_KEY -> raiseGeneration(news);
      case USER_EPOCH -> {
        epochs.merge(news.subject(), new Epoch(news.epoch(), news.keepUntil()), Epoch::later);
        listeners.forEach(listener -> listener.userChanged(news.subject()));
      }
      case USER -> listeners.forEach(listener -> listener.userChanged(news.subject()));
      case ROLES -> listeners.forEach(RevocationListener::rolesChanged);
      case SIGNING_KEYS -> listeners.forEach(RevocationListener::signingKeysChanged);
    }
  }

  private void raiseGeneration(Revocation news) {
    generations.merge(news.subject(), new Epoch(news.epoch(), news.keepUntil()), Epoch::later);
  }

  /// News may have been missed: takes `all` that is kept, and lets every listener start anew.
  void reload(List<Revocation> all) {
    all.forEach(this::apply);
    listeners.forEach(RevocationListener::everythingChanged);
  }

  void forgetExpired(Instant now) {
    endedSessions.values().removeIf(keepUntil -> !keepUntil.isAfter(now));
    epochs.values().removeIf(epoch -> !epoch.keepUntil.isAfter(now));
    generations.values().removeIf(generation -> !generation.keepUntil.isAfter(now));
  }

  private record Written<T>(T result, List<Revocation> news) {}

  private record Epoch(long lowest, Instant keepUntil) {
    Epoch later(Epoch other) {
      return other.lowest >= lowest ? other : this;
    }
  }
}
