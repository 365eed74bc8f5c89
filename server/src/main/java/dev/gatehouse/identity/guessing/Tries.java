package dev.gatehouse.identity.guessing;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import org.jspecify.annotations.Nullable;

/// The attempts under one key. Times are the database's, in milliseconds. Guarded by the lock of
/// [LocalTries].
final class Tries {
  /// When all of them will be forgotten, one after the other.
  private long forgottenAt;

  /// Before then nothing is let in.
  private long until;

  /// Attempts that nobody has judged yet; they count as failures.
  private int underWay;

  private @Nullable Condition judged;

  /// How long an attempt must wait; 0 when it need not. A clock that was set back cannot make it
  /// longer than twice the longest delay.
  long wait(Lane lane, long now) {
    long left = until - now;
    return left > 0 && left <= 2 * lane.longestMillis() ? left : 0;
  }

  /// Whether the next attempt can only be let in, or be refused, once others have been judged: with
  /// them there are as many failures as cost nothing, and without them there may not be.
  boolean isBusy(Lane lane, long now) {
    return underWay > 0 && forgottenAt - now > (lane.free() - 1) * lane.forgottenMillis();
  }

  /// What is signalled when an attempt has been judged.
  Condition judged(Lock lock) {
    Condition known = judged;
    if (known == null) {
      known = lock.newCondition();
      judged = known;
    }
    return known;
  }

  /// Notes that an attempt has been judged, whatever came of it.
  void judge() {
    underWay = Math.max(0, underWay - 1);
    if (judged != null) {
      judged.signalAll();
    }
  }

  /// Counts an attempt, which is to be judged; the time until which it keeps the next one out, or
  /// 0.
  long count(Lane lane, long now) {
    long one = lane.forgottenMillis();
    underWay++;
    forgottenAt = Math.min(Math.max(forgottenAt, now) + one, now + lane.most() * one);
    long failures = Math.ceilDiv(forgottenAt - now, one);
    long delay = lane.delayMillis(failures);
    until = delay == 0 ? 0 : now + delay;
    return until;
  }

  /// Takes an attempt back, with the delay that it made if none was made since.
  void refund(Lane lane, long madeUntil) {
    forgottenAt -= lane.forgottenMillis();
    if (until == madeUntil) {
      until = 0;
    }
  }

  void hold(long time) {
    until = Math.max(until, time);
  }

  void clear() {
    forgottenAt = 0;
    until = 0;
  }
}
