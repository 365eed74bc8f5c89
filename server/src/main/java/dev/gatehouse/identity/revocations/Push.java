package dev.gatehouse.identity.revocations;

import dev.gatehouse.platform.redis.Redis;
import dev.gatehouse.platform.storage.Database;
import dev.gatehouse.platform.storage.Tx;

/// Wakes the other nodes when there is news. It carries no news: what a node knows, it has read
/// from the database, so a push that is lost, doubled or forged changes nothing but the time.
public sealed interface Push extends AutoCloseable {
  /// In the transaction that writes news, last of all.
  void inTransaction(Tx tx);

  void afterCommit();

  /// Calls `wake` whenever another node has news.
  void listen(Runnable wake);

  @Override
  void close();

  /// Nobody is woken: the nodes ask once a second.
  record None() implements Push {
    @Override
    public void inTransaction(Tx tx) {}

    @Override
    public void afterCommit() {}

    @Override
    public void listen(Runnable wake) {}

    @Override
    public void close() {}
  }

  /// By the database, where it can: PostgreSQL's LISTEN and NOTIFY.
  final class ThroughDatabase implements Push {
    private static final String CHANNEL = "gatehouse_revocations";

    private final Database database;
    private final String node;
    private volatile Database.Listening listening = () -> {};

    /// @param node tells this process from the others, which alone are woken
    public ThroughDatabase(Database database, String node) {
      this.database = database;
      this.node = node;
    }

    @Override
    public void inTransaction(Tx tx) {
      tx.signal(CHANNEL, node);
    }

    @Override
    public void afterCommit() {}

    @Override
    public void listen(Runnable wake) {
      listening =
          database.listen(
              CHANNEL,
              from -> {
                if (!from.equals(node)) {
                  wake.run();
                }
              });
    }

    @Override
    public void close() {
      listening.close();
    }
  }

  /// By Redis, which costs the database nothing.
  record ThroughRedis(Redis redis, String node) implements Push {
    private static final String CHANNEL = "gatehouse:revocations";

    @Override
    public void inTransaction(Tx tx) {}

    @Override
    public void afterCommit() {
      redis.publish(CHANNEL, node);
    }

    @Override
    public void listen(Runnable wake) {
      redis.listen(
          CHANNEL,
          from -> {
            if (!from.equals(node)) {
              wake.run();
            }
          });
    }

    /// Redis is closed by whoever opened it.
    @Override
    public void close() {}
  }
}
