package dev.gatehouse.identity.passwords;

import dev.gatehouse.platform.threads.Niceness;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A few platform threads on which all passwords are hashed, and the bounded queue before them.
/// Whoever floods the sign-in waits here, and nobody else: the threads yield the processor to those
/// that serve requests. Safe for use by many threads.
public final class HashPool implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(HashPool.class);

  /// To be tuned by measurement: each step is about a fifth less processor under contention.
  private static final int NICENESS = 5;

  /// How much the newest job counts in the mean.
  private static final double NEWEST = 0.1;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition jobArrived = lock.newCondition();
  private final FairQueue<HashJob<?>> waiting;
  private final FairQueue<HashJob<?>> kept;
  private final Queue<Runnable> later = new ArrayDeque<>();
  private final List<Thread> threads = new ArrayList<>();
  private final int threadCount;

  private double meanSeconds = 0.25;
  private boolean keptTurn;
  private int running;
  private long finished;
  private long refused;
  private Duration waited = Duration.ZERO;
  private HashWaits waits = HashWaits.NONE;
  private boolean closed;

  /// @param threadCount how many hashes are computed at a time
  /// @param capacity how many jobs may wait
  public HashPool(int threadCount, int capacity) {
    this(threadCount, capacity, 0);
  }

  /// @param capacityForKnown how many jobs of known devices may wait besides, when the rest is full
  public HashPool(int threadCount, int capacity, int capacityForKnown) {
    if (threadCount < 1 || capacity < 1) {
      throw new IllegalArgumentException("A hash pool has at least one thread and one place");
    }
    this.threadCount = threadCount;
    this.waiting = new FairQueue<>(capacity);
    this.kept = new FairQueue<>(capacityForKnown);
    for (int i = 1; i <= threadCount; i++) {
      threads.add(Thread.ofPlatform().daemon().name("hash-" + i).start(this::workUntilClosed));
    }
  }

  /// Computes `work` on a hash thread and waits for it. What it throws is thrown here. A full or
  /// closed pool answers [Outcome.Busy] at once; so does one that gives this job's place to an
  /// address with fewer.
  ///
  /// @param address whom the queue is fair to: the client's network, as rate limits count it
  /// @throws CancellationException when the calling thread is interrupted; it stays interrupted,
  ///   and the work is not begun if it was still waiting
  public <T> Outcome<T> run(String address, Supplier<? extends T> work) {
    return run(address, false, work);
  }

  /// The same, with the places that are kept for known devices.
  ///
  /// @param known whether it is for a device that the account was signed in on
  public <T> Outcome<T> run(String address, boolean known, Supplier<? extends T> work) {
    HashJob<T> job = new HashJob<>(work);
    if (!enqueue(address, known, job)) {
      return new Outcome.Busy<>(retryAfter());
    }
    try {
      return job.await();
    } catch (InterruptedException e) {
      withdraw(address, job);
      Thread.currentThread().interrupt();
      throw new CancellationException("Interrupted while a password was hashed");
    } catch (ExecutionException e) {
      throw HashJob.causeOf(e);
    }
  }

  /// Lets a thread do `work` when nothing else is to do. Refused, with false, unless the pool is
  /// nearly idle: this is for what can as well be done another time. What it throws is only logged.
  public boolean tryRunLater(Runnable work) {
    lock.lock();
    try {
      if (closed || waiting.size() >= threadCount || later.size() >= threadCount) {
        return false;
      }
      later.add(work);
      jobArrived.signal();
      return true;
    } finally {
      lock.unlock();
    }
  }

  /// The figures of this moment.
  public Load load() {
    lock.lock();
    try {
      return new Load(waiting.size() + kept.size(), running, finished, refused, waited);
    } finally {
      lock.unlock();
    }
  }

  /// How long jobs waited since this was last asked: for one who asks.
  public HashWaits takeWaits() {
    lock.lock();
    try {
      HashWaits taken = waits;
      waits = HashWaits.NONE;
      return taken;
    } finally {
      lock.unlock();
    }
  }

  /// Answers [Outcome.Busy] to all who wait. What runs is finished, and not waited for.
  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      for (HashJob<?> job = next(); job != null; job = next()) {
        job.refuse(retryAfter());
      }
      later.clear();
      jobArrived.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private boolean enqueue(String address, boolean known, HashJob<?> job) {
    lock.lock();
    try {
      if (closed || !(isPlaced(waiting, address, job) || (known && isPlaced(kept, address, job)))) {
        refused++;
        return false;
      }
      jobArrived.signal();
      return true;
    } finally {
      lock.unlock();
    }
  }

  private boolean isPlaced(FairQueue<HashJob<?>> queue, String address, HashJob<?> job) {
    return switch (queue.offer(address, job)) {
      case FairQueue.Offer.Taken<HashJob<?>>() -> true;
      case FairQueue.Offer.TakenInsteadOf<HashJob<?>>(HashJob<?> displaced) -> {
        refused++;
        displaced.refuse(retryAfter());
        yield true;
      }
      case FairQueue.Offer.Refused<HashJob<?>>() -> false;
    };
  }

  private void withdraw(String address, HashJob<?> job) {
    lock.lock();
    try {
      waiting.remove(address, job);
      kept.remove(address, job);
    } finally {
      lock.unlock();
    }
  }

  /// When the queue of now will have been worked off, in whole seconds.
  private Duration retryAfter() {
    lock.lock();
    try {
      double seconds = meanSeconds * (waiting.size() + kept.size() + running) / threadCount;
      return Duration.ofSeconds(Math.max(1, (long) Math.ceil(seconds)));
    } finally {
      lock.unlock();
    }
  }

  /// The first job comes before the niceness, which costs 100 ms of linking to native code: neither
  /// the start of the server nor a caller shall wait for that.
  private void workUntilClosed() {
    boolean first = true;
    for (Runnable job = take(); job != null; job = take()) {
      perform(job);
      if (first) {
        Niceness.set(NICENESS);
        first = false;
      }
    }
  }

  private void perform(Runnable job) {
    long begin = System.nanoTime();
    try {
      job.run();
    } catch (Throwable unexpected) {
      LOG.warn("A job that nobody waits for failed on a hash thread", unexpected);
    } finally {
      noteFinished(Duration.ofNanos(System.nanoTime() - begin));
    }
  }

  /// Null when the pool is closed.
  private @Nullable Runnable take() {
    lock.lock();
    try {
      while (!closed) {
        HashJob<?> job = next();
        Runnable next = job == null ? later.poll() : job;
        if (next != null) {
          noteTaken(job);
          return next;
        }
        jobArrived.awaitUninterruptibly();
      }
      return null;
    } finally {
      lock.unlock();
    }
  }

  /// Those on kept places come every second time: they would not be there if the rest were not
  /// full.
  private @Nullable HashJob<?> next() {
    keptTurn = !keptTurn;
    HashJob<?> job = keptTurn ? kept.poll() : waiting.poll();
    return job == null ? (keptTurn ? waiting.poll() : kept.poll()) : job;
  }

  private void noteTaken(@Nullable HashJob<?> job) {
    running++;
    if (job != null) {
      Duration age = job.age();
      waited = waited.plus(age);
      waits = waits.plus(age);
    }
  }

  private void noteFinished(Duration took) {
    lock.lock();
    try {
      running--;
      finished++;
      meanSeconds += NEWEST * (took.toNanos() / 1e9 - meanSeconds);
    } finally {
      lock.unlock();
    }
  }

  /// What came of asking for a hash.
  public sealed interface Outcome<T> {
    record Done<T>(T value) implements Outcome<T> {}

    /// Too much is waiting already.
    ///
    /// @param retryAfter whole seconds, at least one
    record Busy<T>(Duration retryAfter) implements Outcome<T> {}
  }

  /// How much the pool has to do, and has done.
  ///
  /// @param refused jobs that were answered [Outcome.Busy] for want of a place
  /// @param waited the time that all jobs taken so far waited, added up
  public record Load(int waiting, int running, long finished, long refused, Duration waited) {}
}
