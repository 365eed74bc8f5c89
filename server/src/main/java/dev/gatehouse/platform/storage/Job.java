package dev.gatehouse.platform.storage;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A unit of work that another thread runs, and its answer.
///
/// The caller parks, so a virtual thread gives up its carrier. A job that no thread has begun can
/// be withdrawn; one that has begun is waited for, because its outcome would be unknown.
final class Job<T extends @Nullable Object> {
  private enum State {
    QUEUED,
    BEGUN,
    WITHDRAWN,
    ANSWERED
  }

  private final Function<Tx, T> work;
  private final Thread caller = Thread.currentThread();
  private final AtomicReference<State> state = new AtomicReference<>(State.QUEUED);
  private @Nullable T result;
  private @Nullable Throwable failure;
  private @Nullable Tx last;

  Job(Function<Tx, T> work) {
    this.work = work;
  }

  /// Claims the job for the running thread; false if the caller no longer waits.
  boolean begin() {
    return state.compareAndSet(State.QUEUED, State.BEGUN);
  }

  /// Runs the work, keeps what came of it, and tells nobody yet. May be run again, after which only
  /// the last outcome counts.
  void run(Tx tx) {
    result = null;
    failure = null;
    last = tx;
    try {
      result = work.apply(tx);
      failure = tx.failure();
    } catch (Throwable e) {
      failure = e;
    } finally {
      tx.end();
    }
  }

  boolean succeeded() {
    return failure == null;
  }

  /// Tells the caller what [#run] kept.
  void answer() {
    state.set(State.ANSWERED);
    LockSupport.unpark(caller);
  }

  void fail(Throwable instead) {
    result = null;
    failure = instead;
    answer();
  }

  /// Waits for the answer; for at most `patience` while nobody has begun the job.
  ///
  /// @throws StorageException.Unavailable if nobody began it in that time
  @SuppressWarnings("NullAway") // a null result is a T that may be null
  T await(Duration patience) {
    boolean interrupted = false;
    long deadline = System.nanoTime() + patience.toNanos();
    State seen;
    while ((seen = state.get()) != State.ANSWERED) {
      long left = deadline - System.nanoTime();
      if (seen == State.QUEUED && (left <= 0 || interrupted)) {
        if (state.compareAndSet(State.QUEUED, State.WITHDRAWN)) {
          throw withdrawn(interrupted);
        }
      } else if (seen == State.QUEUED) {
        LockSupport.parkNanos(this, left);
      } else {
        LockSupport.park(this);
      }
      interrupted |= Thread.interrupted();
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    Job.<RuntimeException>rethrow(failure);
    Tx done = last;
    if (done != null) {
      done.committed();
    }
    return result;
  }

  private static StorageException withdrawn(boolean interrupted) {
    if (interrupted) {
      Thread.currentThread().interrupt();
      return new StorageException.Unavailable("the wait for the database was interrupted", null);
    }
    return new StorageException.Unavailable("the database is too busy", null);
  }

  /// Only unchecked exceptions and errors leave a [Function].
  @SuppressWarnings("unchecked")
  private static <E extends Throwable> void rethrow(@Nullable Throwable failure) throws E {
    if (failure != null) {
      throw (E) failure;
    }
  }
}
