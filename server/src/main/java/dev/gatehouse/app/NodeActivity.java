package dev.gatehouse.app;

import dev.gatehouse.identity.activity.Activity;
import dev.gatehouse.identity.activity.Recorder;
import dev.gatehouse.identity.activity.Work;
import dev.gatehouse.identity.passwords.HashWaits;
import dev.gatehouse.platform.storage.Tx;
import dev.gatehouse.platform.threads.Jobs;
import java.time.Duration;
import java.util.function.LongSupplier;

/// What this node does, for the overview's plots.
final class NodeActivity implements AutoCloseable {
  private static final Duration LOOKED_EVERY = Duration.ofSeconds(1);

  private final Recorder recorder;

  /// @param refreshes how many there were since the start
  NodeActivity(Parts parts, LongSupplier refreshes) {
    this.recorder =
        new Recorder(
            parts.database(),
            new Activity(parts.database().clock()),
            parts.random().uuid(),
            new Counters(parts, refreshes));
  }

  void start(Jobs jobs) {
    jobs.every(LOOKED_EVERY, "node-activity", recorder::look);
  }

  /// To be called when the jobs are closed, and while the database is open.
  @Override
  public void close() {
    recorder.close();
  }

  /// Read by one thread at a time.
  private static final class Counters implements Recorder.Source {
    private final Parts parts;
    private final LongSupplier refreshes;
    private long known;

    Counters(Parts parts, LongSupplier refreshes) {
      this.parts = parts;
      this.refreshes = refreshes;
    }

    @Override
    public Work take() {
      long before = known;
      known = refreshes.getAsLong();
      HashWaits waits = parts.hashPool().takeWaits();
      return new Work(known - before, waits.hashes(), waits.all(), waits.longest());
    }

    @Override
    public long sessions(Tx tx) {
      return parts.sessions().countLive(tx);
    }
  }
}
