package dev.gatehouse.platform.storage;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The time of a database server, counted on with this machine's monotonic clock between two
/// questions, so that a jump of the wall clock here changes nothing.
///
/// An answer is true to half its round trip. One that is less sure than the reckoning it would
/// replace, and agrees with it, is dropped, so that a slow answer does not shake the time. Where
/// the reckoning was ahead, it goes on at half the speed until it is right: what happens one after
/// the other here is also written down in that order. Only a server's clock that was set back is
/// followed at once.
final class ServerClock extends Clock {
  private static final long SECOND = 1_000_000_000L;

  /// How far a monotonic clock may run wrong: 200 parts in a million.
  private static final long NANOS_A_DRIFT = 5_000;

  private static final Duration SET_BACK = Duration.ofSeconds(1);

  private final Supplier<Instant> server;
  private final LongSupplier nanos;
  private final AtomicReference<Instant> told = new AtomicReference<>(Instant.EPOCH);
  private volatile @Nullable Reading last;
  private volatile long asked;

  /// @param server asks the server for its time, and takes as long as that takes
  /// @param nanos a monotonic clock, as [System#nanoTime]
  ServerClock(Supplier<Instant> server, LongSupplier nanos) {
    this.server = server;
    this.nanos = nanos;
  }

  /// @param at monotonic nanoseconds at which the server's time was `time`
  /// @param error how far off it may be, in nanoseconds
  /// @param slow what had been told already at `since`
  private record Reading(Instant time, long at, long error, Instant slow, long since) {
    Instant timeAt(long nanos) {
      return time.plusNanos(nanos - at);
    }

    Instant toldAt(long nanos) {
      Instant right = timeAt(nanos);
      Instant slower = slow.plusNanos((nanos - since) / 2);
      return slower.isAfter(right) ? slower : right;
    }

    /// The same after `told` was told at `nanos`.
    Reading after(Instant told, long nanos) {
      boolean setBack = Duration.between(timeAt(nanos), told).compareTo(SET_BACK) > 0;
      return setBack ? this : new Reading(time, at, error, told, nanos);
    }

    long errorAt(long nanos) {
      return error + (nanos - at) / NANOS_A_DRIFT;
    }
  }

  /// Asks the server, unless that was done within the last second.
  synchronized void sync() {
    long before = nanos.getAsLong();
    if (last != null && before - asked < SECOND) {
      return;
    }
    asked = before;
    Instant time = server.get();
    long after = nanos.getAsLong();
    long half = (after - before) / 2;
    Reading next = new Reading(time, before + half, half, time, before + half);
    Reading known = last;
    if (known == null) {
      last = next;
    } else if (replaces(next, known)) {
      long now = nanos.getAsLong();
      last = next.after(known.toldAt(now), now);
    }
  }

  private static boolean replaces(Reading next, Reading known) {
    long knownError = known.errorAt(next.at);
    Duration apart = Duration.between(known.timeAt(next.at), next.time).abs();
    return next.error <= knownError
        || apart.compareTo(Duration.ofNanos(next.error + knownError)) > 0;
  }

  @Override
  public Instant instant() {
    Reading known = last;
    if (known == null) {
      throw new IllegalStateException("the server's time is not known yet");
    }
    Instant now = known.toldAt(nanos.getAsLong()).truncatedTo(ChronoUnit.MICROS);
    return told.accumulateAndGet(now, ServerClock::later);
  }

  /// Whoever asked just before the reckoning slowed down may have been told a later time.
  private static Instant later(Instant told, Instant now) {
    boolean ahead = told.isAfter(now) && !told.isAfter(now.plus(SET_BACK));
    return ahead ? told : now;
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    throw new UnsupportedOperationException("the database's time is UTC");
  }
}
