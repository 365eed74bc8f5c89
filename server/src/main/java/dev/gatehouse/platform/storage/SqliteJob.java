package dev.gatehouse.platform.storage;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// One unit of work on its way through a SQLite thread, and the caller who waits for it.
final class SqliteJob<T> {
  private final Function<Tx, T> work;
  private final CompletableFuture<T> answer = new CompletableFuture<>();
  private @Nullable Runnable outcome;

  SqliteJob(Function<Tx, T> work) {
    this.work = work;
  }

  /// Runs the work; what came of it is told by [#reply]. Throws what the work throws.
  void run(Tx tx) {
    T result = work.apply(tx);
    outcome = () -> answer.complete(result);
  }

  /// The work came to nothing; [#reply] tells.
  void fail(Throwable why) {
    outcome = () -> answer.completeExceptionally(why);
  }

  void reply() {
    Runnable known = outcome;
    if (known != null) {
      known.run();
    }
  }

  /// Waits for the reply without holding a carrier thread.
  T await() {
    try {
      return answer.join();
    } catch (CompletionException e) {
      switch (e.getCause()) {
        case RuntimeException inner -> throw inner;
        case Error inner -> throw inner;
        case null, default -> throw e;
      }
    }
  }
}
